"""What the ledger says about cases. Payloads hold codes, numbers and ids: enough to count every figure from them alone."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from comitas.cases import access
from comitas.cases.models import Case, Part
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds
from comitas.ledger.rules.kinds import Kind

OPENED = kinds.declare("case.opened", N_("Case {number} was opened."))
TAKEN_OVER = kinds.declare("case.taken-over", N_("Case {number} was taken over from an earlier register."))
CLOSED_BEFORE = kinds.declare(
    "case.closed-before", N_("Case {number} had been closed in the earlier register: {outcome}.")
)
CHANGED = kinds.declare("case.changed", N_("Case {number} was changed: {fields}."))
CONVERTED = kinds.declare("case.converted", N_("Case {number} became: {kind}."))
ASSIGNED = kinds.declare("case.assigned", N_("Case {number} was given to person {officer}."))
MARKED_URGENT = kinds.declare("case.urgency", N_("Urgency of case {number}: {on}."))
MARKED_CONFIDENTIAL = kinds.declare("case.confidentiality", N_("Confidentiality of case {number}: {on}."))
ACKNOWLEDGED = kinds.declare("case.acknowledged", N_("Case {number} was acknowledged on {date}."))
TOLD = kinds.declare("case.told", N_("The other State was told about case {number} on {date}."))
CLOSED = kinds.declare("case.closed", N_("Case {number} was closed: {outcome}."))
REOPENED = kinds.declare("case.reopened", N_("Case {number} was reopened."))
LINKED = kinds.declare("case.linked", N_("Case {number} was linked with another."))
PART_ADDED = kinds.declare("part.added", N_("Part {number} was added: measure {measure}."))
PART_CHANGED = kinds.declare("part.changed", N_("Part {number} was changed: {fields}."))
DAYS_SET = kinds.declare("case.days-set", N_("Days of {number} were noted: {days}."))
STEP_TAKEN = kinds.declare("part.step-taken", N_("Part {number}: {step}, on {date}."))
REMEDY_NOTED = kinds.declare("part.remedy-noted", N_("Remedy of part {number}: it holds the evidence: {holds}."))
PERSON_ADDED = kinds.declare("case.person-added", N_("A person was entered in case {number}."))
PERSON_CHANGED = kinds.declare("case.person-changed", N_("A person of case {number} was changed: {fields}."))
CUSTODY = kinds.declare("case.custody", N_("Custody of a person of case {number}: {on}."))
OFFENCE_ADDED = kinds.declare("case.offence-added", N_("An offence was entered in case {number}."))
OFFENCE_CHANGED = kinds.declare("case.offence-changed", N_("An offence of case {number} was changed: {fields}."))
OFFENCE_REMOVED = kinds.declare("case.offence-removed", N_("An offence was taken out of case {number}."))
PERSON_REMOVED = kinds.declare("case.person-removed", N_("A person was taken out of case {number}."))
FILLED = kinds.declare("case.request-filled", N_("The draft of our request {number} was changed: {fields}."))
REFERENCE_ADDED = kinds.declare("case.reference-added", N_("A reference was entered in case {number}."))
ITEM_MARKED = kinds.declare("case.item-marked", N_("An item of case {number} was marked: {handling}."))


def record(
    kind: Kind,
    *,
    by: Actor,
    at: datetime,
    case: Case,
    payload: dict[str, object] | None = None,
    personal: dict[str, object] | None = None,
    part: Part | None = None,
    on: date | None = None,
    permission: str = "",
) -> None:
    """One line about a case; the number and the authority are always told. *on* is the local date on which it took effect.

    A deputy is named with whom they act for: the absent officer, or whose role gives them *permission*.
    """
    told: dict[str, object] = {"number": case.number, "authority": str(case.authority_id), "side": case.side}
    ledger.record(
        kind,
        by=access.acting(by, case, permission),
        at=effective(case, at, on),
        compartment=case.compartment_id,
        case=case.pk,
        part=part.pk if part else None,
        payload=told | (payload or {}),
        personal=personal or None,
    )


def effective(case: Case, at: datetime, on: date | None) -> datetime:
    """The instant at which something took effect: now, or the end of an earlier local day of the authority."""
    zone = case.authority.time_zone
    if on is None or on >= clock.local_date(at, zone):
        return at
    return datetime.combine(on + timedelta(days=1), time.min, ZoneInfo(zone)) - timedelta(seconds=1)


def changes(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    """What changed, as text, for the personal side of a line."""
    return {
        "before": {name: _text(value) for name, value in before.items()},
        "after": {name: _text(value) for name, value in after.items()},
    }


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value) if value is not None else ""


def plain(value: object) -> object:
    """A value for a payload: dates and ids as text."""
    return str(value) if isinstance(value, date | UUID) else value
