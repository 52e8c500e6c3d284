"""Facts of a summons that must be here long enough before the hearing: ECMA article 7(3), in a part that stands on that Convention."""

from typing import Any

from comitas.cases.rules.families import OPEN
from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.execution.queries import SUMMONS
from comitas.worklist.queries.sources.source import Source
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.tasks import Fact

BASIS = '[{"code": "ecma"}]'
NEW = ["received", "examining"]
"""States in which a part is looked at whose summonses have no entry of their own yet."""


def _about(fact: Fact) -> Sentence | None:
    """On whom, where one entry tells of one addressee; else the limit's own sentence."""
    if not fact.note:
        return None
    return Sentence(N_("%(about)s: %(why)s"), {"about": fact.note, "why": Sentence(LIMITS[fact.code].sentence)})


def _values() -> list[Any]:
    return [BASIS, list(OPEN), NEW]


SUMMONSES = Source(
    ("summons",),
    ("code", "thing", "case_id", "day", "number", "note", "place"),
    f"""
    WITH services AS MATERIALIZED (SELECT s.* FROM mine JOIN ({SUMMONS}) s ON s.case_id = mine.id),
    parts AS MATERIALIZED (
        SELECT p.id, p.case_id, p.number, p.measure, p.state, (
            SELECT m."on" FROM cases_moment m WHERE m.part_id = p.id AND m.code = 'hearing') AS hearing_on
        FROM mine JOIN cases_part p ON p.case_id = mine.id
        WHERE mine.side = 'incoming' AND p.bases @> %s::jsonb AND p.state = ANY(%s))
    SELECT 'summons', s.thing, s.case_id, coalesce(s.hearing_on, p.hearing_on), p.number, s.about, 'entry-service'
    FROM services s JOIN parts p ON p.id = s.part_id WHERE s.waits
    UNION ALL
    SELECT 'summons', s.thing, s.case_id, coalesce(s.hearing_on, asked.hearing_on), 0, s.about, 'entry-service'
    FROM services s JOIN (
        SELECT case_id, min(hearing_on) AS hearing_on FROM parts WHERE measure = 'b' GROUP BY case_id) asked ON asked.case_id = s.case_id
    WHERE s.waits AND s.part_id IS NULL
    UNION ALL
    SELECT 'summons', p.id, p.case_id, p.hearing_on, p.number, '', ''
    FROM parts p WHERE p.measure = 'b' AND p.state = ANY(%s)
        AND NOT EXISTS (SELECT FROM services s WHERE s.part_id = p.id OR (s.part_id IS NULL AND s.case_id = p.case_id))""",  # noqa: S608 - our own text
    _values,
    {"summons": _about},
)
"""Each service that is still to be effected counts back from its own hearing, or from the one noted of its part; a part whose services
are not entered yet from the noted one. An entry that names no part belongs to the parts of its case by which service is asked."""
