"""The register: saved views, filters, search."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts.rules.permissions import roles_for
from comitas.cases import queries
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.text import N_
from comitas.core.web import Request
from comitas.desk.forms.register import RegisterFilters, filters_shown
from comitas.desk.forms.views import AssignChosen
from comitas.desk.presenters import register as presenters
from comitas.desk.presenters import register_lines
from comitas.directory import queries as directory
from comitas.finding import queries as finding
from comitas.finding.models import KeptView
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading

VIEWS = {
    "all": N_("By number"),
    "open": N_("All open"),
    "mine": N_("Mine"),
    "due": N_("By due date"),
    "overdue": N_("Overdue"),
    "custody": N_("In custody"),
    "court": N_("Before a court"),
    "silent": N_("Silent over 60 days"),
    "ours": N_("Our requests"),
    "unheard": N_("Sent, and silent over 60 days"),
    "closed": N_("Closed this year"),
}


@access.requires("register:read")
def register(request: Request) -> HttpResponse:
    """The list. A whole number typed into the search opens its case at once."""
    actor, at = request.actor, clock.now()
    states, officers = directory.state_names(), tuple(queries.officers(actor))
    by_name = tuple(sorted(states.items(), key=lambda state: state[1]))
    # Asked for nothing, as most often, there is nothing to understand: the filters that are shown are kept as HTML.
    form = RegisterFilters(request.GET, states=by_name, officers=officers, auto_id="filter_%s") if request.GET else None
    filters = form.filters() if form else queries.Filters()
    if filters.words:
        for place in access.authorities_with(actor, roles_for("register:read")):
            ledger.read(Reading.Manner.SEARCH, "search cases", by=actor, at=at, authority=place, words=filters.words)
        if (case := queries.found_number(actor, filters.words)) is not None:
            return redirect("desk:case", case.pk)
    today = queries.today_for(actor, at)
    found = queries.selection(actor, filters, today)
    shown = page(request, found.rows, found.order)
    count = found.counted() if shown.older or shown.newer else len(shown.rows)
    rows = [presenters.register_row(row, states, today) for row in queries.rows_of(actor, shown.rows)]
    held, kept = access.permissions(actor), list(finding.views(actor))
    choosing, ticked = "choose" in request.GET and "arrival:accept" in held, request.GET.getlist("ticked")
    shown_lines = register_lines.lines(rows, choosing=choosing, ticked=ticked, may_break="case:break-glass" in held)
    showing = _showing(request, form) if form else []
    asked = urlencode({name: value for name, value in request.GET.items() if name in RegisterFilters.base_fields})
    context = {
        "form": form, "filters": filters_shown(asked, by_name, officers, len(showing), get_language() or "en"),
        "rows": rows, "lines": shown_lines, "tabs": _tabs(filters.view), "showing": showing, "kept": _kept(kept, asked), "asked": asked,
        "save_url": f"{reverse('desk:keep-view')}?{asked}" if asked and not filters.plain else "",
        "choosing": AssignChosen(officers=officers, auto_id="assign_%s") if choosing else None,
        "choose_url": _choose(asked, not choosing) if rows and "arrival:accept" in held else "", "clear_url": _address(filters.view),
        "plain": filters.plain, "view_name": _(VIEWS[filters.view]),
        "may_draft": "case:work" in held,
        "page": {"newer": shown.newer, "older": shown.older, "words": _foot(filters.plain, count)},
    }  # fmt: skip
    return render(request, "desk/register.html", context, status=400 if form and form.errors else 200)


def _tabs(view: str) -> list[dict[str, Any]]:
    address = reverse("desk:register")
    return [
        {"label": _(words), "url": address if code == "all" else f"{address}?view={code}", "current": code == view}
        for code, words in VIEWS.items()
    ]


def _address(view: str) -> str:
    address = reverse("desk:register")
    return address if view == "all" else f"{address}?view={view}"


def _showing(request: Request, form: RegisterFilters) -> list[dict[str, str]]:
    """The filters in use, each with the address of the list without it."""
    used = [bound for bound in form if not bound.is_hidden and form.cleaned_data.get(bound.name)]
    kept = {name: value for name, value in request.GET.items() if name not in ("after", "before")}
    return [
        {
            "label": f"{bound.label}: {_value(bound)}",
            "url": "?" + urlencode({name: v for name, v in kept.items() if name != bound.name}),
        }
        for bound in used
    ]


def _value(bound: Any) -> str:
    chosen = dict(getattr(bound.field, "choices", {}))
    return str(chosen.get(bound.data, bound.data))


def _kept(views: list[KeptView], asked: str) -> list[dict[str, Any]]:
    """One's views and the team's; the one that is shown now is marked."""
    now = sorted(parse_qsl(asked))
    return [
        {"label": view.name, "url": f"{reverse('desk:register')}?{view.asked}", "current": sorted(parse_qsl(view.asked)) == now}
        for view in views
    ]  # fmt: skip


def _choose(asked: str, on: bool) -> str:
    """The same list with boxes to tick, or without."""
    return "?" + urlencode([*parse_qsl(asked), *([("choose", "1")] if on else [])])


def _foot(plain: bool, count: int) -> str:
    told = (
        _("%(most)s+ cases.") % {"most": number_format(queries.MOST_COUNTED, force_grouping=True)}
        if count > queries.MOST_COUNTED
        else ngettext("%(count)s case.", "%(count)s cases.", count)
        % {"count": number_format(count, force_grouping=True)}
    )
    rest = (
        _("A restricted case counts in the figures and shows here only as a number.")
        if plain
        else _("What you may not read is left out.")
    )
    return f"{told} {rest}"
