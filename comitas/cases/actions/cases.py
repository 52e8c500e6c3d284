"""Opening a case, changing what is known of it, giving it to an officer, urgency, confidentiality."""

from datetime import date, datetime
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.accounts import queries as people
from comitas.accounts.models import Compartment, User
from comitas.cases import queries
from comitas.cases.actions import lines, locking, particulars
from comitas.cases.actions.particulars import FurtherParticulars, Particulars
from comitas.cases.models import Case, Outgoing
from comitas.cases.rules import receipt
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Conflict, Invalid
from comitas.directory.models import Authority

SIDES = ("incoming", "outgoing")


@transaction.atomic
def open_case(
    *,
    by: Actor,
    at: datetime,
    authority: UUID,
    compartment: UUID | None,
    kind: str,
    title: str,
    received_on: date,
    counts: bool = False,
    side: str = "incoming",
    officer: int | None = None,
    once: UUID | None = None,
    requester_number: str = "",
    **more: Unpack[FurtherParticulars],
) -> Case:
    """A new case with its number. *compartment* is the arrival's; None makes one. `kind` is a code of what arrived, and
    `counts` whether it counts as a request. The same `once` again gives back the case that is already there.
    """
    ours = Authority.objects.get(pk=authority)
    year = clock.local_date(at, ours.time_zone).year
    locking.hold_counter(authority, year)  # the same form sent twice at once: the second waits here and finds the first
    if once and (found := queries.cases(by).filter(pk=once).first()):
        return found
    place = _compartment(by, at, authority, compartment)
    given = particulars.columns(Case, {"title": title, "received_on": received_on, **more}, Particulars.__annotations__)
    if side not in SIDES or not kind or len(kind) > 30:
        raise Invalid({"kind": _("Choose what it is.")})
    _check_dates(given, clock.local_date(at, ours.time_zone))
    case = Case(
        id=once or new_id(),
        compartment=place,
        authority=ours,
        side=side,
        kind=kind,
        counts=counts,
        opened_at=at,
        **given,
    )
    case.officer_id = _reader(place, officer)
    case.year, case.serial = year, locking.next_serial(authority, year)
    case.save(force_insert=True)
    if side == "outgoing":
        Outgoing.objects.create(case=case, requester_number=requester_number.strip()[:120])
    locking.derive(case)
    lines.record(
        lines.OPENED,
        by=by,
        at=at,
        case=case,
        payload=_counted(case),
        personal={"title": case.title, "requesting": case.requesting},
    )
    return case


def _counted(case: Case) -> dict[str, object]:
    """What the figures need to know of a new case."""
    return {
        "case": str(case.pk),
        "kind": case.kind,
        "counts": case.counts,
        "state": case.state_from_id or "",
        "received_on": lines.plain(case.received_on),
        "officer": case.officer_id,
    }


def _compartment(by: Actor, at: datetime, authority: UUID, compartment: UUID | None) -> Compartment:
    if compartment is None:
        access.require_in(by, "arrival:accept", authority)
        return accounts.create_compartment(by=by, at=at, authority=authority)
    found = access.require(by, "arrival:accept", compartment)
    if found.authority_id != authority:
        raise Invalid({"authority": _("This arrived at another authority.")})
    if Case.objects.filter(compartment=compartment).exists():
        raise Conflict(_("This arrival has its case already."))
    return found


@transaction.atomic
def change_case(*, by: Actor, at: datetime, case: UUID, version: int, **changes: Unpack[Particulars]) -> None:
    """Put right or complete what is known. `version` is the one that the officer saw; `Conflict` says who was first."""
    found = locking.open_and_locked(by, "case:work", case)
    after: dict[str, Any] = particulars.columns(Case, changes, Particulars.__annotations__)
    before = {name: getattr(found, name) for name in after}
    changed = sorted(name for name in after if before[name] != after[name])
    if not changed:
        return
    locking.refuse_stale(found, version, found.version)
    stands = {"received_on": found.received_on, "written_on": found.written_on}
    _check_dates(stands | after, queries.today_of(found, at), imported=found.imported)
    Case.objects.filter(pk=case).update(**after, version=F("version") + 1)
    for name, value in after.items():
        setattr(found, name, value)
    locking.derive(found)
    _record_change(by, at, found, changed, before, after)


