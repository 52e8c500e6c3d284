"""To which case an arrival belongs: it answers a mail that lies there, or quotes a number of ours."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.intake.models import Arrival, MailId
from comitas.intake.queries.arrivals import arrivals, proposals
from comitas.intake.rules import mail_ids, numbers
from comitas.intake.rules.mail_ids import Thread

MOST_NUMBERS = 20  # of ours that one arrival quotes and that are looked up
MOST_COMPARTMENTS = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """The case that an arrival belongs to. `number` may name a part; `quoted` is what the arrival quotes, "" for a mail that it answers."""

    case: Case
    number: str
    quoted: str = ""


def thread_of(actor: Actor, placed: Placement) -> Thread:
    """What the header of a mail says. Anything else says nothing."""
    if placed.document.kind != "mail":
        return Thread()
    return mail_ids.of_header(b"".join(documents.original(actor, placed.pk, 0, mail_ids.HEADER_BYTES)))


def offer(actor: Actor, found: Arrival) -> Offer | None:
    """The case to file an arrival in, as far as the actor may know of it: the thread first, then the numbers as they are quoted."""
    if found.state != Arrival.Stage.WAITING:
        return None
    return _by_thread(actor, found) or _by_number(actor, found)


def _by_thread(actor: Actor, found: Arrival) -> Offer | None:
    answered = MailId.objects.filter(
        kind=MailId.ANSWERED, document__placement__compartment=found.compartment_id
    ).values_list("folded", flat=True)
    within = _answered([bytes(each) for each in answered], found.authority_id).exclude(compartment=found.compartment_id)
    held = cases.cases(actor).filter(compartment__in=within).order_by("-year", "-serial")[:MOST_COMPARTMENTS]
    return next((Offer(case, case.number) for case in held if _fits(found, case)), None)


def _by_number(actor: Actor, found: Arrival) -> Offer | None:
    items = [each for each in proposals(actor, found.pk) if isinstance(each, dict)]
    read = [each.get("value") for each in items if each.get("field") == "our_reference"]
    for quoted in dict.fromkeys(each for each in read[:MOST_NUMBERS] if isinstance(each, str)):
        case, part = _named(actor, found.authority_id, quoted)
        if case and _fits(found, case):
            return Offer(case, f"{case.number}-{part}" if part else case.number, quoted)
    return None


def _fits(found: Arrival, case: Case) -> bool:
    """A restricted arrival does not go into a case that everybody reads."""
    return case.compartment.restricted or not found.compartment.restricted


def _named(actor: Actor, authority: UUID, quoted: str) -> tuple[Case | None, int]:
    """The case of a number of ours, and its part where that is there."""
    if number := numbers.parse_case(quoted):
        case = cases.cases(actor).filter(authority=authority, year=number.year, serial=number.ordinal).first()
        part = (
            cases.found_part(actor, numbers.case_number(number.year, number.ordinal, number.part))
            if case and number.part
            else None
        )
        return case, part.number if part and case and part.case_id == case.pk else 0
    if number := numbers.parse_arrival(quoted):
        earlier = (
            arrivals(actor)
            .filter(authority=authority, year=number.year, serial=number.ordinal, case__isnull=False)
            .first()
        )
        return (cases.cases(actor).filter(pk=earlier.case_id).first() if earlier and earlier.case_id else None), 0
    return None, 0


def compartments_of(actor: Actor, authority: UUID, answered: Iterable[str], quoted: Iterable[str]) -> list[UUID]:
    """Where whatever an arrival answers or quotes lies, as far as the actor may know: of a case, or of an earlier arrival."""
    readable = access.readable(actor)
    mails = _answered([mail_ids.digest(each) for each in answered], authority)
    found = list(readable.filter(pk__in=mails).order_by("pk").values_list("pk", flat=True)[:MOST_COMPARTMENTS])
    for text in list(dict.fromkeys(quoted))[:MOST_NUMBERS]:
        case, _part = _named(actor, authority, text)
        if case:
            found.append(case.compartment_id)
        elif number := numbers.parse_arrival(text):
            earlier = arrivals(actor).filter(authority=authority, year=number.year, serial=number.ordinal).first()
            found += [earlier.compartment_id] if earlier else []
    return list(dict.fromkeys(found))


def _answered(folded: list[bytes], authority: UUID) -> QuerySet[Placement, UUID]:
    """The compartments in which the mails lie that are answered."""
    own = MailId.objects.filter(kind=MailId.OWN, folded__in=folded).values("document")
    placed = Placement.objects.filter(document__in=own, compartment__authority=authority)
    return placed.values_list("compartment", flat=True)


def was_passed_on(actor: Actor, arrival_id: UUID) -> bool:
    """Whether an arrival went to the readers of a restricted case, out of sight of *actor*, who registers where it came in."""
    mine = [
        role.authority.pk for role in access.held(actor) if access.may(actor, "arrival:register", role.authority.pk)
    ]
    return Arrival.objects.filter(pk=arrival_id, passed_on_at__isnull=False, authority__in=mine).exists()
