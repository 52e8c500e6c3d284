"""The days that the entries of a case wait for: what must be done about which entry by when, in one statement."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from comitas.cases import queries as cases
from comitas.core.actor import Actor

# Each dated thing that is still to be done, of entries that stand: code, register, entry, day, case, part, what
# or whom it is about.
# `rules.*.standing` says the same of one entry; a test holds both together.
DATED = """
    SELECT 'item-back' AS code, 'item' AS register, id AS thing, due_back AS day, case_id, part_id, what AS about
    FROM execution_item
    WHERE annulled_because = '' AND returned_on IS NULL AND waived_on IS NULL AND due_back IS NOT NULL
    UNION ALL
    SELECT 'paper-due', 'paper', id, due, case_id, part_id, what FROM execution_paper
    WHERE annulled_because = '' AND done_on IS NULL AND due IS NOT NULL
    UNION ALL
    SELECT 'translation-due', 'translation', id, due, case_id, part_id, what FROM execution_translation
    WHERE annulled_because = '' AND received_on IS NULL AND due IS NOT NULL
    UNION ALL
    SELECT 'cost-answer', 'cost', id, answer_by, case_id, part_id, what FROM execution_cost
    WHERE annulled_because = '' AND nature = 'extraordinary' AND agreed IS NULL AND paid_on IS NULL AND answer_by IS NOT NULL
    UNION ALL
    SELECT 'decision-remedy', 'decision', d.id, d.remedy_until, d.case_id, d.part_id, d.court FROM execution_decision d
    WHERE d.annulled_because = '' AND NOT d.lodged AND d.final_on IS NULL AND d.remedy_until IS NOT NULL
      AND (d.step_id IS NULL OR EXISTS (SELECT FROM cases_steptaken c WHERE c.corrects_id = d.step_id))
    UNION ALL
    SELECT 'freeze-lapse', 'freeze', id, least(renew_by, until), case_id, part_id, what FROM execution_freeze
    WHERE annulled_because = '' AND lifted_on IS NULL AND least(renew_by, until) IS NOT NULL
    UNION ALL
    SELECT 'serve-by', 'service', s.id, coalesce(latest_on, hearing_on), s.case_id, s.part_id, coalesce(person.name, s.addressee)
    FROM execution_service s LEFT JOIN cases_person person ON person.id = s.person_id
    WHERE annulled_because = '' AND served_on IS NULL AND not_served = '' AND coalesce(latest_on, hearing_on) IS NOT NULL
    UNION ALL
    SELECT d.code, 'prisoner', p.id, d.day, p.case_id, p.part_id, person.name
    FROM execution_prisoner p JOIN cases_person person ON person.id = p.person_id CROSS JOIN LATERAL (VALUES
        ('prisoner-back', p.return_by, p.transferred_on IS NOT NULL AND p.returned_on IS NULL),
        ('sentence-end', p.sentence_ends, person.custody_since IS NOT NULL)) d (code, day, holds)
    WHERE p.annulled_because = '' AND d.day IS NOT NULL AND d.holds
    UNION ALL
    SELECT 'call-follow-up', 'call', id, follow_up_on, case_id, NULL, follow_up FROM execution_call
    WHERE case_id IS NOT NULL AND done_on IS NULL AND follow_up_on IS NOT NULL
"""
SUMMONS = """
    SELECT s.id AS thing, s.case_id, s.part_id, s.hearing_on, coalesce(person.name, s.addressee) AS about,
        s.served_on IS NULL AND s.not_served = '' AS waits
    FROM execution_service s LEFT JOIN cases_person person ON person.id = s.person_id WHERE s.annulled_because = ''
"""
"""The services that stand, each with its own hearing; `waits`: it was neither effected nor given up."""
_REVIEWS = """
    UNION ALL
    SELECT 'custody-review', 'prisoner', p.id, person.custody_review, p.case_id, p.part_id, person.name
    FROM execution_prisoner p JOIN cases_person person ON person.id = p.person_id
    WHERE p.annulled_because = '' AND person.custody_since IS NOT NULL AND person.custody_review IS NOT NULL
"""
"""The review is a date of the person, which the worklist knows by itself."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """One day that an entry waits for. `register` is "call" for what is to follow a phone call."""

    code: str
    register: str
    thing: UUID
    day: date
    about: str


def pressing(actor: Actor, case: UUID, most: int) -> list[Pressing]:
    """The days that a case's entries wait for, the earliest first. `NotThere` for a case that *actor* may not read."""
    found = cases.case(actor, case)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT code, register, thing, day, about FROM ({DATED} {_REVIEWS}) dated WHERE case_id = %s ORDER BY day, thing LIMIT %s",  # noqa: S608 - our own text
            [found.pk, most],
        )
        return [Pressing(*row) for row in cursor.fetchall()]
