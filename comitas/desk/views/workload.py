"""Who has how many cases, and handing all of somebody's to somebody else in one step."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.cases import actions, queries
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.text import N_
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.workload import GiveOut, HandOver
from comitas.desk.presenters import absence as said
from comitas.desk.presenters.cases import tags
from comitas.desk.views import changing, choosing
from comitas.directory import queries as directory

PAGE = "desk:workload"
SHOWN = 50  # cases without an officer: those that have waited longest
COUNTED = {
    "open": N_("Open"),
    "custody": N_("In custody"),
    "urgent": N_("Urgent"),
    "late": N_("Late"),
    "over_a_year": N_("Over a year"),
}


@access.requires("cases:share")
def workload(request: Request) -> HttpResponse:
    """One authority's officers with their open cases, and who of them is away; sent back, cases go over or are given out."""
    mine = choosing.with_permission(request, "cases:share")
    authority = choosing.chosen(request, mine)
    today = clock.local_date(clock.now(), authority.time_zone)
    loads = queries.workloads(request.actor, authority.pk, today)
    away = {one.absent_id: said.away(one) for one in people.absences(request.actor, authority.pk, today)}
    free = list(queries.of_nobody(request.actor, authority.pk)[: SHOWN + 1])
    having = [(one.officer, one.name) for one in loads if one.officer]
    able = [(who.pk, _able(who.full_name, away.get(who.pk))) for who in people.colleagues(request.actor, authority.pk)]
    gives = request.POST.get("do") == "give"
    form = HandOver(None if gives else request.POST or None, having=having, able=able)
    giving = GiveOut(
        request.POST if gives else None, waiting=[(str(one.pk), one.number) for one in free[:SHOWN]], able=able
    )
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority.pk}
    tried = changing.attempt(request, giving, lambda: actions.give_out(**act, **giving.cleaned_data)) if gives else (
        changing.attempt(request, form, lambda: actions.hand_over(**act, **form.cleaned_data))
    )  # fmt: skip
    if tried.done:
        names = {who.pk: who.full_name for who in people.colleagues(request.actor, authority.pk)} | dict(having)
        to = names[(giving if gives else form).cleaned_data["to"]]
        told = _given(tried.made, to) if gives else _outcome(tried.made, names[form.cleaned_data["officer"]], to)
        messages.success(request, told)
        return redirect(choosing.address(PAGE, authority))
    states = directory.state_names() if free else {}
    context = {
        "authority": authority,
        "others": choosing.others(PAGE, mine, authority),
        "heads": {name: {"label": _(words), "kind": "figure"} for name, words in COUNTED.items()},
        "rows": [{**_row(one), "away": away.get(one.officer or 0, "")} for one in loads],
        "form": giving if gives else form,
        "handing": form,
        "giving": giving,
        "ticked": set(request.POST.getlist("cases")),
        "free": [_free(one, states) for one in free[:SHOWN]],
        "more_free": len(free) > SHOWN,
    }
    return render(request, "desk/workload.html", context, status=tried.status)


def _able(name: str, away: str | None) -> str:
    return _("%(name)s (away)") % {"name": name} if away else name


def _free(case: Case, states: dict[str, str]) -> dict[str, Any]:
    return {
        "key": str(case.pk),
        "number": case.number,
        "title": case.title,
        "state": states.get(case.state_from_id or "", ""),
        "received": presenters.day(case.received_on),
        "tags": tags(case.in_custody, case.urgent, case.confidential, False),
    }


def _given(made: actions.HandedOver, to: str) -> str:
    """What was given out, and what not and why."""
    told = [
        ngettext("%(n)d case was given to %(to)s.", "%(n)d cases were given to %(to)s.", made.moved)
        % {"n": made.moved, "to": to}
    ]
    if made.kept:
        kept = ngettext(
            "%(n)d case stays: %(to)s may not read it.", "%(n)d cases stay: %(to)s may not read them.", made.kept
        )
        told.append(kept % {"n": made.kept, "to": to})
    if made.left:
        left = ngettext("%(n)d case has an officer already.", "%(n)d cases have an officer already.", made.left)
        told.append(left % {"n": made.left})
    return " ".join(told)


def _row(one: queries.Workload) -> dict[str, Any]:
    return {
        "name": one.name or _("Nobody"),
        "url": reverse("desk:register") + f"?view=open&officer={one.officer or 0}",
        "open": one.open,
        "custody": one.custody,
        "urgent": one.urgent,
        "late": one.late,
        "over_a_year": one.over_a_year,
        "oldest": presenters.day(one.oldest),
    }


def _outcome(made: actions.HandedOver, officer: str, to: str) -> str:
    """What went over, and what did not and why."""
    said = ngettext(
        "%(n)d case went from %(officer)s to %(to)s.", "%(n)d cases went from %(officer)s to %(to)s.", made.moved
    )
    told = [said % {"n": made.moved, "officer": officer, "to": to}]
    if made.kept:
        kept = ngettext(
            "%(n)d case stays: %(to)s may not read it.", "%(n)d cases stay: %(to)s may not read them.", made.kept
        )
        told.append(kept % {"n": made.kept, "to": to})
    if made.left:
        told.append(
            ngettext("%(n)d more waits: hand over again.", "%(n)d more wait: hand over again.", made.left)
            % {"n": made.left}
        )
    return " ".join(told)
