"""Remedies against court decisions that no step of the part recorded: they hold its evidence as those of the steps do."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.cases import queries
from comitas.cases.actions import lines, locking
from comitas.cases.actions.parts import number_of
from comitas.cases.models import Part
from comitas.cases.rules import remedies
from comitas.cases.rules.facts import Remedy
from comitas.core.actor import Actor


@transaction.atomic
def note_remedy(*, by: Actor, at: datetime, part: UUID, decision: UUID, remedy: Remedy | None) -> None:
    """How the remedy against *decision* stands; None: it has none of its own any more. Nothing is told where nothing changes.

    The part's version stays: no officer's form grows old by it, and the gate is asked when the step is taken.
    """
    found = locking.locked(by, "case:work", queries.part(by, part).case_id)
    row = Part.objects.select_for_update().get(pk=part)
    row.case = found
    after = remedies.with_remedy(row.remedies, str(decision), remedy)
    if after == row.remedies:
        return
    Part.objects.filter(pk=part).update(remedies=after)
    day = queries.today_of(found, at)
    holds = any(remedies.from_kept(kept).holds(day) for kept in after)
    payload: dict[str, object] = {"number": number_of(row), "decision": str(decision), "holds": holds}
    lines.record(lines.REMEDY_NOTED, by=by, at=at, case=found, part=row, payload=payload)
