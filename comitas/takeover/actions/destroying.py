"""Lawful destruction of what an earlier register said: a whole take-over, and of any other the row that became the case."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.accounts import access
from comitas.core import removal
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds
from comitas.takeover.models import Origin, Row, Takeover

DESTROYED = kinds.declare("takeover.destroyed", N_("What an earlier register said was destroyed: {removed}."))

HOLDINGS: tuple[removal.Holding, ...] = (
    ("old_rows", Row, "takeover__compartment"),
    ("takeovers", Takeover, "compartment"),
    ("old_rows", Row, "case__compartment"),
    ("", Origin, "case__compartment"),
)


@transaction.atomic
def destroy(*, by: Actor, at: datetime, compartment: UUID) -> dict[str, int]:
    """Remove every row of *compartment*; returns how many of what. What stands above is gone already. Twice is the same as once."""
    access.require(by, "destruction:approve", compartment)
    removed = removal.remove(HOLDINGS, compartment)
    ledger.record(DESTROYED, by=by, at=at, compartment=compartment, payload={"removed": removed})
    return removed
