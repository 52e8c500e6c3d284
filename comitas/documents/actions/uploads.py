"""Taking files in: upload, keep, give up. Bytes are on disk before a row says so, and the row before anybody is told.

Parts, their completion and a file from a form leave no line in the ledger: they change nothing that anybody else can see, and a
large upload has hundreds of parts. Its beginning and its end (kept, abandoned) do.
"""

import hashlib
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from comitas.accounts import access as need_to_know
from comitas.core import jobs, sealing
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.text import N_
from comitas.documents import access, queries, store
from comitas.documents.actions.enclosing import judged as judged_head
from comitas.documents.models import Document, Object, Placement, Upload
from comitas.documents.rules import content, names, states, uploads
from comitas.ledger import actions as ledger
from comitas.ledger.queries import key as compartment_key
from comitas.ledger.rules import kinds
from comitas.ledger.rules.canonical import HOUSE

UPLOAD_LOCK = 0x75706C6F  # "uplo": first half of the lock of an upload or of a person's quota

UPLOAD_BEGUN = kinds.declare("upload.begun", N_("An upload of {size} bytes was begun."))
UPLOAD_ABANDONED = kinds.declare("upload.abandoned", N_("An upload was given up after {received} bytes: {reason}."))
DOCUMENT_KEPT = kinds.declare("document.kept", N_("Document {document} was kept: {size} bytes, SHA-256 {sha256}."))
STRAYS_REMOVED = kinds.declare("store.swept", N_("{count} files that no row names were removed from the store."))


@transaction.atomic
def begin_upload(*, by: Actor, at: datetime, name: str, size: int) -> Upload:
    """Room for one file of *size* bytes that will come in parts. `Invalid` when it is too large, over quota or the disk is full."""
    access.require_upload(by)
    _lock(f"user {by.id}")
    check_room(by, size, settings.UPLOAD_LIMIT)
    held, sealed = new_object(at, size)
    made = _new_upload(by, at, name, held)
    if size == 0:
        store.append(sealed, 0, b"")
    ledger.record(UPLOAD_BEGUN, by=by, at=at, payload={"upload": str(made.pk), "size": size})
    return made


@transaction.atomic
def receive_part(*, by: Actor, at: datetime, upload: UUID, offset: int, data: bytes) -> Upload:
    """Take the next part, on disk when this returns. A part that is here already changes nothing: its answer was lost.

    `Conflict` for a part from further on, or for an upload that ended; `Invalid` for one that does not fit. Look at `received`.
    """
    found = _own(by, at, upload)
    if offset < found.received or found.state == uploads.COMPLETE:
        return found
    if offset > found.received:
        raise Conflict(_(uploads.GO_ON) % {"received": found.received})
    _check_part(found, len(data))
    store.append(queries.sealed(found.held), offset, data)
    found.received = offset + len(data)
    found.save(update_fields=["received"])
    return found


@transaction.atomic
def complete_upload(*, by: Actor, at: datetime, upload: UUID) -> Upload:
    """Read the whole file back from disk and note its fingerprint. Completing twice changes nothing."""
    found = _own(by, at, upload)
    if found.state == uploads.OPEN:
        _complete(found)
    return found


@transaction.atomic
def receive_file(*, by: Actor, at: datetime, name: str, data: bytes) -> Upload:
    """A whole file from a form, complete and on disk when this returns.

    No lock on the person's quota here: it would last as long as the caller's transaction, and forms are small and few at a time.
    """
    access.require_upload(by)
    check_room(by, len(data), settings.FORM_LIMIT)
    held, sealed = new_object(at, len(data), hashlib.sha256(data).digest())
    store.append(sealed, 0, data)
    return _new_upload(by, at, name, held, received=len(data), state=uploads.COMPLETE)


