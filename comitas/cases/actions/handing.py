"""Handing over: all open cases of an officer go to another in one step; those of nobody are given out, several at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.accounts.models import User
from comitas.cases.actions import lines
from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.ledger import actions as ledger

MOST_AT_ONCE = 2_000
"""Cases in one step: a transaction of a few seconds. Where there are more, the step is taken again."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many cases went over; how many stay, as the new officer may not read them; how many are left for another time."""

    moved: int
    kept: int
    left: int


@transaction.atomic
def hand_over(*, by: Actor, at: datetime, authority: UUID, officer: int, to: int) -> HandedOver:
    """All open cases that *officer* has in *authority*, as far as *by* may know them, go to *to*. The same again moves nothing.

    `Invalid` where *to* does not work on cases there.
    """
    access.require_in(by, "cases:share", authority)
    new = _worker(authority, officer, to)
    mine = Case.objects.filter(
        officer=officer, authority=authority, closed_on=None, compartment__in=access.readable(by)
    )  # fmt: skip
    theirs = mine.filter(compartment__in=access.readable(new))
    moving = list(theirs.select_for_update(of=("self",)).order_by("pk")[:MOST_AT_ONCE])
    _give(moving, by, at, to)
    left = theirs.count()
    return HandedOver(len(moving), mine.count() - left, left)


@transaction.atomic
def give_out(*, by: Actor, at: datetime, authority: UUID, cases: Collection[UUID], to: int) -> HandedOver:
    """Those of *cases* that nobody has go to *to*; `left`: those that somebody got meanwhile. The same again moves nothing."""
    access.require_in(by, "cases:share", authority)
    if not cases:
        raise Invalid({"cases": _("Tick at least one case.")})
    new, chosen = _worker(authority, None, to), list(cases)[:MOST_AT_ONCE]
    mine = Case.objects.filter(pk__in=chosen, authority=authority, closed_on=None, compartment__in=access.readable(by))
    free = list(mine.filter(officer=None).select_for_update(of=("self",)).order_by("pk"))
    able = set(access.readable(new).filter(pk__in=[case.compartment_id for case in free]).values_list("pk", flat=True))
    moving = [case for case in free if case.compartment_id in able]
    _give(moving, by, at, to)
    return HandedOver(len(moving), len(free) - len(moving), len(set(chosen)) - len(free))


@transaction.atomic
def assign_chosen(*, by: Actor, at: datetime, cases: Collection[UUID], to: int | None) -> HandedOver:
    """The open ones of *cases*, whoever has them, go to *to*, or to nobody; `kept` those that *to* may not read or work on.

    `left`: those that are closed, or that *by* may not know or give. The same again moves nothing.
    """
    if not cases:
        raise Invalid({"cases": _("Tick at least one case.")})
    chosen = list(cases)[:MOST_AT_ONCE]
    open_ = Case.objects.filter(pk__in=chosen, closed_on=None, compartment__in=access.readable(by))
    found = list(open_.select_for_update(of=("self",)).order_by("pk"))
    mine = [case for case in found if access.may(by, "arrival:accept", case.authority_id)]
    able = set(_able(to, [case.compartment_id for case in mine])) if to is not None else None
    fit = [case for case in mine if able is None or case.compartment_id in able]
    _give([case for case in fit if case.officer_id != to], by, at, to)
    return HandedOver(len(fit), len(mine) - len(fit), len(set(chosen)) - len(mine))


def _able(to: int, compartments: Collection[UUID]) -> list[UUID]:
    """The *compartments* that this officer may read, in authorities where they work on cases."""
    user = User.objects.filter(pk=to, is_active=True).first()
    if user is None:
        raise Invalid({"officer": _("Choose an officer of the list.")})
    who = people.actor_of(user)
    found = access.readable(who).filter(pk__in=compartments).values_list("pk", "authority")
    return [place for place, authority in found if access.may(who, "case:work", authority)]


def _give(moving: Collection[Case], by: Actor, at: datetime, to: int | None) -> None:
    """A line each, with who had it before."""
    Case.objects.filter(pk__in=[case.pk for case in moving]).update(officer=to, version=F("version") + 1)
    with ledger.together():
        for case in moving:
            lines.record(lines.ASSIGNED, by=by, at=at, case=case, payload={"officer": to, "before": case.officer_id})


def _worker(authority: UUID, officer: int | None, to: int) -> Actor:
    user = User.objects.filter(pk=to, is_active=True).first()
    if user is None or to == officer or not access.may(people.actor_of(user), "case:work", authority):
        raise Invalid({"to": _("Choose another officer who works on cases in this authority.")})
    return people.actor_of(user)
