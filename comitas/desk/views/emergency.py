"""Break-glass: opening a restricted case in an emergency, and who did."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comitas.accounts import access, actions, queries
from comitas.accounts.models import EmergencyAccess
from comitas.cases import queries as cases
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.paging import page
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.core.web import Request
from comitas.desk.forms.emergency import BreakGlass
from comitas.desk.presenters import emergency as said
from comitas.desk.views import changing


@access.requires("case:break-glass")
def break_glass(request: Request) -> HttpResponse:
    """A number and a reason; then the case is open to who asked, for a limited time, and others are told at once."""
    mine = queries.breakable_in(request.actor)
    if not mine:  # only as a deputy
        raise Denied(_("This needs a role of your own: nobody opens a restricted case in somebody’s place."))
    form = BreakGlass(request.POST or None, mine=mine, initial={"number": request.GET.get("number", "")})
    tried = changing.attempt(request, form, lambda: _opened(request.actor, **form.cleaned_data))
    if tried.done:
        messages.success(request, _("The case is open to you. The head, their deputy and the auditor are told now."))
        return redirect("desk:case", tried.made)
    context = {"form": form, "minutes": settings.BREAK_GLASS_MINUTES}
    return render(request, "desk/break_glass.html", context, status=tried.status)


def _opened(actor: Actor, authority: UUID, number: str, reason: str) -> UUID:
    """The case that was opened. Whatever cannot be opened so is answered in the same words."""
    case = cases.breakable_number(actor, authority, number)
    if case is None:
        known = cases.found_number(actor, number)
        words = _("You may see this case as it is.") if known else _no_such()
        raise Invalid({"number": words})
    try:
        actions.break_glass(by=actor, at=clock.now(), compartment=case.compartment_id, reason=reason)
    except NotThere as error:  # a colleague changed it meanwhile
        raise Invalid({"number": _no_such()}) from error
    return case.pk


def _no_such() -> str:
    return _("There is no restricted case with this number that you could open.")


@access.requires("emergencies:see")
def emergencies(request: Request) -> HttpResponse:
    """Who opened which restricted case, when, and why: for head and auditor."""
    found = page(request, queries.emergencies(request.actor), ("-since", "-id"))
    return render(request, "desk/emergencies.html", {"page": found, "rows": _rows(request.actor, found.rows)})


@access.requires("home:see")
@require_POST
def end(request: Request, emergency: UUID) -> HttpResponse:
    """The emergency is over before its time."""
    try:
        actions.end_emergency(by=request.actor, at=clock.now(), emergency=emergency)
        messages.success(request, _("The emergency access is ended."))
    except Conflict as error:
        messages.error(request, str(error))
    seeing = access.may(request.actor, "emergencies:see")
    return redirect("desk:emergencies" if seeing else "desk:home")


def for_home(actor: Actor) -> list[dict[str, Any]]:
    """What the home page says of emergencies."""
    found = queries.fresh_emergencies(actor, clock.now())
    return said.notices(found, actor, _numbers(actor, found)) if found else []


def for_case(actor: Actor, compartment: UUID, number: str) -> list[dict[str, Any]]:
    """The last emergencies into a case, for its page of who may see it."""
    found = queries.emergencies_into(actor, compartment)
    return said.rows(found, actor, {compartment: (compartment, number)}, clock.now()) if found else []


def _rows(actor: Actor, found: list[EmergencyAccess]) -> list[dict[str, Any]]:
    return said.rows(found, actor, _numbers(actor, found), clock.now()) if found else []


def _numbers(actor: Actor, found: list[EmergencyAccess]) -> dict[UUID, tuple[UUID, str]]:
    return cases.emergency_numbers(actor, [one.compartment_id for one in found])
