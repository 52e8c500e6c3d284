"""What every decision on an arrival begins and ends with: it waits and nobody was first, what becomes of it, and its line in the ledger."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from comitas.cases import queries as cases
from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.intake.actions.receiving import Particulars, locked, put_right
from comitas.intake.models import Arrival
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

LONGEST_REASON = 5_000


def undecided(
    by: Actor, at: datetime, permission: str, arrival: UUID, version: int, particulars: Particulars | None = None
) -> Arrival:
    """The arrival, locked and put right by *particulars*, so that a decision that fails leaves no half of it behind."""
    found = locked(by, permission, arrival)
    if found.state != Arrival.Stage.WAITING:
        number = cases.case(by, found.case_id).number if found.case_id else ""
        told = (
            _("A colleague accepted this arrival as case %(number)s.")
            if number
            else _("A colleague has decided on this arrival.")
        )
        raise Conflict(told % {"number": number} + " " + _("What you typed is below; nothing is lost."))
    if found.version != version:
        raise Conflict(
            _("A colleague changed this arrival meanwhile. What you typed is below; compare and send it again.")
        )
    if particulars is not None:
        put_right(found, particulars, by, at)
    return found


def end(
    found: Arrival,
    state: str,
    *,
    because: str = "",
    case: Case | None = None,
    compartment: UUID | None = None,
    same_as: Arrival | None = None,
) -> None:
    """Note what became of it: its state, why, and the case or the arrival that it now belongs to."""
    if len(because) > LONGEST_REASON:
        raise Invalid({"reason": _("This is too long. Put it into a document and write a summary here.")})
    columns: dict[str, Any] = {"state": state, "ended_because": because.strip(), "case": case}
    if compartment:
        columns["compartment_id"] = compartment
    if same_as:
        columns["same_as"] = same_as
    Arrival.objects.filter(pk=found.pk).update(**columns, version=F("version") + 1)


def record(
    kind: kinds.Kind, found: Arrival, by: Actor, at: datetime, *, case: Case | None = None,
    payload: dict[str, Any] | None = None, personal: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """The line of a decision, under the key of the case where there is one by now."""
    told: dict[str, Any] = {"number": found.number, "arrival": str(found.pk)}
    if case is not None:
        told["case_number"] = case.number
    told |= payload or {}
    ledger.record(
        kind, by=by, at=at, compartment=case.compartment_id if case else found.compartment_id, case=case.pk if case else None,
        payload=told, personal=personal,
    )  # fmt: skip
