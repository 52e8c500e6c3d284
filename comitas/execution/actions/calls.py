"""Phone notes: written, followed up, put into their case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.cases import actions as cases
from comitas.cases import queries as casefile
from comitas.cases.actions import lines, locking
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Conflict, Invalid
from comitas.directory.models import Authority, State
from comitas.execution import queries
from comitas.execution.actions import checking, told
from comitas.execution.models import Call
from comitas.execution.rules import calls, fields
from comitas.ledger import actions as ledger

PERMISSION = "execution:keep"
CHANNEL = "telephone"


@transaction.atomic
def note_call(
    *,
    by: Actor,
    at: datetime,
    authority: UUID,
    given: Mapping[str, Any],
    case: UUID | None = None,
    state: str = "",
    once: UUID | None = None,
) -> Call:
    """What was said on the telephone, in *case* or, without one, in *authority*. The same `once` gives back what is there.

    Where the other State was told how the case stands, the case says so (`cases.note_told`).
    """
    found, ours = _place(by, authority, case)
    if once and (there := queries.calls(by).filter(pk=once).first()):
        return there
    today = clock.local_date(at, ours.time_zone)
    values = checking.cleaned(calls.FIELDS, {one.name: None for one in calls.FIELDS} | dict(given))
    checking.refuse(calls.wrong(values, today) | fields.wrong(calls.FIELDS, values, today))
    if values["told"] and found is None:
        raise Invalid({"told": _("Say in which case, or take out the mark.")})
    if state and not State.objects.filter(pk=state).exists():
        raise Invalid({"state": _("Choose one of the list.")})
    place = found.compartment if found else accounts.create_compartment(by=by, at=at, authority=authority)
    other = (found.state_from_id if found else None) or state or None
    made = Call.objects.create(
        id=once or new_id(), compartment=place, authority=ours, case=found, state_id=other, at=at, by_id=by.id, **values
    )
    if found and values["told"]:
        cases.note_told(by=by, at=at, case=found.pk, on=today, channel=CHANNEL)
    payload = {"call": str(made.pk), "way": made.way, "verified": made.verified, "told": made.told}
    _record(told.CALLED, by, at, made, payload, told.plain(values))
    return made


@transaction.atomic
def finish_follow_up(*, by: Actor, at: datetime, call: UUID) -> None:
    """What was to follow is done."""
    found = _locked(by, call)
    if found.done_on is not None:
        return
    if found.follow_up_on is None:
        raise Conflict(_("Nothing was to follow this call."))
    today = clock.local_date(at, found.authority.time_zone)
    Call.objects.filter(pk=call).update(done_on=today, version=F("version") + 1)
    _record(told.FOLLOWED, by, at, found, {"call": str(call)})


@transaction.atomic
def file_call(*, by: Actor, at: datetime, call: UUID, case: UUID) -> None:
    """A note without a case turns out to be about one: from now on whoever may read that case may read it, and nobody else."""
    into = locking.locked(by, PERMISSION, case)
    found = _locked(by, call)
    if found.case_id == into.pk:
        return
    if found.case_id is not None:
        raise Conflict(_("This note stands in a case already."))
    if found.authority_id != into.authority_id:
        raise Invalid({"number": _("This case is another authority's.")})
    Call.objects.filter(pk=call).update(
        case=into, compartment=into.compartment_id, state=into.state_from_id or found.state_id, version=F("version") + 1
    )
    lines.record(told.FILED, by=by, at=at, case=into, payload={"call": str(call)})


def _place(by: Actor, authority: UUID, case: UUID | None) -> tuple[Case | None, Authority]:
    """The case, locked, or the authority, locked so that one form sent twice at once makes one note."""
    if case is not None:
        found = locking.locked(by, PERMISSION, case)
        return found, found.authority
    access.require_in(by, PERMISSION, authority)
    return None, Authority.objects.select_for_update(of=("self",), no_key=True).get(pk=authority, ours=True)


def _locked(by: Actor, call: UUID) -> Call:
    """The note, locked after its case."""
    seen = queries.call(by, call)
    access.require(by, PERMISSION, seen.compartment_id)
    if seen.case_id:
        locking.lock(seen.case_id)
    Call.objects.select_for_update(of=("self",)).get(pk=call)
    return queries.call(by, call)


def _record(
    kind: Any,
    by: Actor,
    at: datetime,
    found: Call,
    payload: dict[str, object],
    personal: dict[str, object] | None = None,
) -> None:
    """In the case's chain, or in that of the note's own compartment."""
    if found.case is not None:
        lines.record(kind, by=by, at=at, case=casefile.case(by, found.case.pk), payload=payload, personal=personal)
        return
    ledger.record(
        kind, by=by, at=at, payload={"authority": str(found.authority_id), **payload}, personal=personal,
        compartment=found.compartment_id,
    )  # fmt: skip
