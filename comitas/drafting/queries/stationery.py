"""Letterheads, wordings and clauses of our authorities: those in force, their versions, what the program has of its own.

They hold nothing of any case. Whoever furnishes them sees all versions; drafting a letter takes what is in force.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.directory.models import Authority
from comitas.drafting.models import SHIPPED, Clause, ClauseVersion, Letterhead, Wording
from comitas.drafting.rules import clauses, letterhead
from comitas.drafting.rules.kinds import KINDS, LANGUAGES

FURNISH, CLAUSES = "letters:furnish", "clauses:keep"
PLACE = Path(__file__).resolve().parent.parent / "wordings"
MOST_VERSIONS = 100
BRIEF = ("authority", "kind", "language", "number", "form", "made_at", "made_by")
"""Of a version what a list shows: neither text nor file."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The letterhead in force in one language. `words`: what the authority has written itself."""

    words: Mapping[str, str]
    emblem: bytes = b""

    def word(self, key: str) -> str:
        """The word as it is printed, in the language that is active where it is the program's own."""
        own = self.words.get(key, "")
        ours = letterhead.ALL[key].shipped
        return own or (gettext(ours) if ours else "")


@dataclass(frozen=True, slots=True)
class Text:
    """What letters of a kind say in a language. `word`: a Word template in which it stands, b"" where there is none."""

    subject: str
    body: str
    word: bytes = b""
    number: int = 0


def our_authority(actor: Actor, authority: UUID, permission: str) -> Authority:
    """One of our authorities, for whoever has *permission* there; `NotThere` for others."""
    found = Authority.objects.filter(pk=authority, ours=True).first()
    if found is None or not access.may(actor, permission, authority):
        raise NotThere(str(authority))
    return found


def letterhead_of(authority: UUID) -> Letterhead | None:
    """The letterhead in force; None where the directory's entry is all there is."""
    return Letterhead.objects.filter(authority=authority).order_by("-number").first()


def paper_of(authority: UUID, language: str) -> Paper:
    """The same in one language."""
    found = letterhead_of(authority)
    return Paper(found.words.get(language, {}), bytes(found.emblem)) if found else Paper({})


def letterheads(actor: Actor, authority: UUID) -> QuerySet[Letterhead]:
    """All versions, the newest first."""
    our_authority(actor, authority, FURNISH)
    return Letterhead.objects.filter(authority=authority).select_related("made_by").order_by("-number")


def wording_of(authority: UUID, kind: str, language: str) -> Wording | None:
    """The newest version of an authority's own wording, or None where it has none or went back to the program's."""
    found = Wording.objects.filter(authority=authority, kind=kind, language=language).order_by("-number").first()
    return None if found is None or found.form == SHIPPED else found


def wordings(actor: Actor, authority: UUID) -> dict[tuple[str, str], Wording]:
    """The newest version of each own wording, by kind and language."""
    our_authority(actor, authority, FURNISH)
    rows = Wording.objects.filter(authority=authority).only(*BRIEF).select_related("made_by")
    newest = rows.order_by("kind", "language", "-number").distinct("kind", "language")
    return {(row.kind, row.language): row for row in newest if row.form != SHIPPED}


def wording_versions(actor: Actor, authority: UUID, kind: str, language: str) -> list[Wording]:
    """All versions of one wording, the newest first."""
    our_authority(actor, authority, FURNISH)
    found = Wording.objects.filter(authority=authority, kind=kind, language=language).only(*BRIEF)
    return list(found.select_related("made_by").order_by("-number")[:MOST_VERSIONS])


def wording_version(actor: Actor, authority: UUID, kind: str, language: str, number: int) -> Wording:
    """One version, or `NotThere`."""
    our_authority(actor, authority, FURNISH)
    found = Wording.objects.filter(authority=authority, kind=kind, language=language, number=number).first()
    if found is None:
        raise NotThere(f"{kind} {language} {number}")
    return found


@cache
def shipped(kind: str, language: str) -> Text | None:
    """The program's own wording; None for a language that it has none in."""
    if kind not in KINDS or language not in LANGUAGES:
        return None
    subject, body = ((PLACE / language / f"{kind}.{name}.txt").read_text("utf-8") for name in ("subject", "body"))
    return Text(subject, body)


def text_of(authority: UUID, kind: str, language: str) -> Text | None:
    """What letters of *kind* say: the authority's own wording, else the program's; None where there is none."""
    own = wording_of(authority, kind, language)
    if own is None:
        return shipped(kind, language)
    return Text(own.subject, own.body, bytes(own.file), own.number)


