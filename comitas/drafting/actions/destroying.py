"""Lawful destruction of the letters of a case, its requests of ours and its printed files. Their bytes go with the documents."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.accounts import access
from comitas.core import removal
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.drafting.models import Dispatch, Enclosure, Letter, Paper, Printout
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

DESTROYED = kinds.declare("letters.destroyed", N_("Letters of a case were destroyed: {removed}."))

HOLDINGS: tuple[removal.Holding, ...] = (
    ("", Enclosure, "letter__compartment"),
    ("", Letter.parts.through, "letter__compartment"),
    ("letters", Letter, "compartment"),
    ("dispatches", Dispatch, "compartment"),
    ("", Paper.parts.through, "paper__compartment"),
    ("requests", Paper, "compartment"),
    ("printouts", Printout, "compartment"),
)


@transaction.atomic
def destroy(*, by: Actor, at: datetime, compartment: UUID) -> dict[str, int]:
    """Remove every row of *compartment*; returns how many of what. What stands above is gone already. Twice is the same as once."""
    access.require(by, "destruction:approve", compartment)
    removed = removal.remove(HOLDINGS, compartment)
    ledger.record(DESTROYED, by=by, at=at, compartment=compartment, payload={"removed": removed})
    return removed
