"""Closing, reopening, and what the other State was told."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.actions import lines, locking
from comitas.cases.models import Case
from comitas.cases.rules.codes import CHANNELS
from comitas.cases.rules.status import exit_kind
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid

OTHERWISE = "V9"


@transaction.atomic
def close_case(*, by: Actor, at: datetime, case: UUID, on: date) -> str:
    """Close it when every part has ended; the outcome follows from the parts. Returns the exit, V4-V9."""
    found = locking.open_and_locked(by, "case:work", case)
    locking.refuse_future("on", on, found, at)
    if found.received_on and on < found.received_on:
        raise Invalid({"on": _("The case would be closed before it was received.")})
    outcome = exit_of(found)
    Case.objects.filter(pk=case).update(closed_on=on, outcome=outcome, due=None, version=F("version") + 1)
    payload: dict[str, object] = {
        "outcome": outcome,
        "date": on.isoformat(),
        "kind": found.kind,
        "counts": found.counts,
    }
    lines.record(lines.CLOSED, by=by, at=at, case=found, payload=payload, on=on)
    return outcome


def exit_of(case: Case) -> str:
    """The one exit of a case; `Conflict` while a part is open or a request has none."""
    parts = [queries.standing_of(part) for part in case.parts.all()]
    outcome = exit_kind(parts)
    if outcome is None and not parts and not case.counts:
        return OTHERWISE
    if outcome is None and not parts:
        raise Conflict(_("Nothing is asked yet. Add the first part, and end it as it ended."))
    if outcome is None:
        raise Conflict(_("A part is still open. A case is closed when every part has ended."))
    return outcome


@transaction.atomic
def reopen_case(*, by: Actor, at: datetime, case: UUID, on: date, reason: str) -> None:
    """Open a closed case again, for the head, with the reason. Its parts stay as they ended until one is reopened."""
    found = locking.locked(by, "case:decide", case)
    if found.closed_on is None:
        raise Conflict(_("This case is open."))
    because = locking.reasoned(reason)
    locking.refuse_future("on", on, found, at)
    if on < found.closed_on:
        raise Invalid({"on": _("The case would be reopened before it was closed.")})
    before = {"was": found.outcome, "closed_on": found.closed_on.isoformat()}
    Case.objects.filter(pk=case).update(closed_on=None, outcome="", closed_before=False, version=F("version") + 1)
    locking.derive(found)
    payload: dict[str, object] = {"date": on.isoformat(), "kind": found.kind, "counts": found.counts, **before}
    lines.record(
        lines.REOPENED, by=by, at=at, case=found, payload=payload, personal={"reason": because}, on=on, permission="case:decide"
    )  # fmt: skip


@transaction.atomic
def note_told(*, by: Actor, at: datetime, case: UUID, on: date, channel: str, acknowledges: bool = False) -> None:
    """The other State was told something on that day, by a code of `CHANNELS`; the first acknowledgement is kept apart."""
    found = locking.locked(by, "letter:send", case)
    if channel not in CHANNELS:
        raise Invalid({"channel": _("Choose how it was sent.")})
    locking.refuse_future("on", on, found, at)
    first = acknowledges and found.acknowledged_on is None
    if found.last_told_on is None or on >= found.last_told_on:
        Case.objects.filter(pk=case).update(last_told_on=on, last_told_by=channel)
    told: dict[str, object] = {"date": on.isoformat(), "channel": channel}
    if first:
        Case.objects.filter(pk=case).update(acknowledged_on=on)
        lines.record(lines.ACKNOWLEDGED, by=by, at=at, case=found, payload=told, on=on)
    lines.record(lines.TOLD, by=by, at=at, case=found, payload=told, on=on)
