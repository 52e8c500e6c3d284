"""What stands in a compartment and could be destroyed: which numbers it has, what goes with it, and what is in the way."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from comitas.accounts import access
from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.documents.models import View
from comitas.execution.models import Call
from comitas.intake.models import Arrival, RegisterEntry
from comitas.ledger import queries as ledger
from comitas.ledger.models import Line
from comitas.protection.models import Destruction, Handover, Hold
from comitas.protection.queries.due import periods
from comitas.protection.rules import destruction as rules
from comitas.protection.rules.retention import due_on, period_for
from comitas.takeover.models import Row, Takeover
from comitas.takeover.rules import stages

MOVED, JOINED = "document.moved", "arrival.joined"
"""Lines of the ledger that name the compartment from which something came."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that can be destroyed. `what` is a code of `SUBJECTS`, `key` its id; `ended_on` None while it has not ended."""

    compartment: UUID
    authority: UUID
    time_zone: str
    what: str
    key: UUID
    number: str
    kind: str
    outcome: str
    ended_on: date | None
    restricted: bool


def subject(actor: Actor, compartment: UUID) -> Subject:
    """What stands in a compartment that *actor* may read. `NotThere` where there is nothing, or nothing any more."""
    place = access.readable(actor).filter(pk=compartment).select_related("authority").first()
    if place is None:
        raise NotThere(str(compartment))
    zone, restricted = place.authority.time_zone, place.restricted
    found = _thing(compartment)
    if isinstance(found, Case):
        told = (rules.CASE, found.pk, found.number, found.kind, found.outcome, found.closed_on)
    elif isinstance(found, Arrival):
        ended = None if found.state == Arrival.Stage.WAITING else found.received_on
        told = (rules.ARRIVAL, found.pk, found.number, found.kind, found.state, ended)
    elif isinstance(found, Takeover):
        ended = None if found.stage in stages.WORKING else found.begun_at.date()
        told = (rules.TAKEOVER, found.pk, f"{found.begun_at:%Y-%m-%d}", rules.TAKEOVER, found.stage, ended)
    else:
        told = (rules.NOTE, found.pk, f"{found.at:%Y-%m-%d}", rules.NOTE, "", found.at.date())
    return Subject(compartment, place.authority_id, zone, *told, restricted)


def _thing(compartment: UUID) -> Case | Arrival | Takeover | Call:
    here = {"compartment": compartment}
    found = (
        Case.objects.filter(**here).first()
        or Arrival.objects.filter(**here).order_by("pk").first()
        or Takeover.objects.filter(**here).first()
        or Call.objects.filter(**here, case=None).first()
    )
    if found is None:
        raise NotThere(str(compartment))
    return found


def numbers_of(of: Subject) -> list[tuple[str, int, int, str]]:
    """Every number of ours that goes with it: series, year, serial, and as it is written."""
    numbers = [("case", one.year, one.serial, one.number) for one in Case.objects.filter(compartment=of.compartment)]
    for one in Arrival.objects.filter(compartment=of.compartment):
        numbers.append(("arrival", one.year, one.serial, one.number))
    for entry in RegisterEntry.objects.filter(arrival__compartment=of.compartment):
        numbers.append(("register", entry.year, entry.serial, entry.number))
    return numbers


def places_of(of: Subject) -> list[UUID]:
    """Its compartment, and those that its arrivals left when they joined it: under their keys lie lines of the ledger still."""
    places = [of.compartment]
    for place in places:  # an arrival may have come by way of another: the list grows while it is walked
        moved = Line.objects.filter(compartment=place, kind__in=(MOVED, JOINED)).order_by("id")
        came_from = {UUID(payload["from"]) for payload in map(ledger.payload, moved) if "from" in payload}
        places += sorted(came_from - set(places))
    left = set(places[1:])
    taken = set(Case.objects.filter(compartment__in=left).values_list("compartment", flat=True))
    return [place for place in places if place not in taken]


def obstacles(of: Subject, today: date) -> list[str]:
    """Codes of `OBSTACLES`, for whoever has fetched the subject; none where it may be destroyed."""
    here, found = {"compartment": of.compartment}, []
    if of.what == rules.CASE and of.ended_on is None:
        found.append("open")
    if Arrival.objects.filter(**here, state=Arrival.Stage.WAITING).exists():
        found.append("undecided")
    if Hold.objects.filter(Q(until=None) | Q(until__gte=today), **here, lifted_at=None).exists():
        found.append("held")
    if _waits_for_the_archives(of):
        found.append("archive")
    if Row.objects.filter(case__compartment=of.compartment).exists():
        found.append("old-register")
    if Takeover.objects.filter(**here, stage__in=stages.WORKING).exists():
        found.append("old-register-at-work")
    parts = Arrival.objects.filter(**here, divided_from__isnull=False)
    if parts.exclude(divided_from__compartment=of.compartment).exists():
        found.append("scan")
    divided = Arrival.objects.filter(divided_from__compartment=of.compartment).values("compartment")
    if View.objects.filter(Q(compartment__in=divided) | Q(**here), document=None, refusal="").exists():
        found.append("dividing")
    return found


def _waits_for_the_archives(of: Subject) -> bool:
    period = period_for(periods(of.authority), of.kind, of.outcome)
    if period is None or not period.archive:
        return False
    return not Handover.objects.filter(compartment=of.compartment, received_on__isnull=False).exists()


def is_running(compartment: UUID) -> bool:
    """Whether a destruction of it is proposed or under way."""
    return Destruction.objects.filter(place=compartment, state__in=rules.RUNNING).exists()


def period_is_over(of: Subject, today: date) -> bool:
    """Whether the schedule says that it is due. No row, nothing is due."""
    period = period_for(periods(of.authority), of.kind, of.outcome)
    return period is not None and of.ended_on is not None and due_on(of.ended_on, period.months) <= today