def template_of(authority: UUID, kind: str, language: str, number: int) -> bytes:
    """The Word template of one version; b"" where that has none."""
    rows = Wording.objects.filter(authority=authority, kind=kind, language=language, number=number)
    return bytes(rows.values_list("file", flat=True).first() or b"")


def languages_of(authority: UUID) -> list[str]:
    """The languages in which this authority writes: the program's, then its own by code."""
    found = letterhead_of(authority)
    own = Wording.objects.filter(authority=authority).order_by().values_list("language", flat=True).distinct()
    more = {*own, *(found.words if found else ())} - set(LANGUAGES)
    return [*LANGUAGES, *sorted(more)]


# Clauses


@dataclass(frozen=True, slots=True)
class Choice:
    """One clause as it is offered in a letter. `key`: the program's code, or the id of an own one; `version` of that."""

    key: str
    name: str
    article: str
    text: str
    version: int = 0


def clauses_of(actor: Actor, authority: UUID) -> list[Clause]:
    """The authority's own clauses, for whoever keeps them, by name."""
    our_authority(actor, authority, CLAUSES)
    return list(Clause.objects.filter(authority=authority).select_related("made_by").order_by("name", "id"))


def clause(actor: Actor, authority: UUID, clause_id: UUID) -> Clause:
    """One of them, or `NotThere`."""
    our_authority(actor, authority, CLAUSES)
    found = Clause.objects.filter(authority=authority, pk=clause_id).first()
    if found is None:
        raise NotThere(str(clause_id))
    return found


def clause_versions(actor: Actor, authority: UUID, clause_id: UUID, before: int = 0) -> list[ClauseVersion]:
    """What a clause said, the newest version first; with *before* those below it. One more than a page shows, to compare with."""
    clause(actor, authority, clause_id)
    found = ClauseVersion.objects.filter(clause=clause_id).select_related("made_by").order_by("-number")
    found = found.filter(number__lt=before) if before else found
    return list(found[: clauses.SHOWN + 1])


def clause_version(actor: Actor, authority: UUID, clause_id: UUID, number: int) -> ClauseVersion:
    """One of them, or `NotThere`."""
    clause(actor, authority, clause_id)
    found = ClauseVersion.objects.filter(clause=clause_id, number=number).first()
    if found is None:
        raise NotThere(f"{clause_id} {number}")
    return found


def clauses_for(authority: UUID, kind: str, language: str) -> list[Choice]:
    """The clauses offered in a letter of *kind* in *language*: an own one that replaces one of the program's stands in its place.

    The texts are in *language*, names in that of the page: own names as they were written.
    """
    own = list(Clause.objects.filter(authority=authority).order_by("name", "id"))
    replaced = {one.replaces for one in own if one.replaces}
    found = [
        Choice(code, gettext(one.name), gettext(one.article), one.text)
        for code, one in clauses.SHIPPED.items()
        if language in LANGUAGES and code not in replaced and clauses.offered(one.kinds, kind)
    ]
    found += [
        Choice(str(one.pk), one.name, one.article, one.texts[language], one.version)
        for one in own
        if one.offered and language in one.texts and clauses.offered(one.kinds, kind)
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.key))


def clause_texts(authority: UUID) -> list[tuple[str, tuple[str, ...], dict[str, str]]]:
    """Key, kinds and texts by language of every clause that may be chosen: an own one by what it replaces, or else by its name."""
    own = list(Clause.objects.filter(authority=authority).order_by("name", "id"))
    found = [(one.replaces or one.name, tuple(one.kinds), dict(one.texts)) for one in own if one.offered]
    for code, shipped_one in clauses.SHIPPED.items():
        if all(one.replaces != code for one in own):
            found.append(
                (
                    code,
                    tuple(shipped_one.kinds),
                    {language: _shipped(shipped_one.text, language) for language in LANGUAGES},
                )
            )
    return found


def _shipped(text: str, language: str) -> str:
    with translation.override(language):
        return gettext(text)


def clause_for(authority: UUID, kind: str, language: str, key: str) -> Choice | None:
    """One of them by its key."""
    return next((one for one in clauses_for(authority, kind, language) if one.key == key), None)


def words_given(found: Letterhead | None, language: str) -> dict[str, Any]:
    """What stands in a letterhead in one language, for its form."""
    given = found.words.get(language, {}) if found else {}
    return {key: given.get(key, "") for key in letterhead.ALL}
