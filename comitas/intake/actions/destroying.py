"""Lawful destruction of arrivals, with their numbers, proposals and mentions. Whoever destroys has noted the numbers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.accounts import access
from comitas.core import removal
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.intake.models import Arrival, MailId, Mention, Proposed, RegisterEntry
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

DESTROYED = kinds.declare("arrival.destroyed", N_("Arrivals were destroyed: {removed}."))

HOLDINGS: tuple[removal.Holding, ...] = (
    ("proposals", Proposed, "arrival__compartment"),
    ("", Mention, "arrival__compartment"),
    ("", MailId, "document__object__compartment"),
    ("entries", RegisterEntry, "arrival__compartment"),
    ("arrivals", Arrival, "compartment"),
)


@transaction.atomic
def destroy(*, by: Actor, at: datetime, compartment: UUID) -> dict[str, int]:
    """Remove every row of *compartment*; returns how many of what. What stands above is gone already. Twice is the same as once."""
    access.require(by, "destruction:approve", compartment)
    Arrival.objects.filter(same_as__compartment=compartment).update(same_as=None)
    Arrival.objects.filter(divided_from__compartment=compartment).update(divided_from=None)
    removed = removal.remove(HOLDINGS, compartment)
    ledger.record(DESTROYED, by=by, at=at, compartment=compartment, payload={"removed": removed})
    return removed
