"""Writing a letter: draft, edit, submit, drop."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import queries as files
from comitas.cases.models import Case, Part
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.directory.models import Authority
from comitas.documents import queries as kept
from comitas.drafting import queries
from comitas.drafting.actions import changing, word
from comitas.drafting.models import LONGEST_BODY, Enclosure, Letter
from comitas.drafting.queries import Asked
from comitas.drafting.rules import life
from comitas.drafting.rules.kinds import KINDS, Kind
from comitas.drafting.rules.lacking import unfit
from comitas.drafting.rules.word import BEHIND

MOST_LETTERS = 500
"""Letters of one case: the largest files known hold some two hundred."""


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
    expected_on: date | None = None


@transaction.atomic
def draft(*, by: Actor, at: datetime, case: UUID, asked: Asked, once: UUID | None = None) -> Letter:
    """A new letter, filled from the case. The same `once` again gives back the letter that is already there."""
    found = files.case(by, case)
    access.require(by, "letter:draft", found.compartment_id)
    changing.lock_case(case)
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
    if filled.word and queries.office_there():
        word.keep(made, by, at, *queries.on_word(by, made.pk, at=at))
    told: dict[str, object] = {
        "kind": made.kind,
        "language": made.language,
        "parts": sorted(part.number for part in parts),
    }
    changing.record(changing.DRAFTED, made, by, at, told, {"to": made.to_name})
    return made


@transaction.atomic
def edit(
    *, by: Actor, at: datetime, letter: UUID, version: int, text: Text, enclosed: Collection[UUID] | None = None
) -> None:
    """Change a draft. `version` is the one that the officer saw; `Conflict` when a colleague was first.

    `enclosed` are the documents of the case that go with it; None leaves them as they are. A Word file follows.
    """
    found = changing.moving(by, "edit", letter, version)
    after = {field.name: getattr(text, field.name) for field in fields(text)}
    after = {name: _cleaned(value) for name, value in after.items()}
    changing.check_lengths(after)
    changed = sorted(name for name, value in after.items() if getattr(found, name) != value)
    if enclosed is not None and _enclose(found, by, set(enclosed)):
        changed.append("enclosed")
    if not changed:
        return
    changing.write(found, **after)
    word.follow(found, by, at)
    changing.record(changing.EDITED, found, by, at, {"fields": changed})


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
    found = changing.moving(by, "submit", letter, version)
    changing.refuse_unfinished(found, by, at)
    if found.word_id and queries.word_behind(by, letter):
        raise Invalid({"file": _(BEHIND)})
    changing.write(found, state=life.SUBMITTED, submitted_at=at, note="")
    changing.record(changing.SUBMITTED, found, by, at)


@transaction.atomic
def drop(*, by: Actor, at: datetime, letter: UUID, version: int) -> None:
    """Give up a draft. Its number is not used again."""
    found = changing.moving(by, "drop", letter, version)
    changing.write(found, state=life.DROPPED)
    changing.record(changing.DROPPED, found, by, at)


def _asked_parts(by: Actor, case: Case, asked: Asked) -> list[Part]:
    kind, problems = KINDS.get(asked.kind), {}
    if kind is None or not kind.of(case.side):
        problems["kind"] = _("Choose the kind of letter.")
    if kind and queries.text_of(case.authority_id, kind.code, asked.language) is None:
        problems["language"] = _("Your authority has no wording of this letter in this language. Choose another.")
    if asked.to_authority and not Authority.objects.filter(pk=asked.to_authority).exists():
        problems["to_authority"] = _("Choose the authority that executes these parts.")
    parts = [part for part in files.whole(by, case.pk).parts if part.pk in asked.parts]
    if len(parts) != len(set(asked.parts)):
        problems["parts"] = _("Choose among the parts of this case.")
    elif kind and kind.about_parts:
        problems |= _wrong_parts(kind, parts, asked.to_authority)
    if problems:
        raise Invalid(problems)
    return parts if kind and kind.about_parts else []


def _wrong_parts(kind: Kind, parts: list[Part], to: UUID | None) -> dict[str, str]:
    """Why a letter of *kind* cannot be about these parts, or cannot go to *to* about them."""
    if not parts:
        return {"parts": _("Choose the parts that the letter is about.")}
    wrong = next((sentence for part in parts if (sentence := unfit(kind, queries.about_of(part)))), None)
    if wrong is not None:
        return {"parts": changing.told(wrong)}
    if kind.code == "chaser" and {to} - {None} | {part.executing_id for part in parts} != {parts[0].executing_id}:
        return {"parts": _("These parts are not all with the same authority. Write to each about its own.")}
    return {}


def _next(case: UUID) -> int:
    last = Letter.objects.filter(case=case).aggregate(last=Max("serial"))["last"] or 0
    if last >= MOST_LETTERS:
        raise Invalid({"kind": _("This case has as many letters as a case can have.")})
    return last + 1


def _cleaned(value: str | date | None) -> str | date | None:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
