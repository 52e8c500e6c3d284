"""The search: one box over cases, persons, references, letters and documents."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.accounts import access
from comitas.accounts.rules.permissions import roles_for
from comitas.cases import queries as cases
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk.forms.search import SearchForm
from comitas.desk.presenters.search import row
from comitas.finding import queries
from comitas.finding.rules.asked import Asked, asked
from comitas.finding.rules.kinds import KINDS
from comitas.intake import queries as intake
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading

LAST_PAGE = queries.MOST * len(KINDS) // queries.ON_A_PAGE


@access.requires("register:read")
def search(request: Request) -> HttpResponse:
    """What was found, the best first. A whole case number opens its case at once."""
    actor, form = request.actor, SearchForm(request.GET or None, auto_id="find_%s")
    typed = form.cleaned_data["q"].strip() if form.is_valid() else ""
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in KINDS else ""
    number = _number(request.GET.get("page", ""))
    sought, found = asked(typed), queries.Found()
    if typed:
        for place in access.authorities_with(actor, roles_for("register:read")):
            ledger.read(Reading.Manner.SEARCH, "search", by=actor, at=clock.now(), authority=place, words=typed)
        if not kind and (case := cases.found_number(actor, typed)) is not None:
            return redirect("desk:case", case.pk)
        found = queries.search(actor, sought, kind, number)
    context = {
        "form": form, "typed": typed, "rows": _rows(request, sought, found), "tabs": _tabs(found, typed, kind),
        "total": _total(found, kind), "many": _many(found, kind), "first": (number - 1) * queries.ON_A_PAGE + 1,
        "page": {
            "newer": _address(typed, kind, number - 1) if number > 1 else "",
            "older": _address(typed, kind, number + 1) if found.more else "",
            "words": "",
        },
    }  # fmt: skip
    return render(request, "desk/search.html", context, status=400 if form.errors else 200)


def _rows(request: Request, sought: Asked, found: queries.Found) -> list[dict[str, Any]]:
    shown = queries.shown(request.actor, sought, found.hits)
    waiting = {one.compartment for one in shown if one.case is None}
    arrivals = {}
    if waiting:
        arrivals = {one.compartment_id: one for one in intake.arrivals(request.actor).filter(compartment__in=waiting)}
    return [row(one, sought.typed, arrivals) for one in shown]


def _tabs(found: queries.Found, typed: str, kind: str) -> list[dict[str, Any]]:
    """All, and each kind of which there is something."""
    counts = found.counts or {}
    tabs = [{"label": _("All"), "url": _address(typed, ""), "current": not kind, "count": found.total}]
    return [
        *tabs,
        *(
            {"label": _(words), "url": _address(typed, code), "current": code == kind, "count": counts.get(code, 0)}
            for code, words in KINDS.items()
            if counts.get(code) or code == kind
        ),
    ]


def _total(found: queries.Found, kind: str) -> str:
    count = (found.counts or {}).get(kind, 0) if kind else found.total
    return ngettext("%(count)d found, the best first.", "%(count)d found, the best first.", count) % {"count": count}


def _many(found: queries.Found, kind: str) -> str:
    """Told where more was found than is put in order."""
    crowded = [count for code, count in (found.counts or {}).items() if count > queries.MOST and kind in ("", code)]
    if not crowded:
        return ""
    told = _("Of more than %(most)d of a kind, the newest %(most)d are put in order. Add a word to find the right one.")
    return told % {"most": queries.MOST}


def _number(typed: str) -> int:
    return min(max(int(typed), 1), LAST_PAGE) if typed.isdecimal() and len(typed) < 6 else 1


def _address(typed: str, kind: str, page: int = 1) -> str:
    asked_for = {"q": typed, "kind": kind, "page": page if page > 1 else ""}
    return f"{reverse('desk:search')}?{urlencode({name: value for name, value in asked_for.items() if value})}"
