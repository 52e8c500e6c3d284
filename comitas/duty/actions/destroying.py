"""Lawful destruction of alerts to arrivals. Messages name none."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.accounts import access
from comitas.core import removal
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.duty.models import Alert, Call
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

DESTROYED = kinds.declare("alert.destroyed", N_("Alerts to arrivals were destroyed: {removed}."))

HOLDINGS: tuple[removal.Holding, ...] = (
    ("", Call, "alert__arrival__compartment"),
    ("alerts", Alert, "arrival__compartment"),
)


@transaction.atomic
def destroy(*, by: Actor, at: datetime, compartment: UUID) -> dict[str, int]:
    """Remove every row of *compartment*; returns how many of what. What stands above is gone already. Twice is the same as once."""
    access.require(by, "destruction:approve", compartment)
    removed = removal.remove(HOLDINGS, compartment)
    ledger.record(DESTROYED, by=by, at=at, compartment=compartment, payload={"removed": removed})
    return removed
