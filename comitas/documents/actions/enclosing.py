"""Files that lay inside a document become documents of their own, where it stands and under the same key."""

import errno
import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.core import jobs, sealing
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.documents import queries, store
from comitas.documents.actions.readings import attempted
from comitas.documents.models import Document, Object, Placement
from comitas.documents.rules import content, names, states, uploads
from comitas.ledger import actions as ledger
from comitas.ledger.queries import key as compartment_key
from comitas.ledger.rules import kinds

ENCLOSED_KEPT = kinds.declare(
    "document.taken-out", N_("Document {document} was taken out of {parent}: {size} bytes, SHA-256 {sha256}.")
)


@transaction.atomic
def keep_enclosed(
    *, by: Actor, at: datetime, document: UUID, attempt: int, place: int, name: str, data: bytes
) -> Placement | None:
    """Keep the file at *place* inside *document*, to the byte; None when an earlier attempt kept it: nothing is doubled.

    It stands where the document stands, since when that stands there, and is read by itself. `Conflict` when the attempt is over.
    """
    found = attempted(document, attempt)
    inner = f"{place:05}"
    path = f"{found.path}.{inner}" if found.path else inner
    root = found.root_id or found.pk
    if Document.objects.filter(root=root, path=path).exists():
        return None
    beside = Placement.objects.get(document=found)
    held = kept_object(data, beside.compartment_id, at)
    made = Document.objects.create(
        object=held,
        name=names.cleaned(name),
        size=held.size,
        sha256=held.sha256,
        created_at=at,
        parent=found,
        root_id=root,
        path=path,
        **judged(data[: content.HEAD_BYTES]),
    )
    return _placed(made, beside, by, at)


def judged(head: bytes) -> dict[str, str]:
    """What the bytes are, and so whether they wait to be read: columns of a new document."""
    kind = content.kind_of(head)
    if kind in content.CONVERTIBLE:
        return {"kind": kind, "state": states.WAITING}
    return {"kind": kind, "state": states.REFUSED, "refusal": "empty" if kind == "empty" else "not-convertible"}


def kept_object(data: bytes, compartment: UUID, at: datetime) -> Object:
    """Bytes at rest under the compartment's key. OSError (ENOSPC) where the disk is nearly full."""
    if store.free_bytes() - len(data) < uploads.DISK_RESERVE_BYTES:
        raise OSError(errno.ENOSPC, "No room on the disk for what was made of a document.")
    wrapped = sealing.wrap(sealing.new_key(), compartment_key(compartment))
    made = Object.objects.create(
        compartment_id=compartment, size=len(data), sha256=hashlib.sha256(data).digest(), wrapped=wrapped, created_at=at
    )
    store.write(queries.sealed(made), data)
    return made


def _placed(made: Document, beside: Placement, by: Actor, at: datetime) -> Placement:
    placed = Placement.objects.create(
        document=made, compartment_id=beside.compartment_id, placed_at=beside.placed_at, placed_by_id=by.id
    )
    if made.state == states.WAITING:
        jobs.defer("documents.read", document=str(made.pk))
    payload = {
        "document": str(made.pk),
        "parent": str(beside.document_id),
        "placement": str(placed.pk),
        "size": made.size,
        "sha256": bytes(made.sha256).hex(),
        "content": made.kind,
    }
    personal = {"name": made.name}
    ledger.record(ENCLOSED_KEPT, by=by, at=at, payload=payload, personal=personal, compartment=placed.compartment_id)
    return placed
