"""Facts of limits that belong to a part by its legal basis, its measure and where it stands (`Limit.when`), and days noted of a case."""

import json
from typing import Any

from comitas.cases.rules.families import OPEN
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
                "since": when.before, "ahead": LIMITS[when.before].length if when.before else 0,
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
             since text, ahead int)
    ), parts AS MATERIALIZED (
        SELECT p.id, p.case_id, p.number, p.state, p.measure, p.bases, p.state_since, p.transmitted_on, p.review_on,
            p.remedy_until, p.final_on,
            p.arrested_on, p.released_on, p.papers_on, p.consented_on, p.granted_on, p.surrender_on, p.surrendered_on, p.return_by,
            side, urgent, received_on, last_told_on, in_custody
        FROM mine JOIN cases_part p ON p.case_id = mine.id
    ), noted AS MATERIALIZED (
        SELECT m.part_id, m.code, m."on", m.hour FROM mine JOIN cases_moment m ON m.case_id = mine.id WHERE m.part_id IS NOT NULL
        UNION ALL
        SELECT id, d.code, d.day, NULL FROM parts CROSS JOIN LATERAL (VALUES
            ('papers', coalesce(papers_on, CASE WHEN side = 'incoming' AND measure IN ('surrender', 'sentence') THEN received_on END)),
            ('consented', consented_on), ('granted', granted_on), ('surrender-set', surrender_on),
            ('surrendered', surrendered_on), ('return-by', return_by), ('arrest', CASE WHEN released_on IS NULL THEN arrested_on END)
        ) d (code, day) WHERE d.day IS NOT NULL
    ), starts (part_id, start, day, hour, since) AS (
        SELECT n.part_id, n.code, greatest(n."on", kept."on"), n.hour,
            CASE WHEN kept."on" > n."on" THEN 'kept-until' ELSE '' END
        FROM noted n LEFT JOIN noted kept ON kept.part_id = n.part_id AND n.code = 'no-longer-needed' AND kept.code = 'kept-until'
        UNION ALL
        SELECT id, 'received', received_on, NULL::time, '' FROM parts
        UNION ALL
        SELECT id, 'executing', coalesce(n."on", received_on), n.hour, CASE WHEN n."on" IS NULL THEN 'received-by-us' ELSE '' END
        FROM parts LEFT JOIN noted n ON n.part_id = id AND n.code = 'executing-received'
        UNION ALL
        SELECT s.part_id, 'decided', max(s."on"), NULL, '' FROM parts JOIN cases_steptaken s ON s.part_id = parts.id AND s.step = 'accept'
        WHERE NOT EXISTS (SELECT FROM cases_steptaken c WHERE c.corrects_id = s.id)
            AND NOT EXISTS (SELECT FROM noted n WHERE n.part_id = s.part_id AND n.code = 'decided')
        GROUP BY s.part_id
        UNION ALL
        SELECT id, 'asked', greatest(state_since, last_told_on), NULL, '' FROM parts
        WHERE state = 'information-requested' AND review_on IS NULL
        UNION ALL
        SELECT id, 'with-authority', greatest(state_since, transmitted_on, final_on), NULL, '' FROM parts
        WHERE state = 'with-authority' AND review_on IS NULL AND (remedy_until IS NULL OR final_on IS NOT NULL)
        UNION ALL
        SELECT parts.id, 'arrest', coalesce(min(c.custody_since) FILTER (WHERE own.part_id IS NOT NULL), min(c.custody_since)), NULL, ''
        FROM parts JOIN cases_person c ON c.case_id = parts.case_id AND c.custody_since IS NOT NULL
        LEFT JOIN cases_person_parts own ON own.part_id = parts.id AND own.person_id = c.id
        WHERE in_custody AND arrested_on IS NULL GROUP BY parts.id
    )
    SELECT DISTINCT asked.code, parts.id, case_id, starts.day + ahead, number, state,
        CASE WHEN starts.since = '' THEN asked.since ELSE starts.since END, starts.hour
    FROM parts CROSS JOIN LATERAL (
        SELECT '' UNION ALL SELECT one->>'code' FROM jsonb_array_elements(bases) one
    ) stands (basis)
    JOIN asked ON asked.basis = stands.basis AND asked.during ? parts.state AND (asked.side = '' OR asked.side = parts.side)
        AND (asked.urgent IS NULL OR asked.urgent = parts.urgent) AND (measures IS NULL OR measures ? parts.measure)
    JOIN starts ON starts.part_id = parts.id AND starts.start = asked.start
    WHERE NOT EXISTS (SELECT FROM noted n WHERE n.part_id = parts.id AND n.code = asked.until)
        AND (delayed IS NULL OR delayed = EXISTS (SELECT FROM noted n WHERE n.part_id = parts.id AND n.code = 'delay-told'))""",
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
