"""What the ledger says about carrying out: which register and which entry, by codes; every word and day on the personal side."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from comitas.cases.actions import lines
from comitas.cases.models import Case, Part
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.execution.rules.registers import Register
from comitas.ledger.rules import kinds
from comitas.ledger.rules.kinds import Kind

ENTERED = kinds.declare("execution.entered", N_("Case {number}, {register}: an entry was made."))
CHANGED = kinds.declare("execution.changed", N_("Case {number}, {register}: an entry was changed, {fields}."))
ANNULLED = kinds.declare("execution.annulled", N_("Case {number}, {register}: an entry was annulled."))
HAPPENED = kinds.declare("execution.happened", N_("Case {number}, {register}: {happening}."))
LIFTED = kinds.declare("execution.freeze-lifted", N_("Case {number}: a freeze was lifted; told beforehand: {told}."))
CALLED = kinds.declare("execution.call-noted", N_("A phone call was noted; verified: {verified}."))
FOLLOWED = kinds.declare("execution.call-followed", N_("What was to follow a phone call is done."))
FILED = kinds.declare("execution.call-filed", N_("A phone note was put into case {number}."))


def record(
    kind: Kind,
    *,
    by: Actor,
    at: datetime,
    case: Case,
    table: Register,
    entry: UUID,
    part: Part | None = None,
    payload: Mapping[str, object] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> None:
    """One line about an entry."""
    told: dict[str, object] = {"register": table.code, "entry": str(entry), **(payload or {})}
    lines.record(kind, by=by, at=at, case=case, part=part, payload=told, personal=plain(personal or {}))


def plain(values: Mapping[str, Any]) -> dict[str, object]:
    """What was written, as JSON; what is empty left out."""
    return {name: _plain(value) for name, value in values.items() if value not in (None, "")}


def _plain(value: Any) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value