@transaction.atomic
def keep(*, by: Actor, at: datetime, upload: UUID, compartment: UUID, case: UUID | None = None) -> Placement:
    """Make an upload a document of *compartment*: its key goes from the house to the compartment, and reading is asked for.

    `Conflict` when it was kept before, `Invalid` when it has not arrived whole.
    """
    need_to_know.require(by, "document:add", compartment)
    found = _own(by, at, upload)
    if found.state == uploads.OPEN:
        _complete(found)
    held, sealed = found.held, queries.sealed(found.held)
    judged = judged_head(b"".join(store.read(sealed, 0, content.HEAD_BYTES)))
    _hand_over(held, sealed.key, compartment)
    Upload.objects.filter(pk=upload).update(state=uploads.KEPT)
    return placed_document(held, compartment, found.name, judged, by, at, case)


@transaction.atomic
def keep_file(
    *,
    by: Actor,
    at: datetime,
    name: str,
    data: bytes,
    compartment: UUID,
    case: UUID | None = None,
    unread: bool = False,
) -> Placement:
    """Make a whole file a document of *compartment* at once, under its key from the first byte. `Invalid` as for an upload.

    *unread*: it is kept and not set on pages, because its rows are taken out of it by another way.
    """
    need_to_know.require(by, "document:add", compartment)
    check_room(by, len(data), settings.FORM_LIMIT)
    held, sealed = new_object(at, len(data), hashlib.sha256(data).digest(), compartment)
    store.append(sealed, 0, data)
    judged = judged_head(data[: content.HEAD_BYTES])
    if unread and judged["state"] == states.WAITING:
        judged |= {"state": states.REFUSED, "refusal": "not-convertible"}
    return placed_document(held, compartment, names.cleaned(name), judged, by, at, case)


@transaction.atomic
def abandon(*, by: Actor, at: datetime, upload: UUID) -> None:
    """Give up an upload of one's own: its bytes are removed."""
    _give_up(_own(by, at, upload), by, at, "person")


@transaction.atomic
def expire_upload(*, by: Actor, at: datetime, upload: UUID) -> None:
    """Give up somebody's upload whose time is over. One that is still in time, or has ended, stays as it is."""
    _lock(f"upload {upload}")
    found = (
        Upload.objects.select_related("object").filter(pk=upload, state__in=uploads.WAITING, expires_at__lte=at).first()
    )
    if found:
        _give_up(found, by, at, "time")


@transaction.atomic
def remove_strays(*, by: Actor, at: datetime, candidates: tuple[UUID, ...]) -> int:
    """Remove those of the files named that no row names; returns how many. Whoever calls names old files only."""
    known = set(Object.objects.filter(pk__in=candidates).values_list("pk", flat=True))
    strays = [candidate for candidate in candidates if candidate not in known]
    for stray in strays:
        store.remove(stray)
    if strays:
        ledger.record(STRAYS_REMOVED, by=by, at=at, payload={"count": len(strays)})
    return len(strays)


def _own(by: Actor, at: datetime, upload: UUID) -> Upload:
    """The actor's own upload, theirs alone until the transaction ends, still open or complete.

    An advisory lock: writing a part to a slow disk must not be an open write transaction, which would hold up the sequencer.
    """
    _lock(f"upload {upload}")
    found = queries.upload(by, upload)
    if found.state == uploads.KEPT:
        raise Conflict(_("This file has been registered already."))
    if found.state == uploads.ABANDONED or found.expires_at <= at:
        raise NotThere(str(upload))
    return found


def _lock(subject: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [UPLOAD_LOCK, subject])


def check_room(by: Actor, size: int, limit: int) -> None:
    if size < 0 or size > limit:
        raise Invalid(
            {"size": _("A file may have up to %(limit)s. This one is larger.") % {"limit": filesizeformat(limit)}}
        )
    taken = queries.room_taken(by)
    if taken.own_bytes + size > settings.UPLOAD_QUOTA or taken.own_count >= uploads.OPEN_AT_ONCE:
        raise Invalid({"size": _("You have uploaded as much as may wait. Register or remove what is waiting first.")})
    if store.free_bytes() - taken.missing_bytes - size < uploads.DISK_RESERVE_BYTES:
        raise Invalid({"size": _("The disk is nearly full, and nothing more is taken. Tell the administrator.")})


