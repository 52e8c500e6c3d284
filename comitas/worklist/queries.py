"""What needs an actor, computed from the cases as they are now: nothing is stored that could grow old.

"Mine" are the open cases of which the actor is the officer; for a head or a registrar also those that nobody has yet, in
their authorities. All of it only as far as the actor may read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Window

from comitas.accounts import access
from comitas.accounts.rules.roles import HEAD, REGISTRAR
from comitas.cases.models import Case, Part, Person
from comitas.cases.rules.states import OPEN
from comitas.core.actor import Actor
from comitas.worklist.rules import tasks
from comitas.worklist.rules.clock import Calendar, first_to_last

RESPONSIBLE = (HEAD, REGISTRAR)
"""Roles whose holders answer for a case that has no officer yet."""
MOST = 200
"""Things at once: more than anybody does in a week; what comes after them is counted."""
ORAL = "telephone"
WITH_OTHERS = ("with-authority", "before-court", "information-requested")
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Worklist:
    """The things that come first, in their order; `total` counts also those that are left out, beyond `MOST`."""

    tasks: list[tasks.Task]
    total: int

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


def worklist(actor: Actor, calendar: Calendar, most: int = MOST) -> Worklist:
    """The dated things of the actor's cases, liberty first, then by date. Eight queries, however many cases."""
    found: list[tasks.Task] = []
    total = 0
    for code, rows in _sources(_mine(actor)):
        shown = list(rows[:most])
        total += shown[0][0] if shown else 0
        found += [tasks.task(tasks.Fact(code, *row[1:]), calendar) for row in shown]
    return Worklist(sorted(found, key=first_to_last)[:most], total)


def waiting_for_others(actor: Actor) -> list[Waiting]:
    """Parts of the actor's own cases that lie with others, by state."""
    parts = Part.objects.filter(case__in=_own(actor), state__in=WITH_OTHERS, case__closed_on=None)
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
    all_of = list(access.memberships(actor).filter(role__in=RESPONSIBLE).values_list("authority", flat=True))
    nobodys = Q(officer=None, authority__in=all_of) if all_of else Q()
    kept = Q(officer=actor.id or 0) | nobodys
    return Case.objects.filter(kept, closed_on=None, compartment__in=access.readable(actor))


def _sources(mine: QuerySet[Case]) -> Iterator[tuple[str, Any]]:
    """Each kind of date with its rows, the most pressing first."""
    incoming = mine.filter(side="incoming", counts=True)
    open_parts = Part.objects.filter(case__in=mine, state__in=OPEN)
    yield "acknowledge", _rows(incoming.filter(acknowledged_on=None), "received_on")
    yield "confirm-oral", _rows(incoming.filter(channel=ORAL, written_on=None), "received_on")
    yield "answer", _rows(_wanted_as_a_whole(mine), "wanted_by")
    yield "answer-part", _rows(open_parts.filter(deadline__isnull=False), "deadline", "case__")
    yield "review", _rows(open_parts.filter(review_on__isnull=False), "review_on", "case__")
    yield "remedy", _rows(_appealable(mine), "remedy_until", "case__")
    held = Person.objects.filter(case__in=mine, custody_since__isnull=False, custody_review__isnull=False)
    yield "custody", _rows(held, "custody_review", "case__")


def _wanted_as_a_whole(mine: QuerySet[Case]) -> QuerySet[Case]:
    """Cases whose own date still counts for something: nothing is asked yet, or an open part has no earlier date."""
    parts = Part.objects.filter(case=OuterRef("pk"))
    still = parts.filter(Q(deadline=None) | Q(deadline__gt=OuterRef("wanted_by")), state__in=OPEN)
    return mine.filter(~Exists(parts) | Exists(still), wanted_by__isnull=False)


def _appealable(mine: QuerySet[Case]) -> QuerySet[Part]:
    """Parts on which a court decided, without an appeal so far and not final."""
    return Part.objects.filter(
        case__in=mine, state__in=(*OPEN, "refused-by-court"), remedy_until__isnull=False, remedy_lodged=False, final_on=None
    )  # fmt: skip


def _rows(found: QuerySet[Any], day: str, case: str = "") -> Any:
    """How many there are, in every row, and what `tasks.Fact` takes after its code. *case* leads from a row to its case."""
    of_part = ("number", "state") if found.model is Part else ()
    of_case = ("id", "year", "serial", "in_custody", "wanted_because", "state_from")
    counted = found.annotate(total=Window(Count("*"))).order_by(f"-{case}in_custody", day, "pk")
    return counted.values_list("total", "pk", day, *(f"{case}{name}" for name in of_case), *of_part)
