"""Receiving, registering, correcting. Lock order: arrival, then counters."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.cases.rules import receipt
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.documents import actions as documents
from comitas.documents.models import Placement
from comitas.intake import queries
from comitas.intake.actions import passing_on
from comitas.intake.models import Arrival, RegisterEntry
from comitas.intake.rules.kinds import BY_CODE
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

RECEIVED = kinds.declare("arrival.received", N_("Arrival {number} was received."))
REGISTERED = kinds.declare("arrival.registered", N_("Arrival {number} was entered as {entry}."))
ANNULLED = kinds.declare("arrival.entry-annulled", N_("Register entry {entry} was annulled."))
FILES_ADDED = kinds.declare("arrival.files-added", N_("{files} more files were kept with arrival {number}."))
CORRECTED = kinds.declare("arrival.corrected", N_("Arrival {number} was corrected: {fields}."))

ARRIVALS, ENTRIES = "arrival", "entry"
ONCE = "intake_arrival_once_key"  # the constraint that lets a form count once


@dataclass(frozen=True, slots=True)
class File:
    """A whole file from a form."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that a source brought: its bytes are set down, and no row names them yet."""

    name: str
    held: documents.SetDown


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of an arrival when it is registered. Dates are local dates of the office that received."""

    received_on: date
    kind: str
    sender: str = ""
    written_on: date | None = None
    channel: str = ""
    note_verbale: str = ""
    sender_authority: UUID | None = None
    sender_state: str | None = None
    urgent: bool = False


def receive(
    *,
    by: Actor,
    at: datetime,
    authority: UUID,
    once: UUID,
    particulars: Particulars,
    uploads: tuple[UUID, ...] = (),
    files: tuple[File, ...] = (),
    restricted: bool = False,
    readers: tuple[int, ...] = (),
    entry: bool = True,
    brought: tuple[Brought, ...] = (),
    source: UUID | None = None,
) -> Arrival:
    """Register what arrived, with its files, uploaded before or given here whole. When this returns, bytes and rows are on disk.

    The same `once` again gives back the arrival that is already there: a double click registers one letter.
    *brought* are the files of a *source*. What belongs to a restricted case is at once only its readers' to see.
    """
    if (found := queries.by_form(by, once)) is not None:
        return found
    access.require_in(by, "arrival:register", authority)
    today = _today(at, authority, by)
    _check(particulars, today)
    try:
        return _receive(
            by,
            at,
            authority,
            once,
            particulars,
            uploads,
            files,
            brought,
            restricted,
            readers,
            entry,
            today.year,
            source,
        )
    except (Conflict, IntegrityError) as error:
        if (found := queries.by_form(by, once)) is not None:
            return found  # two clicks at once: the other was first, and took the files
        if isinstance(error, Conflict) or ONCE not in str(error):
            raise
        raise Conflict(_("This form was sent before. Open a new one.")) from error


@transaction.atomic
@ledger.together()
def _receive(
    by: Actor, at: datetime, authority: UUID, once: UUID, particulars: Particulars, uploads: tuple[UUID, ...], files: tuple[File, ...],
    brought: tuple[Brought, ...], restricted: bool, readers: tuple[int, ...], entry: bool, year: int, source: UUID | None,
) -> Arrival:  # fmt: skip
    compartment = accounts.create_compartment(by=by, at=at, authority=authority, restricted=restricted, readers=readers)
    kept = [documents.keep(by=by, at=at, upload=upload, compartment=compartment.pk) for upload in uploads]
    kept += [_keep(file, compartment.pk, by, at) for file in files]
    kept += [
        documents.keep_set_down(by=by, at=at, held=one.held, name=one.name, compartment=compartment.pk)
        for one in brought
    ]
    arrival = Arrival.objects.create(
        once=once,
        compartment=compartment,
        authority_id=authority,
        year=year,
        serial=_next(authority, ARRIVALS, year),
        arrived_at=at,
        entered_by_id=by.id,
        source_id=source,
        **_columns(particulars),
    )
    payload = {"number": arrival.number, "kind": arrival.kind, "arrival": str(arrival.pk), "authority": str(authority),
               "received_on": particulars.received_on.isoformat(), "files": len(kept),
               "channel": arrival.channel, "urgent": arrival.urgent}  # fmt: skip
    payload |= {"source": str(source)} if source else {}
    ledger.record(
        RECEIVED, by=by, at=at, compartment=compartment.pk, payload=payload, personal={"sender": particulars.sender}
    )
    if entry:
        _enter(arrival, by, at, year)
    passing_on.at_the_door(arrival, kept, at)
    return arrival


@transaction.atomic
def enter(*, by: Actor, at: datetime, arrival: UUID) -> RegisterEntry:
    """Give an arrival its number in the register."""
    held = locked(by, "arrival:register", arrival)
    if RegisterEntry.objects.filter(arrival=held).exists():
        raise Conflict(_("This arrival already has its number in the register."))
    return _enter(held, by, at, _today(at, held.authority_id, by).year)


@transaction.atomic
def annul_entry(*, by: Actor, at: datetime, arrival: UUID, reason: str) -> None:
    """Annul the number in the register: it stays in the list, with the reason."""
    held = locked(by, "arrival:register", arrival)
    if not reason.strip():
        raise Invalid({"reason": _("Write down why the number is annulled.")})
    entry = RegisterEntry.objects.filter(arrival=held, annulled_at=None).first()
    if entry is None:
        raise Conflict(_("This arrival has no number in the register, or it is annulled already."))
    RegisterEntry.objects.filter(pk=entry.pk).update(annulled_at=at, annulled_because=reason.strip()[:300])
    payload = {"entry": entry.number, "arrival": str(arrival)}
    ledger.record(
        ANNULLED, by=by, at=at, compartment=held.compartment_id, payload=payload, personal={"reason": reason.strip()}
    )


@transaction.atomic
def correct(*, by: Actor, at: datetime, arrival: UUID, version: int, particulars: Particulars) -> None:
    """Put right what was registered. `version` is the one that the officer saw; `Conflict` when a colleague was first."""
    held = locked(by, "arrival:register", arrival)
    if held.version != version:
        raise Conflict(
            _("A colleague changed this arrival meanwhile. What you typed is below; compare and save again.")
        )
    put_right(held, particulars, by, at)


def put_right(held: Arrival, particulars: Particulars, by: Actor, at: datetime) -> None:
    """Correct an arrival that is locked; what does not change leaves no line."""
    _check(particulars, _today(at, held.authority_id, by))
    columns = _columns(particulars)
    before = {name: getattr(held, name) for name in columns}
    changed = sorted(name for name, value in columns.items() if before[name] != value)
    if not changed:
        return
    Arrival.objects.filter(pk=held.pk).update(**columns, version=F("version") + 1)
    for name, value in columns.items():
        setattr(held, name, value)
    personal = {
        "before": {name: str(before[name]) for name in changed},
        "after": {name: str(columns[name]) for name in changed},
    }
    payload = {"number": held.number, "fields": changed, "arrival": str(held.pk)}
    ledger.record(CORRECTED, by=by, at=at, compartment=held.compartment_id, payload=payload, personal=personal)


@transaction.atomic
def add_files(*, by: Actor, at: datetime, arrival: UUID, uploads: tuple[UUID, ...]) -> None:
    """Keep further files with an arrival, such as a page that was scanned later. Its case gets them where it has one."""
    held = locked(by, "document:add", arrival)
    if not uploads:
        raise Invalid({"files": _("Choose at least one file.")})
    for upload in uploads:
        documents.keep(by=by, at=at, upload=upload, compartment=held.compartment_id, case=held.case_id)
    payload = {"number": held.number, "arrival": str(arrival), "files": len(uploads)}
    ledger.record(FILES_ADDED, by=by, at=at, compartment=held.compartment_id, case=held.case_id, payload=payload)


def locked(by: Actor, permission: str, arrival: UUID) -> Arrival:
    """The arrival, locked to the end of the transaction, for doing *permission* with it."""
    found = queries.arrival(by, arrival)
    access.require(by, permission, found.compartment_id)
    return Arrival.objects.select_for_update().get(pk=arrival)


def _keep(file: File, compartment: UUID, by: Actor, at: datetime) -> Placement:
    try:
        return documents.keep_file(by=by, at=at, name=file.name, data=file.data, compartment=compartment)
    except Invalid as error:
        raise Invalid({"files": f"{file.name}: {error}"}) from error


def _enter(arrival: Arrival, by: Actor, at: datetime, year: int) -> RegisterEntry:
    serial = _next(arrival.authority_id, ENTRIES, year)
    entry = RegisterEntry.objects.create(
        arrival=arrival, authority_id=arrival.authority_id, year=year, serial=serial, given_at=at
    )
    payload = {"number": arrival.number, "entry": entry.number, "arrival": str(arrival.pk)}
    ledger.record(REGISTERED, by=by, at=at, compartment=arrival.compartment_id, payload=payload)
    return entry


_NEXT = """
INSERT INTO intake_counter (authority_id, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (authority_id, series, year) DO UPDATE SET last = intake_counter.last + 1 RETURNING last
"""


def _next(authority: UUID, series: str, year: int) -> int:
    """The next number; its row stays locked to the commit, so a rollback gives the number back and leaves no gap."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [authority, series, year])
        (number,) = cursor.fetchone()
    return int(number)


def _today(at: datetime, authority: UUID, by: Actor) -> date:
    """The date where the authority sits: numbers roll over at that midnight."""
    zones = {role.authority.pk: role.authority.time_zone for role in access.held(by)}
    zone = zones.get(authority) or Authority.objects.values_list("time_zone", flat=True).get(pk=authority)
    return clock.local_date(at, zone)


def _check(particulars: Particulars, today: date) -> None:
    dates = receipt.wrong(particulars.received_on, particulars.written_on, today)
    problems = {name: _(sentence) for name, sentence in dates.items()}
    if particulars.kind not in BY_CODE:
        problems["kind"] = _("Choose what it is.")
    if problems:
        raise Invalid(problems)


def _columns(particulars: Particulars) -> dict[str, object]:
    renamed = {"sender_authority": "sender_authority_id", "sender_state": "sender_state_id"}
    return {renamed.get(field.name, field.name): getattr(particulars, field.name) for field in fields(particulars)}
