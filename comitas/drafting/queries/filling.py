"""A letter filled from its case, in the letter's own language: what the officer begins with, and may change."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from comitas.cases import queries as cases
from comitas.cases.models import Case, Part
from comitas.core.actor import Actor
from comitas.directory import queries as directory
from comitas.directory.models import Authority
from comitas.drafting.models import Letter
from comitas.drafting.queries import stationery
from comitas.drafting.queries.facts import facts
from comitas.drafting.queries.stationery import Text
from comitas.drafting.rules import clauses, wording
from comitas.drafting.rules.kinds import ASKED, KINDS, PERSON, REQUESTER, REQUESTING, Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """What kind of letter is wanted: the code of its language, the parts it is about, the authority it goes to if ours."""

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
    word: bytes = b""
    """The Word template that the letter is written on, if the authority has one for it."""


def filled(actor: Actor, case: UUID, asked: Asked) -> Filled:
    """The letter that *asked* describes. The parts named and nothing of others go into it; `NotThere` for a case not readable.

    A bare letter is filled from nothing.
    """
    whole, kind = cases.whole(actor, case), KINDS[asked.kind]
    parts = [part for part in whole.parts if part.pk in asked.parts]
    to = _addressee(actor, whole.case, kind, asked, parts)
    text = stationery.text_of(whole.case.authority_id, kind.code, asked.language) or Text("", "")
    with translation.override(asked.language):
        known = facts(actor, whole, kind, parts, asked.language)
        subject, body = (wording.tidied(wording.filled(one, known)) for one in (text.subject, text.body))
        name = _name_of(actor, to, whole.case, kind, asked.language)
    return Filled(to, name, to.address if to else "", " ".join(subject.split())[:300], body, text.word)


def clause_text(actor: Actor, letter: Letter, key: str) -> tuple[str, int]:
    """A clause filled from the letter's case, in the letter's language, and its version; "" where it is not offered there."""
    whole, kind = cases.whole(actor, letter.case_id), KINDS[letter.kind]
    about = set(letter.parts.values_list("pk", flat=True))
    with translation.override(letter.language):
        found = stationery.clause_for(letter.case.authority_id, letter.kind, letter.language, key)
        if found is None:
            return "", 0
        text = gettext(found.text) if key in clauses.SHIPPED else found.text
        known = facts(actor, whole, kind, [part for part in whole.parts if part.pk in about], letter.language)
        return wording.tidied(wording.filled(text, known)), found.version


@dataclass(frozen=True, slots=True)
class FilledClause:
    """A clause as it would stand in a letter about one case. `key`: the program's code, or an own one's name."""

    key: str
    language: str
    kinds: tuple[str, ...]
    text: str


def clauses_filled(actor: Actor, case: UUID, keys: Collection[str]) -> list[FilledClause]:
    """Those of *keys* that may be chosen, in each of their languages, filled from a case; `NotThere` for one not readable."""
    whole, found = cases.whole(actor, case), []
    known: dict[tuple[str, str], dict[str, Any]] = {}
    for key, kinds, texts in stationery.clause_texts(whole.case.authority_id):
        for language, text in texts.items() if key in keys else ():
            kind = KINDS[kinds[0] if kinds else "information-request"]
            with translation.override(language):
                if (kind.code, language) not in known:
                    known[kind.code, language] = facts(actor, whole, kind, [], language)
                said = wording.tidied(wording.filled(text, known[kind.code, language]))
            found.append(FilledClause(key, language, kinds, said))
    return found


def executing(parts: list[Part]) -> Authority | None:
    """The one authority that has all of *parts*; None where there are several or none."""
    found = {part.executing for part in parts}
    return found.pop() if len(found) == 1 else None


def _addressee(actor: Actor, case: Case, kind: Kind, asked: Asked, parts: list[Part]) -> Authority | None:
    if kind.to == PERSON:
        return None
    if kind.to in (REQUESTING, REQUESTER):
        return case.requesting_authority
    if kind.to == ASKED:
        return case.outgoing.addressee
    if asked.to_authority:
        return directory.authority(actor, asked.to_authority)
    return executing(parts)


def _name_of(actor: Actor, to: Authority | None, case: Case, kind: Kind, language: str) -> str:
    """Who the directory says it is; else who sent the letter, by the name that stands in it: a request goes back as it came."""
    if to is None and kind.to == REQUESTER:
        return case.requesting
    if to is None:
        return (case.transmitting or case.requesting) if kind.to == REQUESTING else ""
    return directory.authority_names(actor, [to], language)[to.pk] or case.requesting
