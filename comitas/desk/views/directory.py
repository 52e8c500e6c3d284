"""The directory, read: the list of authorities, one State, one authority."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.core.actor import Actor
from comitas.core.paging import page
from comitas.core.web import Request
from comitas.desk.forms.directory import DirectoryFilter
from comitas.desk.presenters import directory as presenters
from comitas.desk.presenters import states as states_said
from comitas.directory import queries
from comitas.directory.models import Authority
from comitas.directory.rules.entries import AuthorityEntry
from comitas.directory.rules.staleness import freshness

MOST_ON_STATE = 40  # authorities shown on a State's page; the rest are a click away


@access.requires("directory:read")
def listing(request: Request) -> HttpResponse:
    """Authorities by State and name, filtered by what the address asks for."""
    names = presenters.said(request.actor)
    form = DirectoryFilter(request.GET, states=presenters.state_choices(names.states))
    asked = form.asked()
    whose = {"ours": True, "theirs": False}.get(asked.get("whose", ""))
    rows = queries.authorities(
        request.actor,
        state=asked.get("state", ""),
        function=asked.get("function", ""),
        text=asked.get("text", ""),
        ours=whose,
    )
    found = page(request, rows, queries.LISTING)
    context = {
        "form": form,
        "rows": presenters.authority_rows(request.actor, found.rows, names, timezone.localdate()),
        "page": found,
        "count": len(asked),
        "showing": _showing(form, asked),
        "state": _state_link(asked.get("state", ""), names),
        "may_edit": access.may(request.actor, "directory:edit"),
        "export_query": urlencode({"state": asked["state"]}) if "state" in asked else "",
    }
    return render(request, "desk/directory_list.html", context, status=400 if form.errors else 200)


def _showing(form: DirectoryFilter, asked: dict[str, str]) -> list[dict[str, str]]:
    """A tag for each filter in use, with the address of the list without it."""
    found = []
    for name, value in asked.items():
        rest = {other: told for other, told in asked.items() if other != name}
        label = dict(getattr(form.fields[name], "choices", ())).get(value, value)
        found.append({"label": str(label), "url": f"?{urlencode(rest)}"})
    return found


def _state_link(iso2: str, names: presenters.Said) -> dict[str, str]:
    return {"name": names.states[iso2], "url": reverse("desk:state", args=[iso2])} if iso2 in names.states else {}


@access.requires("directory:read")
def state(request: Request, iso2: str) -> HttpResponse:
    """One State: names, codes, treaties, law, authorities, and the legal bases between it and us."""
    found = queries.state(request.actor, iso2)
    names, today = presenters.said(request.actor), timezone.localdate()
    rows = list(queries.authorities(request.actor, state=iso2)[: MOST_ON_STATE + 1])
    context = {
        "state": found,
        "name": names.states[iso2],
        "identity": states_said.identity(found),
        "standings": states_said.standings(request.actor, found),
        "facts": states_said.facts(request.actor, found),
        "rows": presenters.authority_rows(request.actor, rows[:MOST_ON_STATE], names, today),
        "more": len(rows) > MOST_ON_STATE,
        "may_edit": access.may(request.actor, "directory:edit"),
        **_bases(request, iso2, names),
    }
    return render(request, "desk/directory_state.html", context)


def _bases(request: Request, iso2: str, names: presenters.Said) -> dict[str, Any]:
    """Legal bases in the direction that the address asks for: their request to us, or ours to them."""
    ours = _our_state(request.actor)
    if ours in ("", iso2):
        return {"is_ours": ours == iso2}
    we_ask = request.GET.get("request") == "ours"
    requesting, requested = (ours, iso2) if we_ask else (iso2, ours)
    tabs = [
        {"label": _("If %(state)s asks us") % {"state": names.states[iso2]}, "url": "?#bases", "current": not we_ask},
        {
            "label": _("If we ask %(state)s") % {"state": names.states[iso2]},
            "url": "?request=ours#bases",
            "current": we_ask,
        },
    ]
    return {
        "families": states_said.bases(request.actor, requesting, requested, names, timezone.localdate()),
        "tabs": tabs,
        "our_name": names.states.get(ours, ours),
    }


def _our_state(actor: Actor) -> str:
    """The State of the authority that the actor works for, or else of any of ours; empty where there is none."""
    own = next(iter(accounts.own_authorities(actor)), None) or queries.authorities(actor, ours=True).first()
    return own.state_id if own else ""


@access.requires("directory:read")
def authority(request: Request, authority: UUID) -> HttpResponse:
    """One authority: everything that is known of it, how far the entry may be trusted, whom to ring."""
    found = queries.authority(request.actor, authority)
    return render(request, "desk/directory_authority.html", authority_context(request, found))


def authority_context(request: Request, found: Authority) -> dict[str, Any]:
    """What the page of an authority shows."""
    actor, today = request.actor, timezone.localdate()
    may_edit = access.may(actor, "directory:edit")
    names, entry = presenters.said(actor), queries.entries(actor, [found])[found.pk]
    seen = queries.restricted_contact_points if may_edit else queries.contact_points
    how_old = freshness(found.verified_on, today)
    name = queries.authority_names(actor, [found])[found.pk]
    return {
        "authority": found,
        "name": name,
        "own_name": found.name if found.name != name else "",
        "state_name": names.states[found.state_id],
        "freshness": {"sentence": names.sentence(how_old.sentence), "age": presenters.age(how_old)},
        "ended": presenters.ended(found, today),
        "groups": _groups(found, entry, names),
        "entry_facts": presenters.standing_of_entry(entry),
        "contacts": [presenters.contact(row, today) for row in seen(actor, found.pk)],
        "may_edit": may_edit,
    }


def _groups(found: Authority, entry: AuthorityEntry, names: presenters.Said) -> list[dict[str, Any]]:
    """Headings with their facts; a heading without facts is left out."""
    groups = [
        {"title": _("What it is"), "rows": presenters.identity(found, entry, names)},
        {"title": _("How to reach it"), "rows": presenters.reached(entry)},
        {"title": _("What it accepts"), "rows": presenters.accepts(entry)},
        {"title": _("Its requirements"), "rows": presenters.law(entry)},
    ]
    return [group for group in groups if group["rows"]]
