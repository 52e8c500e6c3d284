"""Who has how many cases, and handing all of somebody's to somebody else in one step."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.accounts.access import Ours
from comitas.cases import actions, queries
from comitas.core import clock
from comitas.core.refusals import NotThere
from comitas.core.text import N_
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.workload import HandOver
from comitas.desk.views import changing

COUNTED = {
    "open": N_("Open"),
    "custody": N_("In custody"),
    "urgent": N_("Urgent"),
    "late": N_("Late"),
    "over_a_year": N_("Over a year"),
}


@access.requires("cases:share")
def workload(request: Request) -> HttpResponse:
    """One authority's officers with their open cases; sent back, the cases go over."""
    mine = [one for one in people.own_authorities(request.actor) if access.may(request.actor, "cases:share", one.pk)]
    authority = _chosen(request, mine)
    loads = queries.workloads(request.actor, authority.pk, queries.today_for(request.actor, clock.now()))
    having = [(one.officer, one.name) for one in loads if one.officer]
    able = [(who.pk, who.full_name) for who in people.colleagues(request.actor, authority.pk)]
    form = HandOver(request.POST or None, having=having, able=able)
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority.pk}
    tried = changing.attempt(request, form, lambda: actions.hand_over(**act, **form.cleaned_data))
    if tried.done:
        names = dict(able) | dict(having)
        messages.success(
            request, _outcome(tried.made, names[form.cleaned_data["officer"]], names[form.cleaned_data["to"]])
        )
        return redirect(_url(authority))
    context = {
        "authority": authority,
        "others": [{"name": one.name, "url": _url(one)} for one in mine if one != authority],
        "heads": {name: {"label": _(words), "kind": "figure"} for name, words in COUNTED.items()},
        "rows": [_row(one) for one in loads],
        "form": form,
    }
    return render(request, "desk/workload.html", context, status=tried.status)


def _chosen(request: Request, mine: list[Ours]) -> Ours:
    """The authority of the address, or the first."""
    asked = request.GET.get("authority", "")
    try:
        wanted = UUID(asked) if asked else mine[0].pk
    except ValueError as error:
        raise NotThere(asked) from error
    found = next((one for one in mine if one.pk == wanted), None)
    if found is None:
        raise NotThere(asked)
    return found


def _url(authority: Ours) -> str:
    return reverse("desk:workload") + f"?authority={authority.pk}"


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
