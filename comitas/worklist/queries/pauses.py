"""The pauses of parts, for limits that can be paused."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from comitas.cases.models import StepTaken
from comitas.cases.rules.facts import Taken
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.pauses import Stretch, stretches
from comitas.worklist.rules.tasks import Fact


def pauses_of(facts: Iterable[Fact]) -> dict[tuple[UUID, str], tuple[Stretch, ...]]:
    """By part and limit. One query, none where no fact can be paused; whoever calls may read the parts."""
    asked = list(facts)
    if not asked:
        return {}
    history, days = defaultdict(list), {}
    steps = StepTaken.objects.filter(part__in={fact.thing for fact in asked}).order_by("part", "serial")
    for key, part, step, before, after, corrects, on in steps.values_list(
        "pk", "part", "step", "state_before", "state_after", "corrects", "on"
    ):
        history[part].append(Taken(str(key), step, before, after, str(corrects or "")))
        days[str(key)] = on
    return {(fact.thing, fact.code): stretches(history[fact.thing], days, LIMITS[fact.code].pause) for fact in asked}
