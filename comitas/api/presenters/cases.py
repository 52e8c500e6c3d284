"""Cases: as the register lists them, and whole."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from comitas.api.presenters.parts import Part, part
from comitas.api.presenters.said import Linked, Out, Term, term, term_or_none, told
from comitas.cases.models import Case as Row
from comitas.cases.models import Offence as OffenceRow
from comitas.cases.models import Person as PersonRow
from comitas.cases.queries import Seen, Whole
from comitas.cases.rules.codes import CHANNELS, PERSON_CATEGORIES, PERSON_ROLES
from comitas.cases.rules.status import EXITS, PartStanding, status
from comitas.intake.rules.kinds import BY_CODE
from comitas.worklist.rules.tasks import Task


class Listed(Out):
    """A case as the register lists it. `status`: where its parts stand, in a sentence."""

    id: UUID
    number: str
    side: str
    kind: Term
    title: str
    state: str | None
    received_on: date | None
    closed_on: date | None
    outcome: Term | None
    due: date | None
    urgent: bool
    in_custody: bool
    confidential: bool
    restricted: bool
    officer: str | None
    persons: list[str]
    status: str


class Cases(Linked):
    """A page of cases, the newest number first."""

    items: list[Listed]


class Person(Out):
    """A natural or legal person of the case. `protected`: the address is told to nobody who need not know it."""

    id: UUID
    natural: bool
    name: str
    aliases: list[str]
    role: Term
    category: Term
    born: date | None
    nationality: str
    identity_document: str
    address: str | None
    protected: bool
    custody_place: str
    custody_since: date | None
    custody_review: date | None
    version: int


class Offence(Out):
    """As the request cites it (`cited`, `provision`), in our law (`ours`), and the article of the Convention."""

    id: UUID
    cited: str
    provision: str
    ours: str
    uncac: str


class Reference(Out):
    """Somebody's number for the matter."""

    text: str
    owner: str


class Case(Out):
    """One case with all that hangs on it. `links` lead only to cases that the account may read."""

    id: UUID
    number: str
    side: str
    kind: Term
    counts: bool
    title: str
    authority: UUID
    state: str | None
    requesting: str
    requesting_authority: UUID | None
    transmitting: str
    conducting: str
    subject: str
    facts: str
    purpose: str
    procedure: str
    language: str
    channel: Term | None
    received_on: date | None
    written_on: date | None
    wanted_by: date | None
    urgent: bool
    confidential: bool
    restricted: bool
    officer: str | None
    acknowledged_on: date | None
    opened_at: datetime
    closed_on: date | None
    outcome: Term | None
    status: str
    parts: list[Part]
    persons: list[Person]
    offences: list[Offence]
    references: list[Reference]
    links: list[UUID]
    version: int


class Deadline(Out):
    """A date by which something is due. `at`: the instant, for limits in hours. `liberty`: somebody's freedom hangs on it."""

    code: str
    due: date
    at: datetime | None
    what: str
    why: str
    article: str
    liberty: bool
    must: bool
    part: UUID | None


class Deadlines(Out):
    """What the case asks for, liberty first, then by date."""

    items: list[Deadline]


def listed(number: str, seen: Seen) -> Listed:
    """One line of the register."""
    return Listed(
        id=seen.id, number=number, side=seen.side, kind=_kind(seen.kind), title=seen.title, state=seen.state_from,
        received_on=seen.received_on, closed_on=seen.closed_on, outcome=term_or_none(seen.outcome, EXITS), due=seen.due,
        urgent=seen.urgent, in_custody=seen.in_custody, confidential=seen.confidential, restricted=seen.restricted,
        officer=seen.officer, persons=list(seen.persons), status=_status(list(seen.standings)),
    )  # fmt: skip


def case(whole: Whole) -> Case:
    """With everything fetched."""
    row = whole.case
    return Case(
        **_of_the_request(row), id=row.pk, number=row.number, side=row.side, kind=_kind(row.kind), counts=row.counts,
        authority=row.authority_id, channel=term_or_none(row.channel, CHANNELS), restricted=row.compartment.restricted,
        officer=row.officer.full_name if row.officer else None, outcome=term_or_none(row.outcome, EXITS),
        state=row.state_from_id, requesting_authority=row.requesting_authority_id, status=_status(whole.standings),
        parts=[part(one) for one in whole.parts], persons=[_person(one) for one in whole.persons],
        offences=[_offence(one) for one in whole.offences],
        references=[Reference(text=one.text, owner=one.owner) for one in whole.references],
        links=[one.other_id for one in whole.links], version=row.version,
    )  # fmt: skip


SAME = (
    "title requesting transmitting conducting subject facts purpose procedure language received_on written_on wanted_by urgent "
    "confidential acknowledged_on opened_at closed_on"
).split()


def _of_the_request(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SAME}


def _kind(code: str) -> Term:
    return term(code, BY_CODE[code].name if code in BY_CODE else None)


def _status(standings: list[PartStanding]) -> str:
    return ", ".join(told(phrase) for phrase in status(standings).phrases)


def _person(row: PersonRow) -> Person:
    return Person(
        id=row.pk, natural=row.natural, name=row.name, aliases=row.aliases, role=term(row.role, PERSON_ROLES.get(row.role)),
        category=term(row.category, PERSON_CATEGORIES.get(row.category)), born=row.born, nationality=row.nationality,
        identity_document=row.identity_document, address=None if row.protected else row.address, protected=row.protected,
        custody_place=row.custody_place, custody_since=row.custody_since, custody_review=row.custody_review, version=row.version,
    )  # fmt: skip


def _offence(row: OffenceRow) -> Offence:
    return Offence(id=row.pk, cited=row.cited, provision=row.provision, ours=row.ours, uncac=row.uncac)


def deadlines(tasks: list[Task], parts: set[UUID]) -> Deadlines:
    """*parts*: the ids of the case's parts; what belongs to anything else belongs to the case."""
    return Deadlines(items=[_deadline(one, parts) for one in tasks])


def _deadline(task: Task, parts: set[UUID]) -> Deadline:
    return Deadline(
        code=task.code, due=task.due, at=task.at, what=told(task.what), why=told(task.why), article=task.article,
        liberty=task.liberty, must=task.must, part=task.thing if task.thing in parts else None,
    )  # fmt: skip