def _record_change(
    by: Actor, at: datetime, case: Case, changed: list[str], before: dict[str, Any], after: dict[str, Any]
) -> None:
    payload: dict[str, object] = {"fields": [name.removesuffix("_id") for name in changed]}
    payload |= {name: lines.plain(after[name]) or "" for name in ("received_on",) if name in changed}
    payload |= {"state": after["state_from_id"] or ""} if "state_from_id" in changed else {}
    told = lines.changes({name: before[name] for name in changed}, {name: after[name] for name in changed})
    lines.record(lines.CHANGED, by=by, at=at, case=case, payload=payload, personal=told)


@transaction.atomic
def convert_case(*, by: Actor, at: datetime, case: UUID, kind: str, counts: bool) -> None:
    """An enquiry or spontaneous information becomes a request, or the other way round: the figures follow from the ledger."""
    found = locking.open_and_locked(by, "case:work", case)
    if not kind or len(kind) > 30:
        raise Invalid({"kind": _("Choose what it is.")})
    if (found.kind, found.counts) == (kind, counts):
        return
    payload: dict[str, object] = {
        "date": queries.today_of(found, at).isoformat(),
        "from": found.kind,
        "counted": found.counts,
        "kind": kind,
        "counts": counts,
    }
    Case.objects.filter(pk=case).update(kind=kind, counts=counts, version=F("version") + 1)
    lines.record(lines.CONVERTED, by=by, at=at, case=found, payload=payload)


@transaction.atomic
def assign(*, by: Actor, at: datetime, case: UUID, officer: int | None) -> None:
    """Give the case to an officer who may read it, or to nobody."""
    found = locking.open_and_locked(by, "arrival:accept", case)
    if found.officer_id == officer:
        return
    before, found.officer_id = found.officer_id, _reader(found.compartment, officer)
    Case.objects.filter(pk=case).update(officer=officer, version=F("version") + 1)
    lines.record(lines.ASSIGNED, by=by, at=at, case=found, payload={"officer": officer, "before": before})


def _reader(compartment: Compartment, officer: int | None) -> int | None:
    """The officer, if they work on cases there and may read this one; nothing says which of the two is missing."""
    if officer is None:
        return None
    user = User.objects.filter(pk=officer, is_active=True).first()
    able = user and access.may(people.actor_of(user), "case:work", compartment.authority_id)
    if not user or not able or not access.can_read(people.actor_of(user), compartment.pk):
        raise Invalid({"officer": _("Choose an officer who may read this case.")})
    return officer


@transaction.atomic
def set_urgent(*, by: Actor, at: datetime, case: UUID, urgent: bool, reason: str = "") -> None:
    """Mark the case urgent, with the reason that the request gives, or not urgent any more."""
    found = locking.open_and_locked(by, "arrival:accept", case)
    because = locking.reasoned(reason) if urgent else ""
    Case.objects.filter(pk=case).update(urgent=urgent, urgent_because=because, version=F("version") + 1)
    lines.record(
        lines.MARKED_URGENT,
        by=by,
        at=at,
        case=found,
        payload={"on": urgent},
        personal={"reason": because} if because else None,
    )


@transaction.atomic
def set_confidential(*, by: Actor, at: datetime, case: UUID, confidential: bool, reason: str = "") -> None:
    """The other State asks that fact and substance be kept confidential (UNCAC 46(20)), or no more. A reason may wait."""
    found = locking.open_and_locked(by, "arrival:accept", case)
    because = locking.reasoned(reason) if reason.strip() and confidential else ""
    Case.objects.filter(pk=case).update(
        confidential=confidential, confidential_because=because, version=F("version") + 1
    )
    personal: dict[str, object] | None = {"reason": because} if because else None
    lines.record(lines.MARKED_CONFIDENTIAL, by=by, at=at, case=found, payload={"on": confidential}, personal=personal)


def _check_dates(given: dict[str, Any], today: date, *, imported: bool = False) -> None:
    if problems := receipt.wrong(given.get("received_on"), given.get("written_on"), today, imported=imported):
        raise Invalid({name: _(sentence) for name, sentence in problems.items()})
