"""Lists as machines ask for them: only what the actor may read is in them, so that nothing is told by a gap."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from comitas.accounts import access as need_to_know
from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.intake.models import Arrival

NEWEST = ("-year", "-serial", "-id")


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list of cases is narrowed by; blanks ask for nothing. `stands`: a state of parts."""

    open: bool | None = None
    kind: str = ""
    state: str = ""
    stands: str = ""
    since: date | None = None


def cases_like(actor: Actor, asked: CaseFilter) -> QuerySet[Case]:
    """The readable cases that fit, to be paged by `NEWEST`."""
    found = Case.objects.filter(need_to_know.known(actor))
    if asked.open is not None:
        found = found.filter(closed_on__isnull=asked.open)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.state:
        found = found.filter(state_from=asked.state)
    if asked.stands:
        found = found.filter(stands__contains=[asked.stands])
    if asked.since:
        found = found.filter(received_on__gte=asked.since)
    return found.only("id", "year", "serial", "compartment")


def arrivals_like(actor: Actor, state: str) -> QuerySet[Arrival]:
    """The readable arrivals, or those in *state*, to be paged by `NEWEST`."""
    found = Arrival.objects.filter(need_to_know.known(actor)).select_related("entry", "compartment")
    return found.filter(state=state) if state else found
