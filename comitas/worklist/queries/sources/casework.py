"""Facts of everyday work: receipt, what the other State wants by when, dates that steps set, custody."""

from typing import Any

from comitas.cases.rules.families import OPEN, STATES
from comitas.cases.rules.words import Sentence
from comitas.worklist.queries.sources.source import Source
from comitas.worklist.rules.clock import wanted_because
from comitas.worklist.rules.tasks import Fact

ORAL = "telephone"
OF_THEIR_OWN = '[{"code": "eio"}]'
"""Legal bases whose acknowledgement has a limit of its own."""


def _reason(fact: Fact) -> Sentence | None:
    return wanted_because(fact.reason)


def _state(fact: Fact) -> Sentence:
    return Sentence(STATES[fact.state].sentence)


def _open() -> list[Any]:
    return [list(OPEN)]


CASES = Source(
    ("acknowledge", "confirm-oral", "answer"),
    ("code", "thing", "case_id", "day"),
    """
    SELECT d.code, id, id, d.day FROM mine CROSS JOIN LATERAL (VALUES
        ('acknowledge', received_on, side = 'incoming' AND counts AND acknowledged_on IS NULL AND NOT imported AND NOT EXISTS (
            SELECT FROM cases_part p WHERE p.case_id = mine.id AND p.bases @> %s::jsonb)),
        ('confirm-oral', received_on, side = 'incoming' AND counts AND channel = %s AND written_on IS NULL),
        ('answer', wanted_by, side = 'incoming' AND wanted_by IS NOT NULL AND (
            NOT EXISTS (SELECT FROM cases_part p WHERE p.case_id = mine.id)
            OR EXISTS (SELECT FROM cases_part p WHERE p.case_id = mine.id AND p.state = ANY(%s)
                       AND (p.deadline IS NULL OR p.deadline > wanted_by))))
        ) d (code, day, holds) WHERE d.holds""",
    lambda: [OF_THEIR_OWN, ORAL, *_open()],
    {"answer": _reason},
)
PARTS = Source(
    ("answer-part", "review", "remedy"),
    ("code", "thing", "case_id", "day", "number", "state"),
    """
    SELECT d.code, p.id, mine.id, d.day, p.number, p.state
    FROM mine JOIN cases_part p ON p.case_id = mine.id CROSS JOIN LATERAL (VALUES
        ('answer-part', p.deadline, mine.side = 'incoming' AND p.state = ANY(%s)),
        ('review', p.review_on, p.state = ANY(%s)),
        ('remedy', p.remedy_until, p.state = ANY(%s) AND NOT p.remedy_lodged AND p.final_on IS NULL)
        ) d (code, day, holds) WHERE d.holds""",
    lambda: [*_open(), *_open(), [*OPEN, "refused-by-court"]],
    {"answer-part": _reason, "review": _state},
)
PERSONS = Source(
    ("custody",),
    ("code", "thing", "case_id", "day"),
    """
    SELECT 'custody', p.id, mine.id, p.custody_review FROM mine JOIN cases_person p ON p.case_id = mine.id
    WHERE p.custody_since IS NOT NULL""",
)
PERSON_REQUESTS = Source(
    ("person-request",),
    ("code", "thing", "case_id", "day"),
    """
    SELECT 'person-request', mine.id, mine.id, mine.received_on FROM mine JOIN cases_case c ON c.id = mine.id
    WHERE c.kind = 'data_subject_request' AND mine.side = 'incoming' AND NOT mine.imported""",
)
