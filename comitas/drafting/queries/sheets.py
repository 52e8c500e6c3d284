"""A letter as it will be printed."""

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from comitas.cases import queries as cases
from comitas.cases.queries import Whole
from comitas.cases.rules.numbers import case_number
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict
from comitas.directory import queries as directory
from comitas.directory.models import Authority
from comitas.documents import queries as documents
from comitas.drafting.models import Letter
from comitas.drafting.queries import boxed, stationery
from comitas.drafting.queries.boxed import Written
from comitas.drafting.queries.enclosures import enclosed
from comitas.drafting.queries.facts import facts
from comitas.drafting.queries.letters import letter
from comitas.drafting.queries.printing import Printer, printed
from comitas.drafting.queries.stationery import Paper
from comitas.drafting.queries.wording import in_words, references, told
from comitas.drafting.rules import life, word
from comitas.drafting.rules.conditions import conditions, grounds
from comitas.drafting.rules.kinds import ABROAD, KINDS, LANGUAGES, Kind
from comitas.drafting.rules.languages import right_to_left
from comitas.drafting.rules.letterhead import LAW
from comitas.drafting.rules.sheets import Sheet, paragraphs, unsaid


def sheet(actor: Actor, letter_id: UUID, *, at: datetime, signed_by: str = "", by_hand: bool = False) -> Sheet:
    """The letter as printed on the day of *at*. Every page says that it is a draft, but for who `signed_by` or signs `by_hand`."""
    found, whole = _letter(actor, letter_id)
    with translation.override(found.language):
        return _sheet(actor, found, whole, _day(whole, found, at), signed_by, by_hand)


def paper(actor: Actor, letter_id: UUID, *, at: datetime, by_hand: bool = False) -> bytes:
    """The PDF: the one that was approved, or else the draft as it stands now; `by_hand`: one that waits, to be signed on paper."""
    found = letter(actor, letter_id)
    if found.pdf_id:
        return b"".join(documents.original(actor, found.pdf_id))
    return as_printed(actor, letter_id, at=at, by_hand=by_hand and found.state == life.SUBMITTED)


def as_printed(
    actor: Actor,
    letter_id: UUID,
    *,
    at: datetime,
    signed_by: str = "",
    by_hand: bool = False,
    printer: Printer = printed,
) -> bytes:
    """The letter as it would be printed now: its sheet, or its Word file with the day and the name written in."""
    found, whole = _letter(actor, letter_id)
    if found.word_id is None:
        return printer(sheet(actor, letter_id, at=at, signed_by=signed_by, by_hand=by_hand))
    with translation.override(found.language):
        banner = (
            "" if signed_by or by_hand else stationery.paper_of(whole.case.authority_id, found.language).word("draft")
        )
        marks = {word.DAY: _day(whole, found, at), word.SIGNED_BY: signed_by}
    return boxed.word_pdf(b"".join(documents.held(actor, found.word_id)), marks, banner)


def on_word(actor: Actor, letter_id: UUID, *, at: datetime) -> tuple[Written, word.Filling]:
    """The letter written on the Word template in force, or the program's plain one. Raises `NotTaken`."""
    found, whole = _letter(actor, letter_id)
    own = stationery.text_of(whole.case.authority_id, found.kind, found.language)
    number = own.number if own and own.word else 0
    return _on_word(_facts(actor, found, whole), found, number, own.word if own else b"")


def word_carried(actor: Actor, letter_id: UUID) -> tuple[Written, word.Filling]:
    """The Word file with what changed of the letter since it was filled; what was written in Word stays. Raises `NotTaken`.

    It is filled anew beside on the very template of then, and what reads otherwise now is put into the file.
    """
    found, whole = _letter(actor, letter_id)
    before = word.Filling.restored(found.word_filled)
    if before is None:
        raise Conflict(_("It is not known what this Word file was filled with. Fill it anew, or change it in Word."))
    fresh, filling = _on_word(
        _facts(actor, found, whole), found, before.template, _template(found, whole, before.template)
    )
    made = boxed.word_carried(word_of(actor, found), fresh.data, list(before.body), list(before.edges))
    return made, replace(filling, left=tuple(dict.fromkeys((*before.left, *made.left))))


