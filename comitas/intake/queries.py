"""Reading arrivals."""

from uuid import UUID

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.intake.models import Arrival

MOST_WAITING = 99  # the top bar counts no further


def arrivals(actor: Actor) -> QuerySet[Arrival]:
    """The arrivals that *actor* may know, newest first."""
    readable = Arrival.objects.filter(compartment__in=access.readable(actor))
    return readable.select_related("entry", "compartment", "sender_authority").order_by("-year", "-serial", "-id")


def arrival(actor: Actor, arrival_id: UUID) -> Arrival:
    """One arrival, or `NotThere`."""
    found = arrivals(actor).filter(pk=arrival_id).first()
    if found is None:
        raise NotThere(str(arrival_id))
    return found


def waiting(actor: Actor) -> QuerySet[Arrival]:
    """What nobody has decided on yet, oldest first: first come, first read."""
    return arrivals(actor).filter(state=Arrival.Stage.WAITING).order_by("arrived_at", "id")


def waiting_count(actor: Actor) -> int:
    """How many wait, counted to `MOST_WAITING` and no further."""
    return len(waiting(actor).order_by().values_list("pk")[:MOST_WAITING])


def by_form(actor: Actor, once: UUID) -> Arrival | None:
    """The arrival that a form sent twice has already made."""
    return arrivals(actor).filter(once=once).first()
