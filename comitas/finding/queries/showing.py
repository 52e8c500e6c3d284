"""What a page of the search shows of what was found: fetched where it stands, for the actor, a fixed number of queries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from comitas.accounts import access as need_to_know
from comitas.cases.models import Case, Offence, Part, Person, Reference
from comitas.core.actor import Actor
from comitas.documents.models import Page, Placement
from comitas.drafting import queries as drafting
from comitas.finding.queries.searching import Hit
from comitas.finding.rules import names
from comitas.finding.rules.asked import Asked
from comitas.finding.rules.excerpts import Excerpt, Piece, excerpt
from comitas.finding.rules.kinds import CASE, DOCUMENT, LETTER, PERSON, REFERENCE

_LINES = Case.objects.only("id", "compartment", "year", "serial", "title")
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


def _documents(actor: Actor, asked: Asked, hits: list[Hit]) -> Iterable[Shown]:
    placed = {
        one.pk: one
        for one in Placement.objects.filter(
            pk__in=[hit.thing for hit in hits], compartment__in=need_to_know.readable(actor)
        ).select_related("document")
    }
    pages = _pages(placed.values(), hits)
    cases = {
        case.compartment_id: case
        for case in _LINES.filter(compartment__in={one.compartment_id for one in placed.values()})
    }
    for hit in hits:
        one = placed.get(hit.thing)
        if one is None:
            continue
        text, language = pages.get((one.document_id, hit.page or 1), ("", ""))
        found = excerpt(text, asked.forms, language)
        yield Shown(
            DOCUMENT, one.pk, one.compartment_id, _marked(one.document.name, asked), found.pieces, cases.get(one.compartment_id),
            words=found.words, page=hit.page, pages=hit.pages, language=language,
        )  # fmt: skip


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


def _pages(placed: Iterable[Placement], hits: list[Hit]) -> dict[tuple[UUID, int], tuple[str, str]]:
    """The text of the best page of each; of a document that was found by its name, the first."""
    wanted = {hit.thing: hit.page or 1 for hit in hits}
    numbers = {one.document_id: wanted[one.pk] for one in placed}
    rows = Page.objects.filter(document__in=list(numbers), number__in=set(numbers.values()))
    return {
        (document, number): (text, language)
        for document, number, text, language in rows.values_list("document", "number", "text", "language")
        if numbers[document] == number
    }


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
