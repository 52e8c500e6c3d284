"""A letter as it will be printed."""

from datetime import date, datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from comitas.cases import queries as cases
from comitas.cases.queries import Whole
from comitas.cases.rules.numbers import case_number
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.directory import queries as directory
from comitas.directory.models import Authority
from comitas.documents import queries as documents
from comitas.drafting.models import Letter
from comitas.drafting.queries.enclosures import enclosed
from comitas.drafting.queries.letters import letter
from comitas.drafting.queries.printing import printed
from comitas.drafting.queries.wording import in_words, references, told
from comitas.drafting.rules import life
from comitas.drafting.rules.conditions import conditions, grounds
from comitas.drafting.rules.kinds import KINDS, Kind
from comitas.drafting.rules.sheets import Sheet, paragraphs


def sheet(actor: Actor, letter_id: UUID, *, at: datetime, signed_by: str = "", by_hand: bool = False) -> Sheet:
    """The letter as printed on the day of *at*. Every page says that it is a draft, but for who `signed_by` or signs `by_hand`."""
    found = letter(actor, letter_id)
    whole = cases.whole(actor, found.case_id)
    with translation.override(found.language):
        return _sheet(actor, found, whole, clock.local_date(at, whole.case.authority.time_zone), signed_by, by_hand)


def paper(actor: Actor, letter_id: UUID, *, at: datetime, by_hand: bool = False) -> bytes:
    """The PDF: the one that was approved, or else the draft as it stands now; `by_hand`: one that waits, to be signed on paper."""
    found = letter(actor, letter_id)
    if found.pdf_id:
        return b"".join(documents.original(actor, found.pdf_id))
    return printed(sheet(actor, letter_id, at=at, by_hand=by_hand and found.state == life.SUBMITTED))


def _sheet(actor: Actor, found: Letter, whole: Whole, day: date, signed_by: str, by_hand: bool) -> Sheet:
    kind, ours = KINDS[found.kind], whole.case.authority
    name = directory.authority_names(actor, [ours], found.language)[ours.pk]
    return Sheet(
        language=found.language,
        kind=gettext(kind.name),
        number="" if kind.bare else found.number,
        letterhead=letterhead(ours, name, found.language),
        day=in_words(day, found.language),
        to=lines(found.to_name, found.to_address),
        references=() if kind.bare else _references(found, whole, kind),
        subject=found.subject,
        salutation=_("Sir or Madam,"),
        paragraphs=paragraphs(found.body) + _dates(found, kind),
        conditions=() if kind.bare else _conditions(found, whole),
        closing=gettext(kind.closing),
        signed_by=signed_by,
        signed_for=name,
        enclosures=(*(() if kind.bare else (one.line for one in enclosed(actor, found))), *lines(found.enclosures)),
        confidential=whole.case.confidential and not kind.bare,
        draft=not signed_by and not by_hand,
    )


def letterhead(ours: Authority, name: str, language: str) -> tuple[str, ...]:
    """Our State, our authority by *name*, address and how it is reached, line by line."""
    reached = [f"{_('Telephone')} {ours.phone}" if ours.phone else "", ours.email]
    return (
        directory.state_name(ours.state, language),
        name,
        *lines(ours.address),
        *(line for line in reached if line),
    )


def lines(*texts: str) -> tuple[str, ...]:
    """The lines of *texts* that say something."""
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())


def _references(found: Letter, whole: Whole, kind: Kind) -> tuple[tuple[str, str], ...]:
    parts = sorted(part.number for part in found.parts.all())
    about = [case_number(whole.case.year, whole.case.serial, number) for number in parts] or [whole.case.number]
    theirs = references(whole, kind.at_home)
    label = _("Their reference") if kind.at_home else _("Your reference")
    return (
        (_("Our number"), found.number),
        (_("Concerns"), ", ".join(about)),
        *(((label, ", ".join(theirs)),) if theirs else ()),
    )


def _dates(found: Letter, kind: Kind) -> tuple[str, ...]:
    """The sentences that the dates of a letter add to its text."""
    said = {
        "expected_on": _("We expect to be able to answer by %(date)s."),
        "answer_by": _("We ask for your answer by %(date)s."),
    }
    given = {name: in_words(getattr(found, name), found.language) for name in said if kind.takes(name)}
    return tuple(said[name] % {"date": day} for name, day in given.items() if day)


def _conditions(found: Letter, whole: Whole) -> tuple[str, ...]:
    codes = {basis["code"] for part in found.parts.all() for basis in part.bases}
    said = conditions(found.kind, grounds(codes, whole.case.confidential))
    return tuple(told(sentence) for sentence in said)
