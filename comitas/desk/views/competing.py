"""Requests of other States for the same person (ECE 17): found by name and day of birth, compared, confirmed by an officer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comitas.accounts import access
from comitas.cases import actions, queries
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request
from comitas.desk.presenters import competing as shown
from comitas.desk.views.opening import opened
from comitas.directory import queries as directory
from comitas.finding import queries as finding


def for_case(actor: Actor, case: UUID) -> list[dict[str, Any]]:
    """What the checks say of other requests for the same person; nothing for a case that asks for none."""
    found = finding.competing(actor, case)
    if not found:
        return []
    whole, states = queries.whole(actor, case), directory.state_names()
    return [shown.row(one, states, whole) for one in found]


@require_safe
@access.requires("case:read")
def listing(request: Request, case: UUID) -> HttpResponse:
    """Each beside this one, by what is to be weighed."""
    actor, states = request.actor, directory.state_names()
    here, found = queries.whole(actor, case), finding.competing(actor, case)
    opened(request, f"case {case}", here.case.compartment_id)
    rows = []
    for one in found:
        there = queries.whole(actor, one.case.pk)
        opened(request, f"case {one.case.pk}", there.case.compartment_id)
        factors = shown.factors(here, there, (one.here, one.there), states)
        rows.append({**shown.row(one, states, here), "factors": factors})
    may = "case:work" in access.permissions(actor, here.case.authority_id) and here.case.closed_on is None
    return render(request, "desk/competing.html", {"case": here.case, "rows": rows, "may_work": may})


@require_POST
@access.requires("case:work")
def confirm(request: Request, case: UUID, other: UUID) -> HttpResponse:
    """It is the same person: the cases are linked, and say so. Only of what was found."""
    if other not in {one.case.pk for one in finding.competing(request.actor, case)}:
        messages.error(request, _("That request is not among those that are found for this person now."))
        return redirect("desk:competing", case)
    try:
        actions.note_conflict(by=request.actor, at=clock.now(), case=case, other=other)
        messages.success(request, _("Noted. Weigh now which request goes first."))
    except (Conflict, Invalid) as refused:
        messages.error(request, str(refused))
    return redirect("desk:competing", case)
