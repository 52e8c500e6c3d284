"""Phone notes, and what is shown to whoever writes one: the numbers to ring back, what the State was last told."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.directory.models import Authority, ContactPoint
from comitas.execution.models import Call

MOST_NUMBERS = 40


@dataclass(frozen=True, slots=True)
class RingBack:
    """A number of the directory. `who`: an authority, or a contact point of it with what it is for."""

    authority: UUID
    who: str
    what: str
    phone: str
    always: bool = False


def calls(actor: Actor) -> QuerySet[Call]:
    """The phone notes that *actor* may read."""
    readable = Call.objects.filter(compartment__in=access.readable(actor))
    return readable.select_related("case", "state", "by", "authority", "compartment")


def call(actor: Actor, call_id: UUID) -> Call:
    """One phone note, or `NotThere`."""
    found = calls(actor).filter(pk=call_id).first()
    if found is None:
        raise NotThere(str(call_id))
    return found


def follow_ups(actor: Actor) -> QuerySet[Call]:
    """What is still to be done after calls that are in no case, the earliest first."""
    return calls(actor).filter(case=None, done_on=None).exclude(follow_up_on=None).order_by("follow_up_on", "id")


def ring_back(actor: Actor, state: str) -> list[RingBack]:
    """The numbers of a State's authorities in the directory, each with those of its contact points. Two queries."""
    found = list(Authority.objects.filter(state=state, ours=False).order_by("name", "id")[:MOST_NUMBERS])
    points = ContactPoint.objects.filter(authority__in=found, restricted=False).exclude(phone="").order_by("name", "id")
    numbers = [number for one in found for number in _of(one, [p for p in points if p.authority_id == one.pk])]
    return numbers[:MOST_NUMBERS]


def _of(authority: Authority, points: Iterable[ContactPoint]) -> list[RingBack]:
    own = [RingBack(authority.pk, authority.name, "", authority.phone)] if authority.phone else []
    if authority.phone_24h:
        own.append(RingBack(authority.pk, authority.name, "", authority.phone_24h, always=True))
    return own + [RingBack(authority.pk, p.name, p.role or authority.name, p.phone) for p in points]
