"""A file of any size from a part of the program: its bytes go to disk piece by piece, outside any transaction, before a row names them.

A crash between the two leaves a file that no row names; the sweep removes it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from comitas.accounts import access as need_to_know
from comitas.core import sealing
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.documents import access, store
from comitas.documents.actions.enclosing import judged
from comitas.documents.actions.uploads import check_room, placed_document
from comitas.documents.models import Object, Placement
from comitas.documents.rules import content, names, uploads
from comitas.ledger.queries import key as compartment_key

PIECE_BYTES = 8 * uploads.SEGMENT_BYTES  # in memory at a time, and flushed to disk together


class LengthChanged(Exception):
    """More or fewer bytes came than were announced: the file is being written, or whoever gives it does not tell the truth."""


@dataclass(frozen=True, slots=True)
class SetDown:
    """Bytes on disk that stand nowhere yet. `head` are the first of them."""

    id: UUID
    size: int
    sha256: bytes
    head: bytes = field(repr=False)
    key: bytes = field(repr=False)


def set_down(*, by: Actor, at: datetime, size: int, pieces: Iterable[bytes]) -> SetDown:
    """Write *size* bytes, in pieces of any length, to disk. `Invalid` where there is no room; `LengthChanged`. Nothing stays then."""
    access.require_upload(by)
    check_room(by, size, settings.UPLOAD_LIMIT)
    sealed = store.Sealed(new_id(), size, sealing.new_key(), uploads.SEGMENT_BYTES)
    store.create(sealed.id)
    try:
        sha256, head = _written(sealed, pieces)
    except BaseException:
        store.remove(sealed.id)
        raise
    return SetDown(sealed.id, size, sha256, head, sealed.key)


def take_back(*, by: Actor, at: datetime, held: SetDown) -> None:
    """What was set down is not kept after all. What was kept meanwhile stays."""
    access.require_upload(by)
    if not Object.objects.filter(pk=held.id).exists():
        store.remove(held.id)


@transaction.atomic
def keep_set_down(
    *, by: Actor, at: datetime, held: SetDown, name: str, compartment: UUID, case: UUID | None = None
) -> Placement:
    """Make what was set down a document of *compartment*: from now on a row names it."""
    need_to_know.require(by, "document:add", compartment)
    made = Object.objects.create(
        id=held.id, compartment_id=compartment, size=held.size, sha256=held.sha256, created_at=at,
        wrapped=sealing.wrap(held.key, compartment_key(compartment)),
    )  # fmt: skip
    return placed_document(made, compartment, names.cleaned(name), judged(held.head), by, at, case)


def _written(sealed: store.Sealed, pieces: Iterable[bytes]) -> tuple[bytes, bytes]:
    found, head, offset = hashlib.sha256(), b"", 0
    for piece in _gathered(pieces):
        if offset + len(piece) > sealed.size:
            raise LengthChanged
        store.append(sealed, offset, piece)
        found.update(piece)
        head = head or piece[: content.HEAD_BYTES]
        offset += len(piece)
    if offset != sealed.size:
        raise LengthChanged
    if not sealed.size:
        store.append(sealed, 0, b"")
    return found.digest(), head


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that end where segments end; only the last may be shorter."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PIECE_BYTES:
            yield bytes(waiting[:PIECE_BYTES])
            del waiting[:PIECE_BYTES]
    if waiting:
        yield bytes(waiting)
