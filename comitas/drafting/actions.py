"""Writing letters: draft, edit, submit, approve, return, record as sent. Lock order: case, letter.

A letter is printed while its row is locked, so that the PDF is the very text that was approved.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import actions as cases
from comitas.cases import queries as files
from comitas.cases.models import Case, Part
from comitas.cases.rules.steps import StepRefused
from comitas.cases.rules.words import say
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.documents import actions as documents
from comitas.documents import queries as kept
from comitas.drafting import queries
from comitas.drafting.models import LONGEST_BODY, Enclosure, Letter
from comitas.drafting.queries import Asked
from comitas.drafting.rules import life, numbers, sending
from comitas.drafting.rules.kinds import KINDS, LANGUAGES
from comitas.drafting.rules.sheets import Sheet
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
DROPPED = kinds.declare("letter.dropped", N_("The draft of letter {number} was dropped."))

MOST_LETTERS = 500
"""Letters of one case: the largest files known hold some two hundred."""
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


@dataclass(frozen=True, slots=True)
class Text:
    """What an officer may change in a draft."""

    to_name: str
    to_address: str
    subject: str
    body: str
    enclosures: str = ""
    still_open: str = ""
    answer_by: date | None = None


@transaction.atomic
def draft(*, by: Actor, at: datetime, case: UUID, asked: Asked, once: UUID | None = None) -> Letter:
    """A new letter, filled from the case. The same `once` again gives back the letter that is already there."""
    found = files.case(by, case)
    access.require(by, "letter:draft", found.compartment_id)
    _lock_case(case)
    if once and (there := queries.letters(by).filter(pk=once, case=case).first()):
        return there
    parts = _asked_parts(by, found, asked)
    filled = queries.filled(by, case, asked)
    made = Letter(
        case=found, compartment_id=found.compartment_id, serial=_next(case), kind=asked.kind, language=asked.language
    )
    made.pk = once or made.pk
    made.to_authority, made.drafted_by_id, made.drafted_at = filled.to_authority, by.id, at
    made.to_name, made.to_address, made.subject, made.body = (
        filled.to_name,
        filled.to_address,
        filled.subject,
        filled.body[:LONGEST_BODY],
    )
    made.save(force_insert=True)
    made.parts.set(parts)
    told: dict[str, object] = {
        "kind": made.kind,
        "language": made.language,
        "parts": sorted(part.number for part in parts),
    }
    _record(DRAFTED, made, by, at, told, {"to": made.to_name})
    return made


@transaction.atomic
def edit(
    *, by: Actor, at: datetime, letter: UUID, version: int, text: Text, enclosed: Collection[UUID] | None = None
) -> None:
    """Change a draft. `version` is the one that the officer saw; `Conflict` when a colleague was first.

    `enclosed` are the documents of the case that go with it; None leaves them as they are.
    """
    found = _moving(by, "edit", letter, version)
    after = {field.name: getattr(text, field.name) for field in fields(text)}
    after = {name: _cleaned(value) for name, value in after.items()}
    _check_lengths(after)
    changed = sorted(name for name, value in after.items() if getattr(found, name) != value)
    if enclosed is not None and _enclose(found, by, set(enclosed)):
        changed.append("enclosed")
    if not changed:
        return
    _write(found, **after)
    _record(EDITED, found, by, at, {"fields": changed})


def _enclose(found: Letter, by: Actor, wanted: set[UUID]) -> bool:
    """Choose the documents that go with a letter; whether anything changed."""
    before = set(found.enclosed.values_list("placement", flat=True))
    if wanted == before:
        return False
    there = set(kept.placements(by, found.compartment_id).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted != there or len(wanted) > queries.MOST_ENCLOSED:
        raise Invalid({"enclosed": _("Choose among the documents of this case.")})
    found.enclosed.exclude(placement__in=wanted).delete()
    Enclosure.objects.bulk_create([Enclosure(letter=found, placement_id=one) for one in sorted(wanted - before)])
    return True


@transaction.atomic
def submit(*, by: Actor, at: datetime, letter: UUID, version: int) -> None:
    """Hand a draft to the head. `Invalid` names what it still lacks."""
    found = _moving(by, "submit", letter, version)
    _refuse_unfinished(found)
    _write(found, state=life.SUBMITTED, submitted_at=at, note="")
    _record(SUBMITTED, found, by, at)


@transaction.atomic
def approve(
    *,
    by: Actor,
    at: datetime,
    letter: UUID,
    version: int,
    because: str = "",
    printer: Callable[[Sheet], bytes] = queries.printed,
) -> Letter:
    """Approve a letter: it is printed, and the PDF becomes a document of the case. Approving one's own draft is marked.

    `because`: the head's reasons why a document goes with it although its handling code or a limit of use forbids that.
    """
    found = _moving(by, "approve", letter, version)
    _refuse_unfinished(found)
    _pass_enclosures(found, by, at, because)
    pdf = printer(queries.sheet(by, letter, at=at, signed_by=by.name))
    name, compartment = numbers.file_name(found.number), found.compartment_id
    placed = documents.keep_file(by=by, at=at, name=name, data=pdf, compartment=compartment, case=found.case_id)
    own = by.id == found.drafted_by_id
    _write(found, state=life.APPROVED, approved_by_id=by.id, approved_at=at, self_approved=own, pdf=placed)
    _record(APPROVED, found, by, at, {"document": str(placed.document_id), "self_approved": own})
    return found


@transaction.atomic
def send_back(*, by: Actor, at: datetime, letter: UUID, version: int, note: str) -> None:
    """Return a letter for correction, with a note to its drafter. What was approved before stays a document of the case."""
    found = _moving(by, "return", letter, version)
    if not note.strip():
        raise Invalid({"note": _("Write what is to be corrected.")})
    _check_lengths({"note": note})
    _write(
        found,
        state=life.DRAFT,
        note=note.strip(),
        approved_by_id=None,
        approved_at=None,
        self_approved=False,
        pdf=None,
        submitted_at=None,
    )
    found.enclosed.update(passed=[], because="")
    _record(RETURNED, found, by, at, personal={"note": note.strip()})


@transaction.atomic
def drop(*, by: Actor, at: datetime, letter: UUID, version: int) -> None:
    """Give up a draft. Its number is not used again."""
    found = _moving(by, "drop", letter, version)
    _write(found, state=life.DROPPED)
    _record(DROPPED, found, by, at)


@transaction.atomic
def record_sent(
    *,
    by: Actor,
    at: datetime,
    letter: UUID,
    version: int,
    on: date,
    channel: str,
    passed: Mapping[str, str] | None = None,
    because: str = "",
) -> Letter:
    """An approved letter has left on *on* by *channel*: the step of each of its parts is taken, the other State was told.

    `Invalid` where a part cannot take its step; then nothing changed. `passed`: reasons of the head for a gate, by its rule.
    `because`: as for `approve`, where a document was marked since.
    """
    found = _moving(by, "send", letter, version)
    _refuse_bad_sending(found, at, on, channel)
    _pass_enclosures(found, by, at, because)
    _write(found, state=life.SENT, sent_on=on, channel=channel, sent_by_id=by.id)
    _take_steps(found, by, at, on, passed or {})
    if KINDS[found.kind].to == "requesting":
        acknowledges = found.kind == "acknowledgement"
        cases.note_told(by=by, at=at, case=found.case_id, on=on, channel=channel, acknowledges=acknowledges)
    _record(SENT, found, by, at, {"date": on.isoformat(), "channel": channel, "kind": found.kind})
    return found


def _pass_enclosures(found: Letter, by: Actor, at: datetime, because: str) -> None:
    """UNCAC 46(19) and the provider's handling codes: what they forbid to send stays here, unless the head writes why not."""
    barred = [one for one in queries.enclosed(by, found) if one.bars]
    if not barred:
        return
    if not because.strip() or not access.may(by, "letter:approve", found.case.authority_id):
        raise Invalid({"because": " ".join(_barred(one) for one in barred)})
    _check_lengths({"because": because})
    for one in barred:
        rules = [bar.rule for bar in one.bars]
        row = found.enclosed.select_for_update().get(placement=one.placement)
        found.enclosed.filter(pk=row.pk).update(passed=[*row.passed, *rules], because=because.strip())
        told: dict[str, object] = {"document": str(one.document), "rules": ", ".join(bar.article for bar in one.bars)}
        _record(PASSED, found, by, at, told, {"reason": because.strip()})


