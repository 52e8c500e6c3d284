"""A letter filled from its case, in the letter's own language: what the officer begins with, and may change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from babel import Locale
from babel.dates import format_date
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext, ngettext

from comitas.cases import queries as cases
from comitas.cases.models import Case, Part, Person
from comitas.cases.queries import Whole
from comitas.cases.rules.codes import BASES, MEASURES
from comitas.cases.rules.numbers import case_number
from comitas.cases.rules.words import say
from comitas.checks import queries as checks
from comitas.checks.rules.letters import Paragraph
from comitas.core.actor import Actor
from comitas.directory import queries as directory
from comitas.directory.models import Authority
from comitas.directory.rules.folding import fold
from comitas.drafting.rules.kinds import BLANK, KINDS, Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """What kind of letter is wanted: its language ("en" or "fr"), the parts it is about, the authority it goes to if ours."""

    kind: str
    language: str
    parts: tuple[UUID, ...] = ()
    to_authority: UUID | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What a draft begins with."""

    to_authority: Authority | None
    to_name: str
    to_address: str
    subject: str
    body: str


def filled(actor: Actor, case: UUID, asked: Asked) -> Filled:
    """The letter that *asked* describes. The parts named and nothing of others go into it; `NotThere` for a case not readable."""
    whole = cases.whole(actor, case)
    kind, parts = KINDS[asked.kind], [part for part in whole.parts if part.pk in asked.parts]
    to = _addressee(actor, whole.case, kind, asked, parts)
    with translation.override(asked.language):
        facts = _facts(actor, whole, kind, parts, asked.language)
        subject, body = (_rendered(asked, name, facts) for name in ("subject", "body"))
        name = _name_of(actor, to, whole.case, kind, asked.language)
    return Filled(to, name, to.address if to else "", " ".join(subject.split())[:300], body)


def in_words(day: date | None, language: str) -> str:
    """3 March 2026, 3 mars 2026; "" for no date."""
    if day is None:
        return ""
    if language == "fr" and day.day == 1:
        return format_date(day, "1'er' MMMM y", locale=Locale("fr"))
    return format_date(day, "d MMMM y", locale=Locale.parse(language, sep="-"))


def references(whole: Whole, to_executing: bool) -> list[str]:
    """The numbers of the other State. A number whose owner nobody noted is not shown to an executing authority."""
    owners = {fold(owner) for owner in (whole.case.requesting, whole.case.transmitting, whole.case.conducting) if owner}
    owners |= set() if to_executing else {""}
    return [reference.text for reference in whole.references if fold(reference.owner) in owners]


def _addressee(actor: Actor, case: Case, kind: Kind, asked: Asked, parts: list[Part]) -> Authority | None:
    if kind.to == "requesting":
        return case.requesting_authority
    if asked.to_authority:
        return directory.authority(actor, asked.to_authority)
    executing = {part.executing for part in parts if part.executing}
    return executing.pop() if len(executing) == 1 else None


def _name_of(actor: Actor, to: Authority | None, case: Case, kind: Kind, language: str) -> str:
    """Who the directory says it is; else who sent the letter, by the name that stands in it: a request goes back as it came."""
    if to is None:
        return (case.transmitting or case.requesting) if kind.to == "requesting" else ""
    return directory.authority_names(actor, [to], language)[to.pk] or case.requesting


def _rendered(asked: Asked, name: str, facts: dict[str, Any]) -> str:
    text = render_to_string(f"drafting/letters/{asked.language}/{asked.kind}.{name}.txt", facts)
    lines = [line.rstrip() for line in text.strip().split("\n")]
    return "\n".join(line for place, line in enumerate(lines) if line or lines[place - 1])


def _facts(actor: Actor, whole: Whole, kind: Kind, parts: list[Part], language: str) -> dict[str, Any]:
    """What the templates may show. For an executing authority nothing here tells of another part."""
    case, home = whole.case, kind.to == "executing"
    state = directory.state_name(case.state_from, language) if case.state_from else ""
    return {
        "blank": BLANK,
        "number": case.number,
        "state": state,
        "requesting": case.requesting,
        "sender": f"{case.requesting} ({state})"
        if state and case.requesting and state not in case.requesting
        else case.requesting,
        "conducting": case.conducting,
        "received": in_words(case.received_on, language),
        "written": in_words(case.written_on, language),
        "references": references(whole, home),
        "officer": case.officer.full_name if case.officer else "",
        "urgent": case.urgent,
        "procedure": case.procedure,
        "wanted_by": in_words(case.wanted_by, language),
        "parts": [_part(part, whole, language) for part in parts],
        "facts_needed": any(part.measure != "b" for part in parts),
        "offences": [_offence(offence) for offence in whole.offences],
        "asks": _numbered(checks.asking(actor, case.pk)) if kind.step == "ask" else [],
    }


def _part(part: Part, whole: Whole, language: str) -> dict[str, Any]:
    return {
        "number": case_number(whole.case.year, whole.case.serial, part.number),
        "measure": gettext(MEASURES[part.measure].name),
        "description": part.description,
        "purpose": part.purpose,
        "bases": _bases(part.bases),
        "deadline": in_words(part.due_on, language),
        "result": part.result,
        "persons": [_person(person, language) for person in part.persons.all()],
    }


def _bases(bases: Iterable[dict[str, Any]]) -> str:
    named = [(basis.get("cited") or "", BASES[basis["code"]].name) for basis in bases]
    return "; ".join(cited or gettext(name) for cited, name in named)


def _person(person: Person, language: str) -> dict[str, Any]:
    """One person. A protected address never goes into a letter by itself."""
    return {
        "name": person.name,
        "natural": person.natural,
        "aliases": ", ".join(person.aliases),
        "born": in_words(person.born, language),
        "nationality": person.nationality,
        "document": person.identity_document,
        "address": "" if person.protected else person.address,
        "protected": person.protected,
    }


def _offence(offence: Any) -> str:
    article = f"UNCAC {offence.uncac}" if offence.uncac else ""
    return ", ".join(text for text in (offence.cited, offence.provision, article) if text)


def _numbered(asking: Iterable[Paragraph]) -> list[str]:
    """The paragraphs of "Ask for what is missing"; those that ask are numbered, so that the answer can refer to them."""
    said, number = [], 0
    for paragraph in asking:
        number += 1 if paragraph.rule else 0
        words = _told(paragraph.text)
        said.append(f"{number}. {words}" if paragraph.rule else words)
    return said


_told = partial(say, gettext=gettext, ngettext=ngettext)
