"""Lawful destruction of what was kept about carrying a case out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.accounts import access
from comitas.core import removal
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.execution.models import (
    Attempt,
    Call,
    Cost,
    Decision,
    Freeze,
    Item,
    Movement,
    Paper,
    Prisoner,
    Renewal,
    Served,
    Service,
    Translation,
)
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

DESTROYED = kinds.declare(
    "execution.destroyed", N_("What was kept about carrying a case out was destroyed: {removed}.")
)

HOLDINGS: tuple[removal.Holding, ...] = (
    ("carried_out", Movement, "of__compartment"),
    ("carried_out", Served, "of__compartment"),
    ("carried_out", Renewal, "of__compartment"),
    ("carried_out", Attempt, "of__compartment"),
    ("carried_out", Paper, "compartment"),
    ("carried_out", Item, "compartment"),
    ("carried_out", Translation, "compartment"),
    ("carried_out", Cost, "compartment"),
    ("carried_out", Decision, "compartment"),
    ("carried_out", Freeze, "compartment"),
    ("carried_out", Service, "compartment"),
    ("carried_out", Prisoner, "compartment"),
    ("notes", Call, "compartment"),
)


@transaction.atomic
def destroy(*, by: Actor, at: datetime, compartment: UUID) -> dict[str, int]:
    """Remove every row of *compartment*; returns how many of what. What stands above is gone already. Twice is the same as once."""
    access.require(by, "destruction:approve", compartment)
    removed = removal.remove(HOLDINGS, compartment)
    ledger.record(DESTROYED, by=by, at=at, compartment=compartment, payload={"removed": removed})
    return removed
