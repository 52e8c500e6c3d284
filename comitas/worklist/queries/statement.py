"""All facts of some cases with the last day of each, the first ones first: one statement.

It counts as `rules.clock` does, because every day of a timetable is a row with the number of working days up to it: the tenth
working day after a date is the working day whose number is ten higher. What it cuts off is then what really comes last.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from comitas.cases.models import Case
from comitas.worklist.queries.sources import COLUMNS, MINE, SOURCES, Source, joined
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.limit import Limit, may_switch
from comitas.worklist.rules.tasks import Fact

_KEPT = """kept ({columns}) AS MATERIALIZED ({cases}), mine AS MATERIALIZED (
    SELECT kept.*, coalesce(own.id, plain.id) AS timetable_id, coalesce(own.lengths, '{{}}') AS lengths,
        coalesce(own.switched, '{{}}') AS switched, ours.time_zone AS zone, (%s::timestamptz AT TIME ZONE ours.time_zone)::date AS today
    FROM kept JOIN directory_authority ours ON ours.id = kept.authority
    CROSS JOIN (SELECT id FROM worklist_timetable WHERE authority_id IS NULL) plain
    LEFT JOIN worklist_timetable own ON own.authority_id = kept.authority
)"""
_LIMITS = """limits AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS row
        (code text, length int, unit text, sign int, roll text, own bool, full_days bool, holds bool, may_switch bool, liberty bool, pause jsonb)
)"""
_COUNTED = """counted AS (
    SELECT facts.*, mine.*, sign, unit, roll, full_days, liberty, CASE WHEN pause IS NOT NULL THEN (
            SELECT range_agg(daterange(since, greatest(coalesce(until, today + 1), since))) FROM (
                SELECT state_after AS stood, "on" AS since, lead("on") OVER (ORDER BY serial) AS until
                FROM cases_steptaken s WHERE part_id = thing AND corrects_id IS NULL AND state_after <> state_before
                    AND NOT EXISTS (SELECT FROM cases_steptaken c WHERE c.corrects_id = s.id)) moves
            WHERE pause ? stood) END AS paused,
        CASE WHEN own THEN coalesce((lengths->>facts.code)::int, length) ELSE length END * sign AS length
    FROM facts JOIN mine ON mine.id = facts.case_id JOIN limits ON limits.code = facts.code
    WHERE facts.day IS NOT NULL AND CASE WHEN may_switch THEN coalesce((switched->>facts.code)::bool, holds) ELSE true END
), raw AS (
    SELECT counted.*, CASE unit
        WHEN 'calendar' THEN coalesce(net.ends, counted.day + length)
        WHEN 'weeks' THEN coalesce(net.ends, counted.day + 7 * length)
        WHEN 'months' THEN (counted.day + make_interval(months => length))::date
        WHEN 'years' THEN (counted.day + make_interval(years => length))::date
        WHEN 'hours' THEN ((
            least((counted.day + coalesce(date_trunc('hour', hour), interval '0')) AT TIME ZONE zone,
                  (counted.day + coalesce(date_trunc('hour', hour), interval '0') - interval '1 hour') AT TIME ZONE zone + interval '1 hour')
            + make_interval(hours => length + (hour IS NOT NULL)::int)) AT TIME ZONE zone)::date
        WHEN 'working' THEN coalesce((
            SELECT last.day FROM worklist_day first JOIN worklist_day last ON last.timetable_id = first.timetable_id AND last.works
                AND last.number = first.number + length + (sign < 0 AND NOT first.works)::int
            WHERE first.timetable_id = counted.timetable_id AND first.day = counted.day), counted.day)
        ELSE counted.day END AS last
    FROM counted CROSS JOIN LATERAL (SELECT CASE WHEN paused IS NOT NULL THEN (
        SELECT running FROM generate_series(1, span + (SELECT sum(upper(one) - lower(one)) FROM unnest(paused) one)::int) ahead,
            LATERAL (SELECT counted.day + ahead) r (running)
        WHERE NOT running <@ paused ORDER BY running OFFSET span - 1 LIMIT 1) END
        FROM (SELECT length * CASE unit WHEN 'weeks' THEN 7 ELSE 1 END) l (span)) net (ends)
), due AS (
    SELECT raw.*, greatest(
        CASE WHEN roll = '' THEN last ELSE coalesce((
            SELECT other.day FROM worklist_day start JOIN worklist_day other ON other.timetable_id = start.timetable_id AND other.works
                AND other.number = start.number + (roll = 'next' AND NOT start.works)::int
            WHERE start.timetable_id = raw.timetable_id AND start.day = last), last) END,
        CASE WHEN full_days THEN (
            SELECT other.day FROM worklist_day begins JOIN worklist_day other ON other.timetable_id = begins.timetable_id
                AND other.works AND other.number = begins.number + 2
            WHERE begins.timetable_id = raw.timetable_id AND begins.day = raw.day) END) AS due
    FROM raw
)"""
_FIRST = """SELECT count(*) OVER (), due, {facts}, year, serial, in_custody, wanted_because, state_from, authority, zone, urgent
FROM due WHERE {where} ORDER BY in_custody OR liberty DESC, urgent DESC, due, thing, code LIMIT %s OFFSET %s"""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Some of the facts: a condition over the columns of `mine` and `due`, with the values of its places."""

    where: str = "true"
    values: tuple[Any, ...] = ()


def first_facts(
    cases: QuerySet[Case], at: datetime, most: int, *, skip: int = 0, narrowed: Narrowed = Narrowed()
) -> tuple[list[Fact], int]:
    """The facts of *cases* that come first, and how many there are. Need-to-know is asked once, whatever the sources."""
    found = counted_facts(cases, at, most, skip=skip, narrowed=narrowed)
    return [fact for fact, _due, _total in found], found[0][2] if found else 0


def counted_facts(
    cases: QuerySet[Case], at: datetime, most: int, *, skip: int = 0, narrowed: Narrowed = Narrowed(),
    sources: Iterable[Source] = SOURCES, limits: Mapping[str, Limit] = LIMITS,
) -> list[tuple[Fact, date, int]]:  # fmt: skip
    """Each fact with the last day that the statement counted for it, and how many there are in all."""
    sql, known = cases.values_list(*MINE).query.sql_with_params()
    facts, given = joined(sources)
    tables = ", ".join((
        _KEPT.format(columns=", ".join(MINE), cases=sql), _LIMITS, f"facts ({', '.join(COLUMNS)}) AS ({facts})", _COUNTED,
    ))  # fmt: skip
    chosen = _FIRST.format(facts=", ".join(COLUMNS), where=narrowed.where)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {tables} {chosen}", [*known, at, _listed(limits), *given, *narrowed.values, most, skip])
        return [(_fact(row[2:]), row[1], row[0]) for row in cursor.fetchall()]


def _fact(row: tuple[Any, ...]) -> Fact:
    code, thing, case, day, *rest = row
    return Fact(code, thing, case, day, *rest)


def _listed(limits: Mapping[str, Limit]) -> str:
    """The limits as rows of `_LIMITS`."""
    return json.dumps([
        {
            "code": code, "length": limit.length, "unit": limit.unit, "sign": -1 if limit.back else 1, "roll": limit.roll,
            "own": limit.own, "full_days": limit.full_days, "holds": limit.on, "may_switch": may_switch(limit),
            "liberty": limit.liberty, "pause": None if limit.must else limit.pause or None,
        }
        for code, limit in limits.items()
    ])  # fmt: skip