def word_behind(actor: Actor, letter_id: UUID) -> bool:
    """Whether the letter's facts are others than those that its Word file was filled with."""
    found, whole = _letter(actor, letter_id)
    before = word.Filling.restored(found.word_filled)
    return found.word_id is not None and before is not None and before.seal != _seal(_facts(actor, found, whole))


def _facts(actor: Actor, found: Letter, whole: Whole) -> dict[str, Any]:
    """Everything that a Word template may show; `direction` and `emblem` are for the program's own."""
    with translation.override(found.language):
        made = _sheet(actor, found, whole, word.DAY, word.SIGNED_BY, by_hand=False)
        about = {part.pk for part in found.parts.all()}
        parts = [part for part in whole.parts if part.pk in about]
        known = facts(actor, whole, KINDS[found.kind], parts, found.language) | of_sheet(made)
    return known | {"direction": made.direction, "emblem": made.emblem.hex()}


def _on_word(known: dict[str, Any], found: Letter, number: int, template: bytes) -> tuple[Written, word.Filling]:
    shown = {name: value for name, value in known.items() if name not in ("direction", "emblem")}
    template = template or boxed.word_starter(known["direction"], bytes.fromhex(known["emblem"]))
    made = boxed.word_filled(template, found.kind, shown)
    return made, word.Filling(_seal(known), number, made.body, made.edges)


def _template(found: Letter, whole: Whole, number: int) -> bytes:
    return stationery.template_of(whole.case.authority_id, found.kind, found.language, number) if number else b""


def _seal(known: dict[str, Any]) -> str:
    """Of what the file shows; not of the emblem, which stays with the file."""
    told = {name: value for name, value in known.items() if name != "emblem"}
    return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def word_of(actor: Actor, found: Letter) -> bytes:
    """The Word file of a letter that *actor* has fetched; `Conflict` where it is not written in Word."""
    if found.word_id is None:
        raise Conflict(_("This letter is not written in Word."))
    return b"".join(documents.held(actor, found.word_id))


def of_sheet(made: Sheet) -> dict[str, Any]:
    """The placeholders that only a Word template has (`rules.placeholders.SHEET`)."""
    return {
        "head": list(made.letterhead),
        "foot": list(made.foot),
        "date": made.day,
        "to": list(made.to),
        "lines": [{"label": label, "value": value} for label, value in made.references],
        "subject": made.subject,
        "salutation": made.salutation,
        "paragraphs": list(made.paragraphs),
        "conditions": list(made.conditions),
        "closing": made.closing,
        "signature": "\n".join(made.signature),
        "signed_by": made.signed_by,
        "enclosures": list(made.enclosures),
        "mark": made.words["confidential"] if made.confidential else "",
    }


def unsaid_in_word(actor: Actor, found: Letter, at: datetime) -> tuple[str, ...]:
    """What a letter written in Word must say and does not: to whom, limits of use, the dates of its form."""
    made = sheet(actor, found.pk, at=at)
    dates = tuple(in_words(day, found.language) for day in (found.answer_by, found.expected_on) if day)
    return unsaid((*made.to[:1], *made.conditions, *dates), found.word_text)


def _letter(actor: Actor, letter_id: UUID) -> tuple[Letter, Whole]:
    found = letter(actor, letter_id)
    return found, cases.whole(actor, found.case_id)


def _day(whole: Whole, found: Letter, at: datetime) -> str:
    return in_words(clock.local_date(at, whole.case.authority.time_zone), found.language)


