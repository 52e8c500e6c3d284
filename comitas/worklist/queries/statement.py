"""All facts of some cases with the last day of each, the first ones first: one statement.

It counts as `rules.clock.due` does, because every day of a timetable is a row with the number of working days up to it: the tenth
working day after a date is the working day whose number is ten higher. What it cuts off is then what really comes last.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from comitas.cases.models import Case
from comitas.worklist.queries.sources import COLUMNS, MINE, SOURCES, Source, joined
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.limit import Limit
from comitas.worklist.rules.tasks import Fact

_KEPT = """kept ({columns}) AS MATERIALIZED ({cases}), mine AS MATERIALIZED (
    SELECT kept.*, coalesce(own.id, plain.id) AS timetable_id, coalesce(own.lengths, '{{}}') AS lengths, ours.time_zone AS zone
    FROM kept JOIN directory_authority ours ON ours.id = kept.authority
    CROSS JOIN (SELECT id FROM worklist_timetable WHERE authority_id IS NULL) plain
    LEFT JOIN worklist_timetable own ON own.authority_id = kept.authority
)"""
_LIMITS = """limits (code, length, unit, sign, roll, own, full_days) AS (
    SELECT * FROM unnest(%s::text[], %s::int[], %s::text[], %s::int[], %s::text[], %s::bool[], %s::bool[])
)"""
_COUNTED = """counted AS (
    SELECT facts.*, mine.*, sign, unit, roll, full_days,
        CASE WHEN own THEN coalesce((lengths->>facts.code)::int, length) ELSE length END * sign AS length
    FROM facts JOIN mine ON mine.id = facts.case_id JOIN limits ON limits.code = facts.code WHERE facts.day IS NOT NULL
), raw AS (
    SELECT counted.*, CASE unit
        WHEN 'calendar' THEN day + length
        WHEN 'weeks' THEN day + 7 * length
        WHEN 'months' THEN (day + make_interval(months => length))::date
        WHEN 'years' THEN (day + make_interval(years => length))::date
        WHEN 'hours' THEN ((
            least((day + coalesce(date_trunc('hour', hour), interval '0')) AT TIME ZONE zone,
                  (day + coalesce(date_trunc('hour', hour), interval '0') - interval '1 hour') AT TIME ZONE zone + interval '1 hour')
            + make_interval(hours => length + (hour IS NOT NULL)::int)) AT TIME ZONE zone)::date
        WHEN 'working' THEN coalesce((
            SELECT last.day FROM worklist_day first JOIN worklist_day last ON last.timetable_id = first.timetable_id AND last.works
                AND last.number = first.number + length + (sign < 0 AND NOT first.works AND length < 0)::int
            WHERE first.timetable_id = counted.timetable_id AND first.day = counted.day), day)
        ELSE day END AS last
    FROM counted
), due AS (
    SELECT raw.*, greatest(
        CASE WHEN roll = '' THEN last ELSE coalesce((
            SELECT other.day FROM worklist_day ends JOIN worklist_day other ON other.timetable_id = ends.timetable_id AND other.works
                AND other.number = ends.number + (roll = 'next' AND NOT ends.works)::int
            WHERE ends.timetable_id = raw.timetable_id AND ends.day = last), last) END,
        CASE WHEN full_days THEN (
            SELECT other.day FROM worklist_day begins JOIN worklist_day other ON other.timetable_id = begins.timetable_id
                AND other.works AND other.number = begins.number + 2
            WHERE begins.timetable_id = raw.timetable_id AND begins.day = raw.day) END) AS due
    FROM raw
)"""
_FIRST = """SELECT count(*) OVER (), due, {facts}, year, serial, in_custody, wanted_because, state_from, authority
FROM due ORDER BY in_custody DESC, due, thing, code LIMIT %s"""


def first_facts(cases: QuerySet[Case], most: int) -> tuple[list[Fact], int]:
    """The facts of *cases* that come first, and how many there are. Need-to-know is asked once, whatever the sources."""
    found = counted_facts(cases, most)
    return [fact for fact, _due, _total in found], found[0][2] if found else 0


def counted_facts(
    cases: QuerySet[Case], most: int, sources: Iterable[Source] = SOURCES, limits: Mapping[str, Limit] = LIMITS
) -> list[tuple[Fact, date, int]]:
    """Each fact with the last day that the statement counted for it, and how many there are in all."""
    sql, known = cases.values_list(*MINE).query.sql_with_params()
    facts, given = joined(sources)
    tables = ", ".join((
        _KEPT.format(columns=", ".join(MINE), cases=sql), _LIMITS, f"facts ({', '.join(COLUMNS)}) AS ({facts})", _COUNTED,
    ))  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {tables} {_FIRST.format(facts=', '.join(COLUMNS))}", [*known, *_listed(limits), *given, most]
        )
        return [(_fact(row[2:]), row[1], row[0]) for row in cursor.fetchall()]


def _fact(row: tuple[Any, ...]) -> Fact:
    code, thing, case, day, *rest = row
    return Fact(code, thing, case, day, *rest)


def _listed(limits: Mapping[str, Limit]) -> list[list[Any]]:
    """The limits, a list for each column of `_LIMITS`."""
    of = limits.values()
    return [
        list(limits), [limit.length for limit in of], [limit.unit for limit in of],
        [-1 if limit.back else 1 for limit in of], [limit.roll for limit in of], [limit.own for limit in of],
        [limit.full_days for limit in of],
    ]  # fmt: skip
