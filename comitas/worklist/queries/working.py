"""What needs an actor, computed from the cases as they are now: nothing is stored that could grow old.

"Mine" are the open cases of which the actor is the officer; for a head or a registrar also those that nobody has yet, in
their authorities. All of it only as far as the actor may read.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Min, Q, QuerySet

from comitas.accounts import access
from comitas.accounts.rules.roles import CONTENT, HEAD, REGISTRAR
from comitas.cases.models import Case, Part
from comitas.core.actor import Actor
from comitas.worklist.queries.sources import BY_CODE
from comitas.worklist.queries.statement import first_facts
from comitas.worklist.queries.timetables import timetables
from comitas.worklist.rules import tasks, timetable
from comitas.worklist.rules.calendars import Calendar
from comitas.worklist.rules.clock import first_to_last

RESPONSIBLE = (HEAD, REGISTRAR)
"""Roles whose holders answer for a case that has no officer yet."""
MOST = 200
"""Things at once: more than anybody does in a week; what comes after them is counted."""
WITH_OTHERS = ("with-authority", "before-court", "information-requested")
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Worklist:
    """The things that come first, in their order; `total` counts also those that are left out, beyond `MOST`.

    `calendar`: the one by which the actor's own week is cut, that of an authority of theirs.
    """

    tasks: list[tasks.Task]
    total: int
    calendar: Calendar = field(default_factory=Calendar, compare=False)

    @property
    def left_out(self) -> int:
        return self.total - len(self.tasks)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Parts in one of the states `WITH_OTHERS`: how many, and since when the oldest has stood there."""

    state: str
    count: int
    since: date


@dataclass(frozen=True, slots=True)
class Load:
    """Cases of one officer: open now; of these received more than a year ago; received in this month, closed or not."""

    open: int
    over_a_year: int
    new: int


def worklist(actor: Actor, most: int = MOST) -> Worklist:
    """The dated things of the actor's cases, liberty first, then by date. Three queries, however many cases."""
    facts, total = first_facts(_mine(actor), most)
    known = timetables()
    found = [
        tasks.task(fact, known.get(fact.authority, timetable.PLAIN), BY_CODE[fact.code].why.get(fact.code))
        for fact in facts
    ]
    own = next((known[one] for one in access.authorities_with(actor, CONTENT) if one in known), timetable.PLAIN)
    return Worklist(sorted(found, key=first_to_last), total, own.calendar)


def waiting_for_others(actor: Actor) -> list[Waiting]:
    """Parts of the actor's own cases that lie with others, by state."""
    parts = Part.objects.filter(
        case__officer=actor.id or 0, case__closed_on=None, case__compartment__in=access.readable(actor), state__in=WITH_OTHERS
    )  # fmt: skip
    counted = {
        state: Waiting(state, count, since)
        for state, count, since in parts.values_list("state").annotate(count=Count("id"), since=Min("state_since"))
    }
    return [counted[state] for state in WITH_OTHERS if state in counted]


def load(actor: Actor, today: date) -> Load:
    """How many cases the actor has as their officer."""
    still = Q(closed_on=None)
    counted = _own(actor).aggregate(
        open=Count("id", filter=still),
        old=Count("id", filter=still & Q(received_on__lt=today - YEAR)),
        new=Count("id", filter=Q(received_on__gte=today.replace(day=1))),
    )
    return Load(counted["open"], counted["old"], counted["new"])


def _own(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(officer=actor.id or 0, compartment__in=access.readable(actor))


def _mine(actor: Actor) -> QuerySet[Case]:
    """Open cases whose dates are the actor's to keep."""
    all_of = access.authorities_with(actor, RESPONSIBLE)
    nobodys = Q(officer=None, authority__in=all_of) if all_of else Q()
    kept = Q(officer=actor.id or 0) | nobodys
    return Case.objects.filter(kept, closed_on=None, compartment__in=access.readable(actor))
