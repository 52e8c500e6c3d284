"""What every change of a letter goes through: locks (case, then letter), the move that is possible, lengths, the ledger."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import access as cases
from comitas.cases.models import Case
from comitas.cases.rules.words import Sentence, say
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.drafting import queries
from comitas.drafting.models import LONGEST_BODY, Letter
from comitas.drafting.rules import life
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds
from comitas.ledger.rules.kinds import Kind

DRAFTED = kinds.declare("letter.drafted", N_("Letter {number} was drafted: {kind}."))
EDITED = kinds.declare("letter.edited", N_("Letter {number} was changed: {fields}."))
SUBMITTED = kinds.declare("letter.submitted", N_("Letter {number} was submitted for approval."))
APPROVED = kinds.declare(
    "letter.approved", N_("Letter {number} was approved as document {document}; by its drafter: {self_approved}.")
)
RETURNED = kinds.declare("letter.returned", N_("Letter {number} was returned for correction."))
SENT = kinds.declare("letter.sent", N_("Letter {number} was sent on {date}."))
PASSED = kinds.declare(
    "letter.enclosure-passed",
    N_("Document {document} goes with letter {number} although {rules} forbids it: the head wrote why."),
)
SIGNED = kinds.declare(
    "letter.signed",
    N_(
        "Letter {number} was signed by hand on {date}; the scan is document {document}; it is the approval: {on_paper}."
    ),
)
DROPPED = kinds.declare("letter.dropped", N_("The draft of letter {number} was dropped."))

BY_THE_HEAD = (APPROVED, RETURNED, PASSED)
"""What only the head does with a letter, or who stands in for the head."""
LONGEST = {
    "to_name": 300,
    "to_address": 1_000,
    "subject": 300,
    "body": LONGEST_BODY,
    "enclosures": 4_000,
    "still_open": 4_000,
    "note": 4_000,
    "because": 4_000,
}


def moving(by: Actor, move: str, letter: UUID, version: int) -> Letter:
    """The letter, locked after its case, when *by* may make the move now and saw it as it is."""
    seen, wanted = queries.letter(by, letter), life.MOVES[move]
    access.require(by, wanted.permission, seen.compartment_id)
    lock_case(seen.case_id)
    Letter.objects.select_for_update().get(pk=letter)
    found = queries.letter(by, letter)
    if found.state not in wanted.sources:
        raise Conflict(_(wanted.otherwise))
    if found.version != version:
        raise Conflict(_("A colleague changed this letter meanwhile. What you typed is below; compare and save again."))
    return found


def lock_case(case: UUID) -> None:
    Case.objects.select_for_update(of=("self",)).get(pk=case)


def refuse_unfinished(found: Letter, by: Actor, at: datetime) -> None:
    """`Invalid` names what the letter still lacks; of one written in Word also what its file must say."""
    wanting = {name: told(sentence) for name, sentence in queries.wanting(found).items()}
    if found.word_id and (unsaid := queries.unsaid_in_word(by, found, at)):
        missing = _("This must stand in the Word file and does not: %(text)s") % {"text": unsaid[0]}
        wanting.setdefault("file", missing)
    if wanting:
        raise Invalid(wanting)


def told(sentence: Sentence) -> str:
    """A rule's sentence in the reader's language."""
    return say(sentence, gettext, ngettext, lambda day: queries.in_words(day, get_language() or "en"))


def check_lengths(given: Mapping[str, object]) -> None:
    long = {
        name: LONGEST[name] for name, value in given.items() if isinstance(value, str) and len(value) > LONGEST[name]
    }
    if long:
        raise Invalid(
            {name: _("Write at most %(limit)s characters here.") % {"limit": limit} for name, limit in long.items()}
        )


def write(found: Letter, **values: object) -> None:
    Letter.objects.filter(pk=found.pk).update(**values, version=F("version") + 1)
    for name, value in values.items():
        setattr(found, name, value)
    found.version += 1


def record(
    kind: Kind,
    found: Letter,
    by: Actor,
    at: datetime,
    payload: dict[str, object] | None = None,
    personal: dict[str, object] | None = None,
) -> None:
    told = {"letter": str(found.pk), "number": found.number} | (payload or {})
    by = cases.acting(by, found.case, "letter:approve" if kind in BY_THE_HEAD else "")
    ledger.record(
        kind, by=by, at=at, payload=told, personal=personal, compartment=found.compartment_id, case=found.case_id
    )
