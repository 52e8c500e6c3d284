"""What is searched, made of the ledger's lines: a line says what has changed, and that is then read as it stands.

The words themselves are in no line in clear, so they are taken from the rows that the line is about; what is gone is removed.
Whatever was written after a line has a line of its own, so reading all of them in their order ends at the same rows.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from comitas.cases.models import Case, Offence, Part, Person, Reference
from comitas.core import bulk
from comitas.documents.models import Page, Placement
from comitas.drafting.models import Letter
from comitas.drafting.rules.life import DROPPED
from comitas.execution.models import Freeze
from comitas.finding.models import Entry
from comitas.finding.rules import names, numbers
from comitas.finding.rules.kinds import CASE, DOCUMENT, LETTER, PERSON, REFERENCE
from comitas.finding.rules.words import Field, vector
from comitas.ledger.rules.readers import Entry as Line

CASE_LINES = (
    "case.opened", "case.changed", "case.converted", "case.request-filled", "case.offence-added", "case.offence-changed",
    "case.offence-removed", "part.added", "part.changed", "part.step-taken", "execution.entered", "execution.changed", "execution.annulled",
)  # fmt: skip
PERSON_LINES = ("case.person-added", "case.person-changed", "case.person-removed")
DOCUMENT_LINES = (
    "document.kept", "document.taken-out", "document.sheets-made", "document.read", "document.not-read", "document.read-again",
    "document.moved",
)  # fmt: skip
LETTER_LINES = ("letter.drafted", "letter.edited", "letter.dropped")


def _case(line: Line) -> None:
    _replace(CASE, [line.case], _cases([line.case]))


def _taken_over(line: Line) -> None:
    """A case of an earlier register comes with everything at once."""
    _case(line)
    persons, references = Person.objects.filter(case=line.case), Reference.objects.filter(case=line.case)
    _replace(PERSON, [one.pk for one in persons], _persons(persons.select_related("case")))
    _replace(REFERENCE, [one.pk for one in references], _references(references.select_related("case")))


def _person(line: Line) -> None:
    person = UUID(line.payload["person"])
    _replace(PERSON, [person], _persons(Person.objects.filter(pk=person).select_related("case")))


def _reference(line: Line) -> None:
    reference = UUID(line.payload["reference"])
    _replace(REFERENCE, [reference], _references(Reference.objects.filter(pk=reference).select_related("case")))


def _document(line: Line) -> None:
    for placed in Placement.objects.filter(document=line.payload["document"]).select_related("document"):
        _replace(DOCUMENT, [placed.pk], _pages(placed))


def _letter(line: Line) -> None:
    letter = UUID(line.payload["letter"])
    _replace(LETTER, [letter], _letters(Letter.objects.filter(pk=letter).exclude(state=DROPPED)))


def _destroyed(line: Line) -> None:
    """The key is gone, and with it the right to know a word."""
    if line.compartment is not None:
        Entry.objects.filter(compartment=line.compartment).delete()


APPLY: dict[str, Callable[[Line], None]] = {
    **dict.fromkeys(CASE_LINES, _case),
    **dict.fromkeys(PERSON_LINES, _person),
    **dict.fromkeys(DOCUMENT_LINES, _document),
    **dict.fromkeys(LETTER_LINES, _letter),
    "case.taken-over": _taken_over,
    "case.reference-added": _reference,
    "compartment.key-destroyed": _destroyed,
}


class Finding:
    """The reader: what of a line can be found."""

    name = "finding"
    kinds = frozenset(APPLY)

    def apply(self, entry: Line) -> None:
        APPLY[entry.kind](entry)

    def clear(self) -> None:
        """Remove every row."""
        Entry.objects.all().delete()


FINDING = Finding()


def _replace(kind: str, things: Iterable[UUID | None], entries: list[Entry]) -> None:
    Entry.objects.filter(kind=kind, thing__in=[thing for thing in things if thing]).delete()
    bulk.insert(entries)


def _cases(keys: Iterable[UUID | None]) -> list[Entry]:
    return [_of_case(case) for case in Case.objects.filter(pk__in=[key for key in keys if key])]


def _of_case(case: Case) -> Entry:
    parts = list(Part.objects.filter(case=case).order_by("number"))
    offences = Offence.objects.filter(case=case).order_by("pk")
    ours = getattr(case, "outgoing", None) if case.side == "outgoing" else None
    texts = (
        Field(case.title, "A"),
        Field(" \n".join((case.requesting, case.transmitting, case.conducting)), "B"),
        Field(" \n".join((case.subject, case.facts, case.nexus)), "C", case.language),
        Field(" \n".join(part.description for part in parts), "C"),
        Field(" \n".join(f"{offence.cited} {offence.provision}" for offence in offences), "C"),
    )
    told = [
        case.earlier.get("number", ""),
        ours.requester_number if ours else "",
        *(part.their_number for part in parts),
    ]
    told += [str(part.details.get("account", "")) for part in parts]
    told += Freeze.objects.filter(case=case, annulled_because="").order_by("pk").values_list("identifier", flat=True)
    told += numbers.ibans(
        case.subject,
        case.facts,
        *(part.description for part in parts),
        *(str(v) for part in parts for v in part.details.values()),
    )
    return Entry(
        kind=CASE, thing=case.pk, compartment=case.compartment_id, since=case.opened_at, words=vector(*texts), numbers=numbers.written(told)
    )  # fmt: skip


def _persons(persons: Iterable[Person]) -> list[Entry]:
    return [
        Entry(
            kind=PERSON, thing=person.pk, compartment=person.case.compartment_id, since=person.case.opened_at,
            words=vector(Field(" \n".join((person.name, *person.aliases)), "A")), names=names.written((person.name, *person.aliases)),
            numbers=numbers.written([person.identity_document]),
        )
        for person in persons
    ]  # fmt: skip


def _references(references: Iterable[Reference]) -> list[Entry]:
    return [
        Entry(
            kind=REFERENCE, thing=reference.pk, compartment=reference.case.compartment_id, since=reference.case.opened_at,
            words=vector(Field(reference.owner, "C")), numbers=numbers.written([reference.text]),
        )
        for reference in references
    ]  # fmt: skip


def _letters(letters: Iterable[Letter]) -> list[Entry]:
    return [
        Entry(
            kind=LETTER, thing=letter.pk, compartment=letter.compartment_id, since=letter.drafted_at,
            words=vector(
                Field(letter.subject, "A", letter.language), Field(letter.to_name, "B"), Field(letter.said, "D", letter.language)
            ),
        )
        for letter in letters
    ]  # fmt: skip


def _pages(placed: Placement) -> list[Entry]:
    """The name of a document, and each of its pages as far as it was read."""
    document = placed.document
    texts = [(0, Field(document.name.replace("_", " "), "A"))]
    texts += [
        (number, Field(text, "D", language))
        for number, text, language in Page.objects.filter(document=document)
        .order_by("number")
        .values_list("number", "text", "language")
    ]
    return [
        Entry(
            kind=DOCUMENT, thing=placed.pk, page=number, compartment=placed.compartment_id, since=document.created_at,
            words=vector(field),
        )
        for number, field in texts
    ]  # fmt: skip
