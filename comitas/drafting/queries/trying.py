"""Trying a letterhead and a wording on a case that nobody has: what would come out, before anything is in force."""

from typing import Any
from uuid import UUID

from django.utils import translation

from comitas.cases import queries as cases
from comitas.core.actor import Actor
from comitas.directory import queries as directory
from comitas.directory.models import Authority
from comitas.drafting.queries import boxed
from comitas.drafting.queries.sheets import head_of, of_sheet, place_and_day, signature_of
from comitas.drafting.queries.stationery import Paper, Text, paper_of
from comitas.drafting.queries.wording import references
from comitas.drafting.rules import placeholders, wording
from comitas.drafting.rules.kinds import ABROAD, KINDS
from comitas.drafting.rules.languages import right_to_left
from comitas.drafting.rules.letterhead import LAW, WORDS
from comitas.drafting.rules.sheets import Sheet, paragraphs

SHOWN = ("concerns", "your_reference", "salutation", "abroad")
"""Words that stand in their place in `around`."""


def specimen(actor: Actor, authority: Authority, paper: Paper, language: str, kind: str, text: Text) -> Sheet:
    """A letter of *kind* about an invented case on *paper*, marked as a draft. The text must be without faults."""
    known = placeholders.invented(placeholders.known(kind))
    with translation.override(language):
        subject, body = (wording.tidied(wording.filled(one, known)) for one in (text.subject, text.body))
        name = paper.word("name") or directory.authority_names(actor, [authority], language)[authority.pk]
        own = {item.name: item.example for item in placeholders.SHEET}
        return Sheet(
            language=language,
            kind=kind,
            number=str(known.get("number", "")),
            letterhead=head_of(paper, authority, name, language),
            day=place_and_day(paper, str(placeholders.DAY)),
            to=("Prosecutor General of Borland", "1 Quay Street", "Port Selwyn"),
            references=_references(paper) if "number" in known else (),
            subject=" ".join(subject.split())[:300],
            salutation=paper.word("salutation"),
            paragraphs=paragraphs(body),
            conditions=tuple(paper.word(key) for key in LAW if key == "use") if KINDS[kind].gives else (),
            closing=paper.word("abroad" if KINDS[kind].closing == ABROAD else "here"),
            signed_by=str(own["signed_by"]),
            signed_for=name,
            signature=signature_of(paper, name),
            enclosures=(str(own["enclosures"]),),
            confidential=not KINDS[kind].bare,
            draft=True,
            emblem=paper.emblem,
            foot=tuple(line for line in paper.word("foot").splitlines() if line.strip()),
            direction="rtl" if right_to_left(language) else "ltr",
            words={key: paper.word(key) for key in ("draft", "confidential", "enclosures")},
        )


def around(actor: Actor, case: UUID, language: str) -> tuple[str, bytes]:
    """What stands around a letter about a case, line by line, and the emblem; `NotThere` for a case that is not readable."""
    whole = cases.whole(actor, case)
    ours, paper = whole.case.authority, paper_of(whole.case.authority_id, language)
    with translation.override(language):
        name = paper.word("name") or directory.authority_names(actor, [ours], language)[ours.pk]
        theirs = ", ".join(references(whole, at_home=False))
        texts = [
            *head_of(paper, ours, name, language), paper.word("place"), f"{paper.word('concerns')}: {whole.case.number}",
            f"{paper.word('your_reference')}: {theirs}" if theirs else "", paper.word("salutation"), paper.word("abroad"),
            *signature_of(paper, name), *(paper.word(key) for key in (*WORDS, *LAW, "supervision", "foot") if key not in SHOWN),
        ]  # fmt: skip
    return "\n".join(text for text in texts if text), paper.emblem


def tried(kind: str, template: bytes, made: Sheet) -> bytes:
    """The same letter on a Word template, as .docx. Raises `NotTaken`."""
    known: dict[str, Any] = placeholders.invented(placeholders.known(kind)) | of_sheet(made)
    return boxed.word_filled(template, kind, known).data


def _references(paper: Paper) -> tuple[tuple[str, str], ...]:
    return (
        (paper.word("our_number"), "2026/0001-L1"),
        (paper.word("concerns"), "2026/0001-1"),
        (paper.word("your_reference"), "PG/IC/0417/26"),
    )
