"""Lawful destruction of a case: its row, its parts, their steps, its persons and everything else that hangs on it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.accounts import access
from comitas.cases.models import Case, Link, Mark, Moment, Offence, Outgoing, Part, Person, Reference, StepTaken
from comitas.core import removal
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

DESTROYED = kinds.declare("case.destroyed", N_("A case was destroyed: {removed}."))

HOLDINGS: tuple[removal.Holding, ...] = (
    ("days", Moment, "case__compartment"),
    ("steps", StepTaken, "part__case__compartment"),
    ("", Person.parts.through, "person__case__compartment"),
    ("persons", Person, "case__compartment"),
    ("offences", Offence, "case__compartment"),
    ("references", Reference, "case__compartment"),
    ("links", Link, "case__compartment"),
    ("links", Link, "other__compartment"),
    ("marks", Mark, "placement__compartment"),
    ("", Outgoing, "case__compartment"),
    ("parts", Part, "case__compartment"),
    ("cases", Case, "compartment"),
)


@transaction.atomic
def destroy(*, by: Actor, at: datetime, compartment: UUID) -> dict[str, int]:
    """Remove every row of *compartment*; returns how many of what. What stands above is gone already. Twice is the same as once."""
    access.require(by, "destruction:approve", compartment)
    removed = removal.remove(HOLDINGS, compartment)
    ledger.record(DESTROYED, by=by, at=at, compartment=compartment, payload={"removed": removed})
    return removed
