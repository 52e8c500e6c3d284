"""Facts of carrying out: the days that entries of the execution still wait for, as `execution` itself reads them."""

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.execution.queries import DATED
from comitas.execution.rules.dates import SAID
from comitas.worklist.queries.sources.source import Source
from comitas.worklist.rules.law import execution
from comitas.worklist.rules.tasks import Fact


def _about(fact: Fact) -> Sentence:
    """Which thing, whose service; then why by that day."""
    return Sentence(N_("%(about)s: %(why)s"), {"about": fact.note, "why": Sentence(SAID[fact.code].why)})


ENTRIES = Source(
    tuple(execution.LIMITS),
    ("code", "thing", "case_id", "day", "number", "note"),
    f"""
    SELECT dated.code, dated.thing, mine.id, dated.day, coalesce(p.number, 0), dated.about
    FROM mine JOIN ({DATED}) dated ON dated.case_id = mine.id LEFT JOIN cases_part p ON p.id = dated.part_id""",  # noqa: S608 - our own text
    why=dict.fromkeys(execution.LIMITS, _about),
)