def _check_part(found: Upload, length: int) -> None:
    if found.received + length > found.size:
        sentence = _(uploads.MORE_THAN_ANNOUNCED)
        raise Invalid({"part": sentence % {"size": found.size}})
    if not uploads.fits(found.received, length, found.size, found.held.segment_bytes):
        sentence = _("Send parts of a multiple of %(bytes)s bytes; only the last may be shorter.")
        raise Invalid({"part": sentence % {"bytes": found.held.segment_bytes}})


def new_object(
    at: datetime, size: int, sha256: bytes | None = None, compartment: UUID | None = None
) -> tuple[Object, store.Sealed]:
    """The row and the empty file. A transaction that fails leaves the file behind; the sweep removes it."""
    data_key = sealing.new_key()
    wrapped = sealing.wrap(data_key, compartment_key(compartment or HOUSE))
    held = Object.objects.create(compartment_id=compartment, size=size, wrapped=wrapped, sha256=sha256, created_at=at)
    store.create(held.pk)
    return held, store.Sealed(held.pk, size, data_key, held.segment_bytes)


def _new_upload(
    by: Actor, at: datetime, name: str, held: Object, *, received: int = 0, state: str = uploads.OPEN
) -> Upload:
    return Upload.objects.create(
        user_id=_person(by),
        object=held,
        name=names.cleaned(name),
        size=held.size,
        received=received,
        state=state,
        begun_at=at,
        expires_at=at + uploads.LIFE,
    )


def _person(by: Actor) -> int:
    if by.id is None:
        raise ValueError("Only a person uploads.")
    return by.id


def _complete(found: Upload) -> None:
    if found.received < found.size:
        sentence = _("The file has not arrived whole: %(received)s of %(size)s bytes. Send the rest first.")
        raise Invalid({"upload": sentence % {"received": found.received, "size": found.size}})
    found.held.sha256 = store.digest(queries.sealed(found.held))
    found.held.save(update_fields=["sha256"])
    found.state = uploads.COMPLETE
    found.save(update_fields=["state"])


def placed_document(
    held: Object, compartment: UUID, name: str, judged: dict[str, str], by: Actor, at: datetime, case: UUID | None
) -> Placement:
    """The document of an object that lies under its compartment's key, in its place; reading is asked for."""
    document = Document.objects.create(
        object=held, name=name, size=held.size, sha256=held.sha256, created_at=at, **judged
    )
    placed = Placement.objects.create(document=document, compartment_id=compartment, placed_at=at, placed_by_id=by.id)
    if document.state == states.WAITING:
        jobs.defer("documents.read", document=str(document.pk))
    _record_kept(placed, by, at, case)
    return placed


def _hand_over(held: Object, data_key: bytes, compartment: UUID) -> None:
    """The data key goes from under the key it lies under to that of *compartment*. The bytes stay as they are."""
    held.compartment_id, held.wrapped = compartment, sealing.wrap(data_key, compartment_key(compartment))
    held.save(update_fields=["compartment", "wrapped"])


def _record_kept(placed: Placement, by: Actor, at: datetime, case: UUID | None) -> None:
    document = placed.document
    payload = {
        "document": str(document.pk),
        "placement": str(placed.pk),
        "size": document.size,
        "sha256": bytes(document.sha256).hex(),
        "content": document.kind,
    }
    personal = {"name": document.name}
    ledger.record(
        DOCUMENT_KEPT, by=by, at=at, payload=payload, personal=personal, compartment=placed.compartment_id, case=case
    )


def _give_up(found: Upload, by: Actor, at: datetime, reason: str) -> None:
    held = found.held
    held_id = held.pk
    found.state, found.object = uploads.ABANDONED, None
    found.save(update_fields=["state", "object"])
    held.delete()
    transaction.on_commit(lambda: store.remove(held_id))
    payload = {"upload": str(found.pk), "received": found.received, "reason": reason}
    ledger.record(UPLOAD_ABANDONED, by=by, at=at, payload=payload)
