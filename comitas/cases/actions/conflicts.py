"""Several States ask for one person: an officer confirms that it is the same one (European Convention on Extradition, article 17)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.actions import locking
from comitas.cases.actions.matters import link_cases
from comitas.cases.actions.papers import note_papers
from comitas.core.actor import Actor

CONFLICTING = {"conflicting": True}


@transaction.atomic
def note_conflict(*, by: Actor, at: datetime, case: UUID, other: UUID) -> None:
    """Link the two cases and note in each that another State asks too. Of a restricted case nothing is noted in one that is not."""
    here, there = queries.case(by, case), queries.case(by, other)
    link_cases(by=by, at=at, case=case, other=other, why=_("Another State asks for the same person, ECE 17"))
    both = (case,) if here.compartment.restricted and not there.compartment.restricted else sorted((case, other))
    for key in both:
        found = locking.open_and_locked(by, "case:work", key)
        note_papers(by=by, at=at, case=key, version=found.version, said=CONFLICTING)