def _sheet(actor: Actor, found: Letter, whole: Whole, day: str, signed_by: str, by_hand: bool) -> Sheet:
    kind, ours = KINDS[found.kind], whole.case.authority
    name = directory.authority_names(actor, [ours], found.language)[ours.pk]
    paper = stationery.paper_of(ours.pk, found.language)
    name = paper.word("name") or name
    return Sheet(
        language=found.language,
        kind=gettext(kind.name),
        number="" if kind.bare else found.number,
        letterhead=head_of(paper, ours, name, found.language),
        day=place_and_day(paper, day),
        to=lines(found.to_name, found.to_address),
        references=() if kind.bare else _references(found, whole, kind, paper),
        subject=found.subject,
        salutation=paper.word("salutation"),
        paragraphs=paragraphs(found.body) + _dates(found, kind, paper),
        conditions=() if kind.bare else _conditions(found, whole, paper),
        closing=paper.word("abroad" if kind.closing == ABROAD else "here"),
        signed_by=signed_by,
        signed_for=name,
        signature=signature_of(paper, name),
        enclosures=(*(() if kind.bare else (one.line for one in enclosed(actor, found))), *lines(found.enclosures)),
        confidential=whole.case.confidential and not kind.bare,
        draft=not signed_by and not by_hand,
        emblem=paper.emblem,
        foot=lines(paper.word("foot")),
        direction="rtl" if right_to_left(found.language) else "ltr",
        words={key: paper.word(key) for key in ("draft", "confidential", "enclosures")},
    )


def head_of(paper: Paper, ours: Authority, name: str, language: str) -> tuple[str, ...]:
    """The lines at the head: State, name, address and how one is reached; as the authority wrote them, or by the directory."""
    reached = [f"{_('Telephone')} {ours.phone}" if ours.phone else "", ours.email]
    above = paper.word("above") or directory.state_name(ours.state, language)
    return (above, name, *(lines(paper.word("head")) or lines(ours.address, *reached)))


def signature_of(paper: Paper, name: str) -> tuple[str, ...]:
    """The lines over the signature."""
    return lines(paper.word("signature")) or (_("For the %(authority)s") % {"authority": name},)


def place_and_day(paper: Paper, day: str) -> str:
    """Norrhaven, 3 March 2026; the day alone where no place was written."""
    place = paper.word("place")
    return _("%(place)s, %(day)s") % {"place": place, "day": day} if place else day


def lines(*texts: str) -> tuple[str, ...]:
    """The lines of *texts* that say something."""
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())


def _references(found: Letter, whole: Whole, kind: Kind, paper: Paper) -> tuple[tuple[str, str], ...]:
    parts = sorted(part.number for part in found.parts.all())
    about = [case_number(whole.case.year, whole.case.serial, number) for number in parts] or [whole.case.number]
    theirs = references(whole, kind.at_home)
    label = paper.word("their_reference" if kind.at_home else "your_reference")
    return (
        (paper.word("our_number"), found.number),
        (paper.word("concerns"), ", ".join(about)),
        *(((label, ", ".join(theirs)),) if theirs else ()),
    )


def _dates(found: Letter, kind: Kind, paper: Paper) -> tuple[str, ...]:
    """The sentences that the dates of a letter add to its text."""
    names = ("expected_on", "answer_by")
    given = {name: in_words(getattr(found, name), found.language) for name in names if kind.takes(name)}
    return tuple(paper.word(name) % {"date": day} for name, day in given.items() if day)


def _conditions(found: Letter, whole: Whole, paper: Paper) -> tuple[str, ...]:
    """What the letter must say; in a language that the program has no words in, as the authority translated it."""
    codes = {basis["code"] for part in found.parts.all() for basis in part.bases}
    said = conditions(found.kind, grounds(codes, whole.case.confidential))
    translated = {} if found.language in LANGUAGES else {word.shipped: paper.word(key) for key, word in LAW.items()}
    return tuple(translated.get(sentence.text) or told(sentence) for sentence in said)
