"""Facts of limits that belong to a part by its legal basis, its measure and where it stands (`Limit.when`), and days noted of a case."""

import json
from typing import Any

from comitas.cases.rules.families import OPEN
from comitas.execution.queries import DATED
from comitas.worklist.queries.sources import casework
from comitas.worklist.queries.sources.source import Source
from comitas.worklist.rules.law import LIMITS

BY_BASIS = {code: limit for code, limit in LIMITS.items() if limit.when}


def _rows() -> list[Any]:
    """What is asked of a part, by the code of the limit; a limit of several bases has several rows."""
    rows = []
    for code, limit in BY_BASIS.items():
        when = limit.when
        if when is not None:
            told = {
                "code": code, "start": limit.start, "side": when.side, "urgent": when.urgent, "until": when.until,
                "delayed": when.delayed, "measures": when.measures or None, "during": when.during or OPEN,
                "before": when.before, "ahead": LIMITS[when.before].length if when.before else 0,
            }  # fmt: skip
            rows += [told | {"basis": basis} for basis in when.bases or [""]]
    return [json.dumps(rows)]


OF_PARTS = Source(
    tuple(BY_BASIS),
    ("code", "thing", "case_id", "day", "number", "state", "since", "hour"),
    """
    WITH asked AS (
        SELECT * FROM jsonb_to_recordset(%s::jsonb) AS row
            (code text, start text, basis text, side text, urgent bool, until text, delayed bool, measures jsonb, during jsonb,
             before text, ahead int)
    ), parts AS MATERIALIZED (
        SELECT p.*, mine.side, mine.urgent, mine.received_on, mine.last_told_on, mine.in_custody, jsonb_strip_nulls(jsonb_build_object(
            'papers', coalesce(papers_on, CASE WHEN side = 'incoming' AND measure IN ('surrender', 'sentence') THEN received_on END),
            'consented', consented_on, 'granted', granted_on, 'surrender-set', surrender_on, 'surrendered', surrendered_on,
            'return-by', return_by, 'arrest', CASE WHEN released_on IS NULL THEN arrested_on END
            )) || coalesce((SELECT jsonb_object_agg(m.code, m."on") FROM cases_moment m WHERE m.part_id = p.id), '{}') AS days
        FROM mine JOIN cases_part p ON p.case_id = mine.id
    ), matched AS MATERIALIZED (
        SELECT DISTINCT ON (parts.id, asked.code) asked.*, parts.id, case_id, number, state, days, received_on, state_since, last_told_on,
            transmitted_on, final_on, in_custody, review_on IS NULL AS unset, remedy_until IS NULL OR final_on IS NOT NULL AS free
        FROM parts CROSS JOIN LATERAL (
            SELECT '' UNION ALL SELECT one->>'code' FROM jsonb_array_elements(bases) one
        ) stands (basis)
        JOIN asked ON asked.basis = stands.basis AND during ? parts.state AND (asked.side = '' OR asked.side = parts.side)
            AND (asked.urgent IS NULL OR asked.urgent = parts.urgent) AND (measures IS NULL OR measures ? parts.measure)
            AND NOT days ? until AND (delayed IS NULL OR delayed = days ? 'delay-told')
    )
    SELECT code, id, case_id, started.day + ahead, number, state,
        CASE WHEN before <> '' THEN before
             WHEN start = 'executing' AND NOT days ? 'executing-received' THEN 'received-by-us'
             WHEN start = 'no-longer-needed' AND days->>'kept-until' > days->>start THEN 'kept-until' ELSE '' END,
        (SELECT m.hour FROM cases_moment m WHERE m.part_id = matched.id
         AND m.code = CASE start WHEN 'executing' THEN 'executing-received' ELSE start END)
    FROM matched CROSS JOIN LATERAL (SELECT CASE start
        WHEN 'received' THEN received_on
        WHEN 'executing' THEN coalesce((days->>'executing-received')::date, received_on)
        WHEN 'decided' THEN coalesce((days->>'decided')::date, (
            SELECT max(s."on") FROM cases_steptaken s WHERE s.part_id = matched.id AND s.step = 'accept'
            AND NOT EXISTS (SELECT FROM cases_steptaken c WHERE c.corrects_id = s.id)))
        WHEN 'asked' THEN CASE WHEN unset THEN greatest(state_since, last_told_on) END
        WHEN 'with-authority' THEN CASE WHEN unset AND free THEN greatest(state_since, transmitted_on, final_on) END
        WHEN 'standing' THEN state_since
        WHEN 'reported' THEN CASE WHEN unset THEN (
            SELECT max(s."on") FROM cases_steptaken s WHERE s.part_id = matched.id AND s.step IN ('submit-here', 'report-progress')
            AND NOT EXISTS (SELECT FROM cases_steptaken c WHERE c.corrects_id = s.id)) END
        WHEN 'no-longer-needed' THEN CASE WHEN days ? start THEN greatest((days->>start)::date, (days->>'kept-until')::date) END
        WHEN 'arrest' THEN coalesce((days->>'arrest')::date, CASE WHEN in_custody THEN (
            SELECT coalesce(min(held.custody_since) FILTER (WHERE EXISTS (
                SELECT FROM cases_person_parts own WHERE own.part_id = matched.id AND own.person_id = held.id)), min(held.custody_since))
            FROM cases_person held WHERE held.case_id = matched.case_id) END)
        ELSE (days->>start)::date END) started (day)
    WHERE started.day IS NOT NULL""",
    _rows,
)
OF_CASES = Source(
    ("status-query", "barred", "eio-acknowledge"),
    ("code", "thing", "case_id", "day"),
    """
    SELECT d.code, mine.id, mine.id, m."on" FROM mine JOIN cases_moment m ON m.case_id = mine.id AND m.part_id IS NULL
    JOIN (VALUES ('status-asked', 'status-query'), ('barred', 'barred')) d (start, code) ON d.start = m.code
    WHERE m.code <> 'status-asked' OR last_told_on IS NULL OR last_told_on < m."on"
    UNION ALL
    SELECT 'eio-acknowledge', id, id, received_on FROM mine WHERE side = 'incoming' AND acknowledged_on IS NULL AND NOT imported
        AND EXISTS (SELECT FROM cases_part p WHERE p.case_id = mine.id AND p.bases @> %s::jsonb)""",
    lambda: [casework.OF_THEIR_OWN],
)
RETURNS = Source(
    ("person-back-ready",),
    ("code", "thing", "case_id", "day"),
    f"""
    SELECT 'person-back-ready', dated.thing, mine.id, dated.day
    FROM mine JOIN ({DATED}) dated ON dated.case_id = mine.id WHERE dated.code = 'prisoner-back'""",  # noqa: S608 - our own text
)
"""Persons who were transferred, as the execution keeps them: the return is arranged before its day."""
