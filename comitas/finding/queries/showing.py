"""What a page of the search shows of what was found: fetched where it stands, for the actor, a fixed number of queries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from comitas.accounts import access as need_to_know
from comitas.cases.models import Case, Offence, Part, Person, Reference
from comitas.core.actor import Actor
from comitas.drafting import queries as drafting
from comitas.finding.queries.searching import Hit
from comitas.finding.rules import names
from comitas.finding.rules.asked import Asked
from comitas.finding.rules.excerpts import Excerpt, Piece, excerpt
from comitas.finding.rules.kinds import CASE, DOCUMENT, LETTER, PERSON, REFERENCE

SHORT = 300
"""Characters of a title."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that was found. `case` is None for a document that stands in no case yet; `compartment` then says where it is.

    `title` and `excerpt` with what was found marked; `words` as they are written at the first place of the page.
    """

    kind: str
    thing: UUID
    compartment: UUID
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    case: Case | None
    words: str = ""
    page: int = 0
    pages: int = 0
    language: str = ""
    detail: str = ""
    alike: bool = False


def shown(actor: Actor, asked: Asked, hits: Sequence[Hit]) -> list[Shown]:
    """What *actor* may see of *hits*, in their order. What has gone meanwhile is left out."""
    found: dict[tuple[str, UUID], Shown] = {}
    for kind, fetch in _FETCH.items():
        of_kind = [hit for hit in hits if hit.kind == kind]
        if of_kind:
            found |= {(kind, one.thing): one for one in fetch(actor, asked, of_kind)}
    return [found[hit.kind, hit.thing] for hit in hits if (hit.kind, hit.thing) in found]


def _cases(actor: Actor, asked: Asked, hits: list[Hit]) -> Iterable[Shown]:
    keys = [hit.thing for hit in hits]
    parts = _texts(Part.objects.filter(case__in=keys).order_by("number"), "description")
    offences = _texts(Offence.objects.filter(case__in=keys).order_by("pk"), "cited")
    for case in _readable(actor, Case.objects.filter(pk__in=keys)):
        told = (case.subject, case.facts, case.nexus, *parts.get(case.pk, ()), *offences.get(case.pk, ()))
        sender = (case.requesting, case.transmitting, case.conducting)
        text = _joined(*told, *sender, case.earlier.get("number", ""))
        yield Shown(
            CASE, case.pk, case.compartment_id, _marked(case.title, asked), excerpt(text, asked.forms, case.language).pieces, case
        )  # fmt: skip


def _persons(actor: Actor, asked: Asked, hits: list[Hit]) -> Iterable[Shown]:
    rows = Person.objects.filter(pk__in=[hit.thing for hit in hits], case__compartment__in=need_to_know.readable(actor))
    for person in rows.select_related("case"):
        written = (person.name, *person.aliases)
        name = excerpt(person.name, asked.forms, length=SHORT)
        others = excerpt(", ".join(person.aliases), asked.forms)
        exact = bool(name.words or others.words)
        if not exact:
            name, others = _alike(asked, person.name), _alike(asked, ", ".join(person.aliases))
        yield Shown(
            PERSON, person.pk, person.case.compartment_id, name.pieces, others.pieces if len(written) > 1 else (), person.case,
            detail=person.identity_document, alike=not exact and bool(name.words or others.words),
        )  # fmt: skip


def _references(actor: Actor, asked: Asked, hits: list[Hit]) -> Iterable[Shown]:
    rows = Reference.objects.filter(
        pk__in=[hit.thing for hit in hits], case__compartment__in=need_to_know.readable(actor)
    )
    for row in rows.select_related("case"):
        title = _marked(row.text, asked) if asked.terms else (Piece(row.text, False),)
        yield Shown(
            REFERENCE, row.pk, row.case.compartment_id, title, _marked(row.owner, asked) if row.owner else (), row.case
        )  # fmt: skip


def _letters(actor: Actor, asked: Asked, hits: list[Hit]) -> Iterable[Shown]:
    for letter in drafting.letters(actor).filter(pk__in=[hit.thing for hit in hits]).select_related("case"):
        yield Shown(
            LETTER, letter.pk, letter.compartment_id, _marked(letter.subject or letter.number, asked, letter.language),
            excerpt(_joined(letter.said, letter.to_name), asked.forms, letter.language).pieces, letter.case, language=letter.language,
            detail=letter.number,
        )  # fmt: skip


_PLACED = """
SELECT p.id, p.compartment_id, d.name, hit.page, hit.pages, page.text, page.language, c.id, c.year, c.serial, c.title
FROM unnest(%s::uuid[], %s::int[], %s::int[]) hit (thing, page, pages)
JOIN documents_placement p ON p.id = hit.thing JOIN documents_document d ON d.id = p.document_id
JOIN accounts_compartment k ON k.id = p.compartment_id
LEFT JOIN documents_page page ON page.document_id = d.id AND page.number = greatest(hit.page, 1)
LEFT JOIN cases_case c ON c.compartment_id = p.compartment_id
WHERE {known}
"""
"""One statement written out: as four of the ORM's it was a third of the time. Of a document that was found by its name, the first page."""


def _documents(actor: Actor, asked: Asked, hits: list[Hit]) -> Iterable[Shown]:
    known, values = need_to_know.readable_in_sql(actor, "k")
    with connection.cursor() as cursor:
        places: list[Any] = [[hit.thing for hit in hits], [hit.page for hit in hits], [hit.pages for hit in hits]]
        cursor.execute(_PLACED.format(known=known), [*places, *values])
        rows = cursor.fetchall()
    for thing, place, name, page, pages, text, language, *of_case in rows:
        found = excerpt(text or "", asked.forms, language or "")
        yield Shown(
            DOCUMENT, thing, place, _marked(name, asked), found.pieces, _case(place, *of_case), words=found.words, page=page, pages=pages,
            language=language or "",
        )  # fmt: skip


def _case(compartment: UUID, key: UUID | None, year: int, serial: int, title: str) -> Case | None:
    return Case(id=key, compartment_id=compartment, year=year, serial=serial, title=title) if key else None


_FETCH: dict[str, Callable[[Actor, Asked, list[Hit]], Iterable[Shown]]] = {
    CASE: _cases,
    PERSON: _persons,
    REFERENCE: _references,
    LETTER: _letters,
    DOCUMENT: _documents,
}


def _readable(actor: Actor, cases: Any) -> Iterable[Case]:
    found: Iterable[Case] = cases.filter(compartment__in=need_to_know.readable(actor))
    return found


def _texts(rows: Any, column: str) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for case, text in rows.values_list("case", column):
        found.setdefault(case, []).append(text)
    return found


def _marked(text: str, asked: Asked, language: str = "") -> tuple[Piece, ...]:
    return excerpt(text, asked.forms, language, SHORT).pieces


def _alike(asked: Asked, text: str) -> Excerpt:
    """The words of a name that are like what was asked for, as they stand."""
    pieces, first = [], ""
    for number, word in enumerate(text.split()):
        like = any(names.likeness((key,), word) >= names.ALIKE for key in asked.names)
        first = first or (word if like else "")
        pieces += [Piece(" ", False)] if number else []
        pieces.append(Piece(word, like))
    return Excerpt(tuple(pieces), first)


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)
