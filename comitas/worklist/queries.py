"""What needs an actor, computed from the cases as they are now: nothing is stored that could grow old.

"Mine" are the open cases of which the actor is the officer; for a head or a registrar also those that nobody has yet, in
their authorities. All of it only as far as the actor may read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from comitas.accounts import access
from comitas.accounts.rules.roles import CONTENT, HEAD, REGISTRAR
from comitas.cases.models import Case, Part
from comitas.cases.rules.families import OPEN
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.worklist.models import Day, OwnDay, Timetable
from comitas.worklist.rules import tasks, timetable
from comitas.worklist.rules.clock import LIMITS, Calendar, first_to_last

RESPONSIBLE = (HEAD, REGISTRAR)
"""Roles whose holders answer for a case that has no officer yet."""
MOST = 200
"""Things at once: more than anybody does in a week; what comes after them is counted."""
ORAL = "telephone"
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
    facts, total = _facts(_mine(actor), most)
    timetables = _timetables()
    found = (tasks.task(fact, timetables.get(fact.authority, timetable.PLAIN)) for fact in facts)
    own = next(
        (timetables[one] for one in access.authorities_with(actor, CONTENT) if one in timetables), timetable.PLAIN
    )
    return Worklist(sorted(found, key=first_to_last), total, own.calendar)


def timetable_of(actor: Actor, authority: UUID) -> Timetable:
    """What *authority* has set, for whoever may set it; not yet kept where it has set nothing. `NotThere` for others."""
    if not access.may(actor, "clock:set", authority):
        raise NotThere(str(authority))
    return Timetable.objects.filter(authority=authority).first() or Timetable(
        authority_id=authority, rest=[5, 6], version=0
    )


def own_days(actor: Actor, authority: UUID) -> QuerySet[OwnDay]:
    """The days that *authority* has set, to be paged by date."""
    return OwnDay.objects.filter(timetable=timetable_of(actor, authority))


def days_off(actor: Actor, authority: UUID, first: date, last: date) -> list[Day]:
    """The days from *first* to *last* that have a name, in their order, at most a year's worth."""
    found = Day.objects.filter(timetable=timetable_of(actor, authority), day__gte=first, day__lte=last)
    return list(found.exclude(name="").order_by("day")[:366])


def _timetables() -> Mapping[UUID | None, timetable.Timetable]:
    """Of all our authorities that have set something. One statement; the days are read once a version and process."""
    return {authority: _kept(pk, version) for authority, pk, version in _SET.values_list("authority", "pk", "version")}


_SET = Timetable.objects.exclude(authority=None)


@lru_cache(maxsize=64)
def _kept(pk: UUID, version: int) -> timetable.Timetable:
    """The timetable *pk* as it stands; *version* is asked for so that a later one is not taken for it."""
    found = Timetable.objects.get(pk=pk)
    named = list(found.days.exclude(name="").values_list("day", "works", "name"))
    rests = {day: name for day, works, name in named if not works}
    worked = frozenset(day for day, works, _name in named if works)
    return timetable.Timetable(Calendar(rests, frozenset(found.rest), worked), found.lengths)


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


def _facts(mine: QuerySet[Case], most: int) -> tuple[list[tasks.Fact], int]:
    """The facts that come first, and how many there are. One statement, in which need-to-know is asked once, not seven times."""
    sql, known = mine.values_list(*_KEPT).query.sql_with_params()
    states: list[str] = list(OPEN)
    days = [LIMITS[code].length for code in ("acknowledge", "confirm-oral")]
    ours: list[Any] = [days[0], ORAL, days[1], ORAL, states, states, states, [*states, "refused-by-court"], most]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH mine ({', '.join(_KEPT)}) AS MATERIALIZED ({sql}), {_FACTS}", [*known, *ours])
        rows = cursor.fetchall()
    return [tasks.Fact(*row[1:]) for row in rows], rows[0][0] if rows else 0


_KEPT = (
    "id", "year", "serial", "in_custody", "wanted_because", "state_from", "wanted_by", "received_on",
    "side", "counts", "acknowledged_on", "channel", "written_on", "authority",
)  # fmt: skip
"""Columns of the table `mine`, which `_FACTS` reads."""
_FACTS = """timed AS (
    SELECT mine.*, coalesce(own.id, plain.id) AS timetable, coalesce(own.lengths, '{}') AS lengths
    FROM mine CROSS JOIN (SELECT id FROM worklist_timetable WHERE authority_id IS NULL) plain
    LEFT JOIN worklist_timetable own ON own.authority_id = mine.authority
), facts (code, thing, day, case_id, year, serial, in_custody, wanted_because, state_from, number, state, authority, due) AS (
    SELECT d.code, id, d.day, id, year, serial, in_custody, wanted_because, state_from, 0, '', authority, d.due
    FROM timed CROSS JOIN LATERAL (VALUES
        ('acknowledge', received_on, received_on + coalesce((lengths->>'acknowledge')::int, %s),
         side = 'incoming' AND counts AND acknowledged_on IS NULL),
        ('confirm-oral', received_on, CASE WHEN channel = %s THEN coalesce((
            SELECT last.day FROM worklist_day first JOIN worklist_day last ON last.timetable_id = first.timetable_id AND last.works
                AND last.number = first.number + coalesce((lengths->>'confirm-oral')::int, %s)
            WHERE first.timetable_id = timetable AND first.day = received_on), received_on) END,
         side = 'incoming' AND counts AND channel = %s AND written_on IS NULL),
        ('answer', wanted_by, wanted_by, wanted_by IS NOT NULL AND (
            NOT EXISTS (SELECT FROM cases_part p WHERE p.case_id = timed.id)
            OR EXISTS (SELECT FROM cases_part p WHERE p.case_id = timed.id AND p.state = ANY(%s)
                       AND (p.deadline IS NULL OR p.deadline > wanted_by))))
        ) d (code, day, due, holds) WHERE d.holds
    UNION ALL
    SELECT d.code, p.id, d.day, mine.id, year, serial, in_custody, wanted_because, state_from, p.number, p.state, authority, d.day
    FROM mine JOIN cases_part p ON p.case_id = mine.id CROSS JOIN LATERAL (VALUES
        ('answer-part', p.deadline, p.state = ANY(%s)),
        ('review', p.review_on, p.state = ANY(%s)),
        ('remedy', p.remedy_until, p.state = ANY(%s) AND NOT p.remedy_lodged AND p.final_on IS NULL)
        ) d (code, day, holds) WHERE d.day IS NOT NULL AND d.holds
    UNION ALL
    SELECT 'custody', p.id, p.custody_review, mine.id, year, serial, in_custody, wanted_because, state_from, 0, '', authority, p.custody_review
    FROM mine JOIN cases_person p ON p.case_id = mine.id
    WHERE p.custody_since IS NOT NULL AND p.custody_review IS NOT NULL
)
SELECT count(*) OVER (), code, thing, day, case_id, year, serial, in_custody, wanted_because, state_from, number, state, authority
FROM facts ORDER BY in_custody DESC, due, thing LIMIT %s"""
"""Each date that asks for something, once for each row: cases, their parts, their persons (`tasks.KINDS`)."""
