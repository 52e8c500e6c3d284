"""What the top bar shows: the places a person may go, and their own menu."""

from functools import cache
from typing import Any
from urllib.parse import quote

from babel import Locale
from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.intake import queries as intake

# words, name of the address, permission, what the addresses of the place begin with
PLACES = (
    (N_("Home"), "desk:home", "home:see", ()),
    (N_("Arrivals"), "desk:arrivals", "arrival:register", ("/arrivals/",)),
    (N_("Worklist"), "desk:worklist", "register:read", ("/worklist/",)),
    (
        N_("Register"),
        "desk:register",
        "register:read",
        ("/register/", "/cases/", "/parts/", "/persons/", "/items/", "/execution/"),
    ),
    (N_("Given to us"), "desk:given", "part:execute", ("/given/",)),
    (N_("Directory"), "desk:directory", "directory:read", ("/directory/",)),
    (N_("Figures"), "desk:figures", "figures:read", ("/figures/",)),
)
# groups of the menu under one's name: heading, then words, name of the address and permission of each entry
MENU = (
    (
        N_("Your work"),
        (
            (N_("Letters to approve and to send"), "desk:letters", "letter:send"),
            (N_("Phone notes"), "desk:calls", "execution:keep"),
            (N_("Reminders and calendar"), "desk:reminders", "reminders:set"),
            (N_("Absence and deputies"), "desk:absence", "deputy:name"),
            (N_("Duty rota"), "desk:duty", "duty:see"),
        ),
    ),
    (
        N_("The authority"),
        (
            (N_("Workload"), "desk:workload", "cases:share"),
            (N_("Briefs by State"), "desk:briefs", "register:read"),
            (N_("Moving in"), "desk:takeovers", "stock:take-over"),
            (N_("People and their roles"), "desk:people", "people:manage"),
            (N_("What roles may do"), "desk:roles", "roles:narrow"),
            (N_("Lost second factors"), "desk:factor-resets", "factor:reset"),
        ),
    ),
    (
        N_("How it is set up"),
        (
            (N_("Set-up"), "desk:arrangements", "arrangement:keep"),
            (N_("Working days and time limits"), "desk:calendars", "clock:set"),
            (N_("Letterhead and wordings"), "desk:stationeries", "letters:furnish"),
            (N_("Clauses"), "desk:clause-libraries", "clauses:keep"),
            (N_("Folders and mailboxes"), "desk:sources", "sources:set"),
            (N_("Programs and their tokens"), "api:machines", "machines:manage"),
            (N_("Administration"), "desk:system", "system:see"),
        ),
    ),
    (
        N_("Protection and control"),
        (
            (N_("Requests of persons"), "desk:person-requests", "person-request:handle"),
            (N_("Retention periods"), "desk:retention", "retention:set"),
            (N_("Due to be destroyed"), "desk:keeping", "destruction:propose"),
            (N_("Destructions and certificates"), "desk:destructions", "certificates:read"),
            (N_("Emergency access"), "desk:emergencies", "emergencies:see"),
            (N_("Audit"), "desk:audit", "audit:read"),
            (N_("Ledger"), "desk:ledger", "ledger:read"),
        ),
    ),
    (
        "",
        (
            (N_("Your account"), "accounts:self", "self:manage"),
            (N_("Handbook"), "desk:handbook", "handbook:read"),
        ),
    ),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav` for base.html; for nobody signed in, only the choice of language."""
    actor: Actor | None = getattr(request, "actor", None)
    nav: dict[str, Any] = {"languages": _languages(request)}
    if actor is not None:
        held, prefix = access.permissions(actor), get_script_prefix()
        nav |= {
            "user_name": actor.name,
            "authority_name": ", ".join(authority.name for authority in accounts.own_authorities(actor)),
            "home_url": _address("desk:home", prefix),
            "here_url": _address("accounts:here", prefix),
            "search_url": _address("desk:search", prefix) if "register:read" in held else "",
            "places": [_place(request, actor, *place) for place in PLACES if place[2] in held],
            "menu": _menu(held, prefix),
        }
    return {"nav": nav, "sso_name": settings.OIDC_NAME if settings.OIDC_ISSUER else ""}


def _menu(held: frozenset[str], prefix: str) -> list[dict[str, Any]]:
    """The groups of which *held* permits an entry: {heading, entries}. The way out stands last."""
    groups = []
    for heading, entries in MENU:
        shown: list[dict[str, Any]] = [
            {"url": _address(name, prefix), "label": _(words)}
            for words, name, permission in entries
            if permission in held
        ]
        if shown:
            groups.append({"heading": _(heading) if heading else "", "entries": shown})
    leaving = {"url": _address("account_logout", prefix), "label": _("Sign out"), "post": True}
    return [*groups, {"heading": "", "entries": [leaving]}]


def _place(
    request: HttpRequest, actor: Actor, words: str, name: str, permission: str, within: tuple[str, ...]
) -> dict[str, Any]:
    address = _address(name, get_script_prefix())
    here = request.path == address or request.path.startswith(within)
    count = intake.waiting_count(actor) if name == "desk:arrivals" else 0
    return {"url": address, "label": _(words), "current": here, "count": count}


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    current, back = get_language(), quote(request.get_full_path()) if request.method == "GET" else "/"
    return [
        {
            "code": code,
            "name": _own_name(code),
            "current": code == current,
            "url": f"{reverse('language', args=[code])}?next={back}",
        }
        for code, _name in settings.LANGUAGES
    ]


@cache
def _address(name: str, _prefix: str) -> str:
    """Where a place is: worked out once, not fifteen times a page."""
    return reverse(name)


@cache
def _own_name(code: str) -> str:
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]
