"""Lawful destruction of what is searched in: the entries of a compartment, with their words, names and numbers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.accounts import access
from comitas.core import removal
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.finding.models import Entry
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

DESTROYED = kinds.declare("search.destroyed", N_("What is searched in was destroyed: {removed}."))

HOLDINGS: tuple[removal.Holding, ...] = (("found", Entry, "compartment"),)


@transaction.atomic
def destroy(*, by: Actor, at: datetime, compartment: UUID) -> dict[str, int]:
    """Remove every entry of *compartment*; returns how many. What stands above is gone already. Twice is the same as once."""
    access.require(by, "destruction:approve", compartment)
    removed = removal.remove(HOLDINGS, compartment)
    ledger.record(DESTROYED, by=by, at=at, compartment=compartment, payload={"removed": removed})
    return removed
