"""Absence and deputies: one's own, and for the head or an administrator those of everybody in the authority."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comitas.accounts import access, actions, queries
from comitas.accounts.access import Ours
from comitas.accounts.models import Deputyship
from comitas.cases import queries as cases
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Conflict, NotThere
from comitas.core.web import Request
from comitas.desk.forms.absence import Away, Lending, OtherAway
from comitas.desk.presenters import absence as said
from comitas.desk.views import changing, choosing

OWN, ALL = "desk:absence", "desk:absences"
SHOWN = 20  # of one's own; the ledger has all
LENDING = "case:restrict"


@access.requires("deputy:name")
def own(request: Request) -> HttpResponse:
    """When one is away and who stands in; for whom one stands in; what the deputy may read of what is restricted."""
    mine = [one for one in choosing.with_permission(request, "deputy:name") if access.own_roles(request.actor, one.pk)]
    authority = choosing.chosen(request, mine)
    able = [
        (who.pk, who.full_name) for who in queries.colleagues(request.actor, authority.pk) if who.pk != request.actor.id
    ]
    form = Away(request.POST or None, able=able)
    act: dict[str, Any] = {
        "by": request.actor,
        "at": clock.now(),
        "authority": authority.pk,
        "absent": request.actor.id,
    }
    tried = changing.attempt(request, form, lambda: actions.name_deputy(**act, **form.cleaned_data))
    if tried.done:
        messages.success(request, _named(tried.made))
        return redirect(choosing.address(OWN, authority))
    return _own_page(request, authority, mine, form, tried.status)


def _own_page(
    request: Request,
    authority: Ours,
    mine: list[Ours],
    form: Away,
    status: int,
    refused: tuple[UUID, Lending] | None = None,
) -> HttpResponse:
    today = clock.local_date(clock.now(), authority.time_zone)
    found = queries.deputyships(request.actor).filter(authority=authority.pk)
    absences = [_row(request, one, today) for one in found.filter(absent=request.actor.id)[:SHOWN]]
    for one in absences:
        if one["open"]:
            one["lending"] = refused[1] if refused and refused[0] == one["key"] else _lending(request, one["key"])
    context = {
        "authority": authority,
        "others": choosing.others(OWN, mine, authority),
        "here": choosing.address(OWN, authority),
        "form": form,
        "absences": absences,
        "standing_in": [_row(request, one, today) for one in found.filter(deputy=request.actor.id)[:SHOWN]],
        "keeps": choosing.address(ALL, authority) if queries.keeps_deputies(request.actor, authority.pk) else "",
        "opening": _opening(request, authority, today),
    }
    return render(request, "desk/absence.html", context, status=status)


def _opening(request: Request, authority: Ours, today: date) -> list[str]:
    """What holds today, in sentences."""
    found = [one for one in queries.absences(request.actor, authority.pk, today) if one.absent_id == request.actor.id]
    stands = [who for who, place in access.standing_in(request.actor).items() if place == authority]
    told = [said.stood_in_for_by(one) for one in found]
    told += [said.stands_in_for(one.name, one.last) for one in sorted(stands, key=lambda one: (one.last, one.name))]
    return told or [_("Nobody stands in for you today, and you for nobody.")]


@access.requires("deputies:keep")
def everybody(request: Request) -> HttpResponse:
    """Who is away in an authority, now, before and later; a deputy is named for somebody who cannot do it themselves."""
    mine = [
        one
        for one in choosing.with_permission(request, "deputies:keep")
        if queries.keeps_deputies(request.actor, one.pk)
    ]
    authority = choosing.chosen(request, mine)
    form = OtherAway(
        request.POST or None, able=[(who.pk, who.full_name) for who in queries.colleagues(request.actor, authority.pk)]
    )
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority.pk}
    tried = changing.attempt(request, form, lambda: actions.name_deputy(**act, **form.cleaned_data))
    if tried.done:
        messages.success(request, _named(tried.made))
        return redirect(choosing.address(ALL, authority))
    found = page(request, queries.deputyships(request.actor).filter(authority=authority.pk), ("-first", "-id"))
    today = clock.local_date(clock.now(), authority.time_zone)
    context = {
        "authority": authority,
        "others": choosing.others(ALL, mine, authority),
        "form": form,
        "page": found,
        "rows": [_row(request, one, today) for one in found.rows],
    }
    return render(request, "desk/absences.html", context, status=tried.status)


@access.requires("home:see")
@require_POST
def end(request: Request, deputyship: UUID) -> HttpResponse:
    """The absent person is back."""
    found = queries.deputyship(request.actor, deputyship)
    try:
        actions.end_deputyship(by=request.actor, at=clock.now(), deputyship=deputyship)
        messages.success(request, _("%(name)s stands in no longer.") % {"name": found.deputy.full_name})
    except Conflict as error:
        messages.error(request, str(error))
    return redirect(reverse(OWN if found.absent_id == request.actor.id else ALL) + f"?authority={found.authority_id}")


@access.requires("deputy:name")
@require_POST
def lend(request: Request, deputyship: UUID) -> HttpResponse:
    """Which restricted cases of one's own the deputy may read meanwhile."""
    found = queries.deputyship(request.actor, deputyship)
    mine = [one for one in choosing.with_permission(request, "deputy:name") if one.pk == found.authority_id]
    if not mine or found.absent_id != request.actor.id:
        raise NotThere(str(deputyship))
    form = _lending(request, deputyship, request.POST)
    offered = [UUID(str(value)) for value, _words in form.fields["compartments"].choices]  # type: ignore[attr-defined]  # a ChoiceField
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "permission": LENDING, "deputyship": deputyship}
    tried = changing.attempt(
        request, form, lambda: actions.lend_reading(**act, offered=offered, chosen=form.cleaned_data["compartments"])
    )
    if tried.done:
        told = ngettext("Saved: %(n)d case changed.", "Saved: %(n)d cases changed.", tried.made) % {"n": tried.made}
        messages.success(request, told if tried.made else _("Saved."))
        return redirect(choosing.address(OWN, mine[0]))
    able = [
        (who.pk, who.full_name) for who in queries.colleagues(request.actor, mine[0].pk) if who.pk != request.actor.id
    ]
    return _own_page(request, mine[0], mine, Away(able=able), tried.status, (deputyship, form))


def _lending(request: Request, deputyship: UUID, data: Any = None) -> Lending:
    found = queries.deputyship(request.actor, deputyship)
    initial = {"compartments": [str(one) for one in queries.lent(request.actor, deputyship)]}
    offered = cases.lendable(request.actor, found) if access.may(request.actor, LENDING, found.authority_id) else []
    return Lending(data, offered=said.offered(offered), initial=initial, auto_id=f"id_{deputyship}_%s")


def _row(request: Request, found: Deputyship, today: date) -> dict[str, Any]:
    open_ = said.state_of(found, today) in (said.COMING, said.RUNNING)
    return said.row(found, today, request.actor, cases.withheld(request.actor, found) if open_ else [])


def _named(made: Deputyship) -> str:
    return _("%(name)s stands in: %(period)s.") % {"name": made.deputy.full_name, "period": said.period(made)}
