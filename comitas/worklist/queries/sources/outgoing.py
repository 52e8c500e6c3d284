"""Facts of our requests to other States."""

from typing import Any

from comitas.cases.rules.families import ABROAD, OPEN_OF_OURS
from comitas.cases.rules.words import Sentence
from comitas.worklist.queries.sources.source import Source
from comitas.worklist.rules.clock import wanted_because
from comitas.worklist.rules.tasks import Fact


def _reason(fact: Fact) -> Sentence | None:
    return wanted_because(fact.reason)


def _states() -> list[Any]:
    return [list(OPEN_OF_OURS), list(ABROAD)]


REQUESTS = Source(
    ("our-answer", "our-hearing", "our-limitation", "remind"),
    ("code", "thing", "case_id", "day"),
    """
    SELECT d.code, mine.id, mine.id, d.day
    FROM mine JOIN cases_outgoing ours ON ours.case_id = mine.id
    CROSS JOIN LATERAL (SELECT bool_or(p.state = ANY(%s)) AS still, bool_or(p.state = ANY(%s)) AS abroad
                        FROM cases_part p WHERE p.case_id = mine.id) stand
    CROSS JOIN LATERAL (VALUES
        ('our-answer', mine.wanted_by, coalesce(still, true)),
        ('our-hearing', ours.hearing_on, coalesce(still, true)),
        ('our-limitation', ours.limitation_on, coalesce(still, true)),
        ('remind', greatest(ours.sent_on, ours.heard_on, mine.last_told_on), coalesce(abroad, false))
        ) d (code, day, holds) WHERE d.holds""",
    _states,
    {"our-answer": _reason},
)
PARTS = Source(
    ("our-answer-part",),
    ("code", "thing", "case_id", "day", "number"),
    """
    SELECT 'our-answer-part', p.id, mine.id, p.deadline, p.number
    FROM mine JOIN cases_part p ON p.case_id = mine.id WHERE mine.side = 'outgoing' AND p.state = ANY(%s)""",
    lambda: [list(OPEN_OF_OURS)],
)
