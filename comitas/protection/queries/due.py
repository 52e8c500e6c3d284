"""The schedule in force, and what it says is due. Whoever lists sees only what they may know of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery, Value, When

from comitas.accounts import access
from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.intake.models import Arrival
from comitas.protection.models import Schedule
from comitas.protection.rules.retention import Period, ended_before, in_order

ENDED = ("forwarded", "returned", "turned-away", "divided")
"""Stages of an arrival that became no case."""


@dataclass(frozen=True, slots=True)
class Due:
    """The period that holds for a thing, and the first day on which it may be destroyed."""

    period: Period
    on: date


def versions(actor: Actor, authority: UUID) -> QuerySet[Schedule]:
    """Every version of every row, the newest first."""
    access.require_in(actor, "retention:set", authority)
    found = Schedule.objects.filter(authority=authority).select_related("made_by")
    return found.order_by("-made_at", "kind", "outcome", "-number")


def schedule(authority: UUID) -> list[Schedule]:
    """The rows in force, each in its newest version, withdrawn ones too."""
    newest = Schedule.objects.filter(authority=authority, kind=OuterRef("kind"), outcome=OuterRef("outcome"))
    found = Schedule.objects.filter(
        authority=authority, number=Subquery(newest.order_by("-number").values("number")[:1])
    )
    return list(found.order_by("kind", "outcome"))


def periods(authority: UUID) -> list[Period]:
    """The rows by which something is destroyed, the most particular first."""
    return in_order(
        Period(one.kind, one.outcome, one.months, one.archive, one.cited)
        for one in schedule(authority)
        if one.months is not None
    )


def due_cases(actor: Actor, authority: UUID, today: date) -> QuerySet[Case]:
    """Closed cases whose period is over, for whoever may propose their destruction."""
    access.require_in(actor, "destruction:propose", authority)
    found = Case.objects.filter(access.known(actor), authority=authority, closed_on__isnull=False)
    return _over(found, periods(authority), "closed_on", "outcome", today).select_related("compartment")


def due_arrivals(actor: Actor, authority: UUID, today: date) -> QuerySet[Arrival]:
    """Arrivals that became no case and whose period, counted from their receipt, is over."""
    access.require_in(actor, "destruction:propose", authority)
    found = Arrival.objects.filter(access.known(actor), authority=authority, state__in=ENDED, case=None)
    return _over(found, periods(authority), "received_on", "state", today).select_related("compartment")


def _over(found: QuerySet, given: list[Period], day: str, outcome: str, today: date) -> QuerySet:
    """Those whose *day* is not later than what their period allows; the first row that fits says which period it is."""
    if not given:
        return found.none()
    rows = [When(_fits(one, outcome), then=Value(ended_before(today, one.months))) for one in given]
    last = Choice(*rows, default=None, output_field=DateField())
    return found.annotate(last_day=last).filter(**{f"{day}__lte": F("last_day")})


def _fits(one: Period, outcome: str) -> Q:
    fits = Q(pk__isnull=False)
    if one.kind:
        fits &= Q(kind=one.kind)
    if one.outcome:
        fits &= Q(**{outcome: one.outcome})
    return fits