def _barred(one: queries.Enclosed) -> str:
    """annex.pdf, H2: The provider does not allow it to be passed on."""
    why = " ".join(f"{bar.article}: {say(bar.sentence, gettext, ngettext)}" for bar in one.bars)
    return _("%(name)s may not go with this letter. %(why)s The head may write why it goes all the same.") % {
        "name": one.name,
        "why": why,
    }


def _take_steps(found: Letter, by: Actor, at: datetime, on: date, passed: Mapping[str, str]) -> None:
    step = KINDS[found.kind].step
    if not step:
        return
    data = sending.data(_sent(found, on))
    for part in found.parts.order_by("number"):
        try:
            cases.take_step(
                by=by, at=at, part=part.pk, step=step, data=data, version=part.version, passed=passed, door="drafting"
            )
        except StepRefused as refused:
            raise Invalid({"part": _refused(part, refused)}) from refused


def _refused(part: Part, refused: StepRefused) -> str:
    """Why part 2 cannot take its step, in the reader's language."""
    said = say(refused.sentence, gettext, ngettext, lambda day: queries.in_words(day, get_language() or "en"))
    return _("Part %(number)s: %(why)s") % {"number": part.number, "why": said}


def _sent(found: Letter, on: date) -> sending.Sent:
    return sending.Sent(
        found.kind, on, found.channel, str(found.to_authority_id or ""), found.body, found.still_open, found.answer_by
    )


