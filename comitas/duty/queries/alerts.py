"""Alerts: which arrival is urgent, who may be told of it, and who has opened it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.accounts.models import Compartment, Membership, Reader, User
from comitas.accounts.rules.roles import HEAD
from comitas.core.actor import Actor, named_in
from comitas.duty.models import Alert, Call, Terms
from comitas.duty.queries.rota import on_duty, works_on
from comitas.duty.rules import alerts as rules
from comitas.duty.rules import rota
from comitas.intake.models import Arrival
from comitas.ledger.models import Reading

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opened an arrival first, and when."""

    user: int
    at: datetime


def to_be_alerted(actor: Actor, arrival: UUID, at: datetime) -> Arrival | None:
    """The arrival, if it waits, is urgent and fresh, and its authority wants to be alerted at that time."""
    waiting = Arrival.objects.filter(compartment__in=access.readable(actor), state=Arrival.Stage.WAITING)
    found = waiting.select_related("authority").filter(pk=arrival).first()
    if (
        found is None
        or at - found.arrived_at > rules.RECENT
        or not rota.is_urgent(found.kind, found.channel, found.urgent)
    ):
        return None
    terms = Terms.objects.filter(authority=found.authority_id).first()
    if terms is None:
        return None
    local = at.astimezone(ZoneInfo(found.authority.time_zone))
    at_work = rota.at_work(local, works_on(found.authority_id, local.date()), terms.opens, terms.closes)
    return found if rota.alerts_now(terms.when, at_work) else None


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody to be alerted, and in whose place, where the one on the rota is away."""

    user: User
    in_place_of: User | None = None


def to_be_called(found: Alert, at: datetime) -> list[list[Callee]]:
    """For each step those who may know of the arrival and were not called yet. Readers are named where no head may know of it."""
    called = set(Call.objects.filter(alert=found).values_list("user", flat=True))
    on_call = [on_duty(found.authority_id, line, at) for line in rota.LINES]
    lines = [[Callee(one.user, one.in_place_of)] if one and _knowing(found, [one.user]) else [] for one in on_call]
    heads = _knowing(found, _heads(found.authority_id))
    named = User.objects.filter(
        pk__in=Reader.objects.filter(compartment=found.compartment_id, until=None).values("user"), is_active=True
    )
    last = [Callee(one) for one in heads or _knowing(found, named.order_by("pk"))]
    return [[one for one in step if one.user.pk not in called] for step in (*lines, last)]


def may_ring(found: Alert, at: datetime) -> bool:
    """Whether the duty phone rings: not for what is restricted, nor where somebody on duty may not know of the arrival."""
    if Compartment.objects.get(pk=found.compartment_id).restricted:
        return False
    on_call = [one.user for one in (on_duty(found.authority_id, line, at) for line in rota.LINES) if one]
    return len(_knowing(found, on_call)) == len(on_call)


def _heads(authority: UUID) -> QuerySet[User]:
    own = Membership.objects.filter(authority=authority, until=None, role=HEAD).values_list("user", flat=True)
    able = {*own, *people.deputies_with(authority, (HEAD,))}
    return User.objects.filter(pk__in=able, is_active=True).order_by("pk")


def _knowing(found: Alert, among: Iterable[User]) -> list[User]:
    return [one for one in among if access.can_read(people.actor_of(one), found.compartment_id)]


def first_opening(found: Alert) -> Opening | None:
    """Who opened the arrival first, by the log of readings. Who registered it knew it anyway, and counts only if alerted."""
    arrival = Arrival.objects.only("arrived_at", "entered_by").get(pk=found.arrival_id)
    called = set(Call.objects.filter(alert=found).values_list("user", flat=True))
    readings = Reading.objects.filter(
        compartment=found.compartment_id,
        manner=Reading.Manner.OPEN,
        at__gte=arrival.arrived_at,
        actor__startswith="user:",
    )
    for at, actor in readings.order_by("id").values_list("at", "actor")[:200]:
        who = named_in(actor)[0]
        if who != arrival.entered_by_id or who in called:
            return Opening(who, max(at, found.raised_at))
    return None


def alerts(actor: Actor, authority: UUID) -> list[Alert]:
    """The last alerts of an authority of which the actor may know the arrival."""
    access.require_in(actor, "duty:see", authority)
    found = Alert.objects.filter(authority=authority, compartment__in=access.readable(actor))
    return list(
        found.select_related("arrival", "opened_by")
        .prefetch_related("calls__user", "calls__in_place_of")
        .order_by("-raised_at")[:SHOWN]
    )


def open_alerts(actor: Actor) -> list[Alert]:
    """Urgent arrivals that nobody has opened, as far as the actor may know of them, the oldest first."""
    found = Alert.objects.filter(
        over_at=None, compartment__in=access.readable(actor), arrival__state=Arrival.Stage.WAITING
    )
    waiting = list(found.select_related("arrival", "arrival__compartment").order_by("raised_at")[:SHOWN])
    return [one for one in waiting if first_opening(one) is None]
