"""Where things arrive by themselves, for who sets it; and for the worker what is due, what waits, and the secrets."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, Q, QuerySet

from comitas.accounts import access
from comitas.core import clock, sealing
from comitas.core.actor import Actor
from comitas.core.refusals import Denied, NotThere
from comitas.intake.models import Arrival, LeftOut, Source, Unsettled
from comitas.intake.rules import sources as rules
from comitas.ledger import queries as ledger
from comitas.ledger.rules.canonical import HOUSE

MOST_SHOWN = 50
MOST_TRIED_AGAIN = 10
MOST_SETTLED = 200  # messages marked or moved in one look
LOOKING_LOCK = 0x736F7572  # "sour": first half of the lock of a source that is looked at


@dataclass(frozen=True, slots=True)
class Shown:
    """A source as its list shows it: taken today, and things left out that nobody has dealt with."""

    source: Source
    today: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Held:
    """The secrets of a source, in the clear. Never shown, never logged."""

    password: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    access_token: str = field(default="", repr=False)
    expires: float = 0.0  # seconds since 1970


def sources(actor: Actor) -> QuerySet[Source]:
    """The sources of the authorities for which *actor* may set them, by name."""
    access.require_in(actor, "sources:set")
    mine = [role.authority.pk for role in access.held(actor) if access.may(actor, "sources:set", role.authority.pk)]
    return (
        Source.objects.filter(authority__in=mine)
        .select_related("standing", "authority")
        .order_by("authority__name", "name", "pk")
    )


def source(actor: Actor, source_id: UUID) -> Source:
    """One source, or `NotThere`."""
    found = sources(actor).filter(pk=source_id).first()
    if found is None:
        raise NotThere(str(source_id))
    return found


def settings_of(found: Source) -> rules.Settings:
    """What is set of a source, without its secrets."""
    values = {one.name: getattr(found, one.name) for one in fields(rules.Settings)}
    return rules.Settings(**{**values, "readers": tuple(found.readers)})


def shown(actor: Actor, at: datetime) -> list[Shown]:
    """All sources with what they brought today and what they left out: three queries."""
    found = list(sources(actor))
    today, begun = Q(pk=None), {one.authority_id: _midnight(at, one.authority.time_zone) for one in found}
    for authority, since in begun.items():
        today |= Q(authority=authority, arrived_at__gte=since)
    taken = Arrival.objects.filter(today, source__in=found).values_list("source").annotate(n=Count("pk")).order_by()
    left = (
        LeftOut.objects.filter(source__in=found, dealt_at=None).values_list("source").annotate(n=Count("pk")).order_by()
    )
    counts, more = dict(taken), dict(left)
    return [Shown(one, counts.get(one.pk, 0), more.get(one.pk, 0)) for one in found]


def left_out(actor: Actor, source_id: UUID) -> list[LeftOut]:
    """What was not taken and nobody has dealt with, newest first."""
    open_ = LeftOut.objects.filter(source=source(actor, source_id), dealt_at=None)
    return list(open_.order_by("-at", "-pk")[:MOST_SHOWN])


def due(actor: Actor, at: datetime) -> list[tuple[UUID, str]]:
    """The sources to be looked at now, those that waited longest first, each with its kind. For the worker."""
    _only_the_program(actor)
    found = Source.objects.filter(active=True, standing__due_at__lte=at).order_by("standing__due_at", "pk")
    return list(found.values_list("pk", "kind"))


def source_to_look_at(actor: Actor, source_id: UUID) -> Source | None:
    """A source as it is set now; None where it is not looked at any more. For the worker."""
    _only_the_program(actor)
    return Source.objects.select_related("standing", "authority").filter(pk=source_id, active=True).first()


@contextmanager
def held_alone(actor: Actor, source_id: UUID) -> Iterator[bool]:
    """Whether nobody else looks at a source; nobody else then does, until the end. For the worker.

    The lock is the connection's and no transaction is open, so that a slow server does not hold up the ledger's order.
    """
    _only_the_program(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOOKING_LOCK, str(source_id)])
        ours = bool(cursor.fetchone()[0])
    try:
        yield ours
    finally:
        if ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOOKING_LOCK, str(source_id)])


def secrets(actor: Actor, found: Source) -> Held:
    """The secrets of a source, for the worker. `sealing.SealBroken` where the house key does not open them."""
    _only_the_program(actor)
    return opened(found)


def opened(found: Source) -> Held:
    """The secrets that a source was given; empty where there are none."""
    if found.secret is None:
        return Held()
    plain = sealing.unseal(bytes(found.secret), ledger.key(HOUSE), context(found.pk))
    return Held(**json.loads(plain))


def context(source_id: UUID) -> bytes:
    """What binds sealed secrets to their source."""
    return b"secret of source " + source_id.bytes


def unsettled(actor: Actor, found: Source) -> list[Unsettled]:
    """Messages that are safe here and not yet marked or moved. For the worker."""
    _only_the_program(actor)
    return list(Unsettled.objects.filter(source=found).order_by("uid")[:MOST_SETTLED])


def left_to_try(actor: Actor, found: Source, uid_validity: int, limit: int, at: datetime) -> list[int]:
    """Messages that were passed over an hour ago or more, and would be taken if their server gave them now. For the worker."""
    _only_the_program(actor)
    again = LeftOut.objects.filter(
        source=found, uid_validity=uid_validity, size__lte=limit, at__lte=at - rules.TRIED_AGAIN
    ).order_by("at")
    return [uid for uid in again.values_list("uid", flat=True)[:MOST_TRIED_AGAIN] if uid]


def _only_the_program(actor: Actor) -> None:
    if actor.kind != "system":
        raise Denied("This is the worker's.")


def _midnight(at: datetime, zone: str) -> datetime:
    return datetime.combine(clock.local_date(at, zone), time(), ZoneInfo(zone))
