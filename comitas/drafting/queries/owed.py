"""Letters that a case owes to the State that asked: a refusal or a forwarding of which it was not told yet."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.cases.models import Part
from comitas.cases.rules.facts import effective
from comitas.core.actor import Actor
from comitas.drafting.models import Letter
from comitas.drafting.queries.letters import letters
from comitas.drafting.rules import life, owing

ENDED_SO = ("refused", "refused-by-court", "prosecution-due", "lapsed")
"""States of parts that a letter may be owed for."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A letter that is owed: its kind, and the parts it must be about."""

    kind: str
    parts: tuple[Part, ...]


def owed(actor: Actor, case: UUID) -> tuple[Owed, ...]:
    """The letters that a case owes, as far as *actor* may know; none for a case not readable. One query where nothing ended so."""
    readable = Part.objects.filter(case=case, case__compartment__in=access.readable(actor), state__in=ENDED_SO)
    parts = {part.number: part for part in readable.prefetch_related("steps")}
    if not parts:
        return ()
    happened = [one for part in parts.values() if (one := _happened(part))]
    kinds = set(owing.OWED_AFTER.values())
    sent = letters(actor).filter(case=case, kind__in=kinds, state=life.SENT).prefetch_related("parts")
    found = owing.owing(happened, [_told(letter) for letter in sent])
    return tuple(Owed(kind, tuple(parts[number] for number in numbers)) for kind, numbers in found.items())


def _happened(part: Part) -> owing.Happened | None:
    """The step that ended *part*."""
    at = {str(step.pk): step.at for step in part.steps.all()}
    history = [
        taken
        for taken in effective(cases.facts_of(part, part.state_since or date.min).history)
        if taken.after == part.state
    ]
    moved = [taken for taken in history if taken.before != taken.after]
    return owing.Happened(part.number, moved[-1].step, at[moved[-1].key]) if moved else None


def _told(letter: Letter) -> owing.Told:
    return owing.Told(letter.kind, frozenset(part.number for part in letter.parts.all()), letter.drafted_at)
