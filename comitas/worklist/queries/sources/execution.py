"""Facts of carrying out: the days that entries of the execution still wait for, as `execution` itself reads them."""

from comitas.execution.queries import DATED
from comitas.worklist.queries.sources.source import Source
from comitas.worklist.rules.law import execution

ENTRIES = Source(
    tuple(execution.LIMITS),
    ("code", "thing", "case_id", "day", "number"),
    f"""
    SELECT dated.code, dated.thing, mine.id, dated.day, coalesce(p.number, 0)
    FROM mine JOIN ({DATED}) dated ON dated.case_id = mine.id LEFT JOIN cases_part p ON p.id = dated.part_id""",  # noqa: S608 - our own text
)