def _moving(by: Actor, move: str, letter: UUID, version: int) -> Letter:
    """The letter, locked after its case, when *by* may make the move now and saw it as it is."""
    seen, wanted = queries.letter(by, letter), life.MOVES[move]
    access.require(by, wanted.permission, seen.compartment_id)
    _lock_case(seen.case_id)
    Letter.objects.select_for_update().get(pk=letter)
    found = queries.letter(by, letter)
    if found.state not in wanted.sources:
        raise Conflict(_(wanted.otherwise))
    if found.version != version:
        raise Conflict(_("A colleague changed this letter meanwhile. What you typed is below; compare and save again."))
    return found


def _lock_case(case: UUID) -> None:
    Case.objects.select_for_update(of=("self",)).get(pk=case)


def _asked_parts(by: Actor, case: Case, asked: Asked) -> list[Part]:
    kind, problems = KINDS.get(asked.kind), {}
    if kind is None:
        problems["kind"] = _("Choose the kind of letter.")
    if asked.language not in LANGUAGES:
        problems["language"] = _("Choose the language of the letter.")
    if asked.to_authority and not Authority.objects.filter(pk=asked.to_authority).exists():
        problems["to_authority"] = _("Choose the authority that executes these parts.")
    parts = [part for part in files.whole(by, case.pk).parts if part.pk in asked.parts]
    if len(parts) != len(set(asked.parts)):
        problems["parts"] = _("Choose among the parts of this case.")
    elif kind and kind.about_parts and not parts:
        problems["parts"] = _("Choose the parts that the letter is about.")
    if problems:
        raise Invalid(problems)
    return parts if kind and kind.about_parts else []


def _next(case: UUID) -> int:
    last = Letter.objects.filter(case=case).aggregate(last=Max("serial"))["last"] or 0
    if last >= MOST_LETTERS:
        raise Invalid({"kind": _("This case has as many letters as a case can have.")})
    return last + 1


def _refuse_unfinished(found: Letter) -> None:
    wanting = queries.wanting(found)
    if wanting:
        raise Invalid({name: _(sentence) for name, sentence in wanting.items()})


def _refuse_bad_sending(found: Letter, at: datetime, on: date, channel: str) -> None:
    zone = found.case.authority.time_zone
    problem = sending.problem(on, clock.local_date(found.approved_at or at, zone), clock.local_date(at, zone), channel)
    if problem:
        field, sentence = problem
        raise Invalid({field: _(sentence)})


def _cleaned(value: str | date | None) -> str | date | None:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _check_lengths(given: Mapping[str, object]) -> None:
    long = {
        name: LONGEST[name] for name, value in given.items() if isinstance(value, str) and len(value) > LONGEST[name]
    }
    if long:
        raise Invalid(
            {name: _("Write at most %(limit)s characters here.") % {"limit": limit} for name, limit in long.items()}
        )


def _write(found: Letter, **values: object) -> None:
    Letter.objects.filter(pk=found.pk).update(**values, version=F("version") + 1)
    for name, value in values.items():
        setattr(found, name, value)
    found.version += 1


def _record(
    kind: Kind,
    found: Letter,
    by: Actor,
    at: datetime,
    payload: dict[str, object] | None = None,
    personal: dict[str, object] | None = None,
) -> None:
    told = {"letter": str(found.pk), "number": found.number} | (payload or {})
    ledger.record(
        kind, by=by, at=at, payload=told, personal=personal, compartment=found.compartment_id, case=found.case_id
    )
