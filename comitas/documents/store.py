"""Bytes at rest: one file an object, in segments sealed one by one.

A file is a row of segments; each is sealed under the object's own data key, bound to the object's id, its own place and
whether it is the last. So a segment that was cut off, swapped, repeated, appended or moved from another object does not open.
Nothing here answers before file and folder are flushed to disk.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from comitas.core import sealing

FORMAT = b"comitas object 1"
_ready: set[Path] = set()  # stores whose folders this process knows to be on disk


class Damaged(Exception):
    """The bytes on disk are not those that were kept: lost, cut, altered, or of another object."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What it takes to write or read one object. `size` is that of the plain bytes, known before the first is written."""

    id: UUID
    size: int
    key: bytes
    segment_bytes: int

    @property
    def last(self) -> int:
        """Place of the last segment, from 0. An empty object has one empty segment, so that its loss is noticed too."""
        return max(self.size - 1, 0) // self.segment_bytes

    def context(self, place: int) -> bytes:
        return b"|".join((FORMAT, self.id.bytes, place.to_bytes(8, "big"), b"last" if place == self.last else b"more"))

    def sealed_length(self, plain: int) -> int:
        """Bytes on disk of the first *plain* bytes, which end where a segment ends."""
        return plain + (max(plain - 1, 0) // self.segment_bytes + 1) * sealing.OVERHEAD


def path(object_id: UUID) -> Path:
    """Where the object lies. The folder is named by the last two digits, which are random; the first ones are a time."""
    return Path(settings.OBJECTS) / object_id.hex[-2:] / str(object_id)


def create(object_id: UUID) -> None:
    """An empty file for a new object, on disk. FileExistsError when there is one already: nothing is ever overwritten."""
    place = path(object_id)
    _make_folders(place.parent.parent)
    os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    _flush_folder(place.parent)


def append(sealed: Sealed, offset: int, data: bytes) -> None:
    """Seal *data* from *offset* on, which is where a segment begins; on disk when this returns.

    What a broken attempt left after *offset* is cut away first. `Damaged` when less than *offset* is there.
    """
    start = sealed.sealed_length(offset) if offset else 0
    try:
        descriptor = os.open(path(sealed.id), os.O_WRONLY)
    except FileNotFoundError as error:
        raise Damaged(str(sealed.id)) from error
    with os.fdopen(descriptor, "wb") as file:
        if os.fstat(descriptor).st_size < start:
            raise Damaged(str(sealed.id))
        file.truncate(start)
        file.seek(start)
        for place, plain in _segments(sealed, offset, data):
            file.write(sealing.seal(plain, sealed.key, sealed.context(place)))
        file.flush()
        os.fsync(descriptor)


def write(sealed: Sealed, data: bytes) -> None:
    """A whole new object."""
    create(sealed.id)
    append(sealed, 0, data)


def read(sealed: Sealed, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The plain bytes from *start* to before *stop* (the end), segment by segment. `Damaged` at the first wrong segment.

    That the file is there and has its length is checked at once, before the first segment is asked for.
    """
    end = sealed.size if stop is None else min(stop, sealed.size)
    try:
        length = path(sealed.id).stat().st_size
    except FileNotFoundError as error:
        raise Damaged(str(sealed.id)) from error
    if length != sealed.sealed_length(sealed.size):
        raise Damaged(str(sealed.id))
    return _opened(sealed, start, end)


def digest(sealed: Sealed) -> bytes:
    """SHA-256 of the plain bytes, read back from disk."""
    found = hashlib.sha256()
    for plain in read(sealed):
        found.update(plain)
    return found.digest()


def verify(sealed: Sealed, sha256: bytes) -> None:
    """Read the whole object; `Damaged` unless it is what had this digest."""
    if digest(sealed) != sha256:
        raise Damaged(str(sealed.id))


def remove(object_id: UUID) -> None:
    """Remove an object's file. Removing what is not there changes nothing."""
    place = path(object_id)
    try:
        place.unlink()
    except FileNotFoundError:
        return
    _flush_folder(place.parent)


def lying_since(before: float) -> Iterator[UUID]:
    """Ids of all files last written before *before* (seconds since 1970). Foreign files are passed over."""
    for folder in sorted(settings.OBJECTS.glob("[0-9a-f][0-9a-f]")):
        for entry in os.scandir(folder):
            object_id = _as_id(entry.name)
            if object_id and entry.stat().st_mtime < before:
                yield object_id


def free_bytes() -> int:
    """What the disk of the objects still takes."""
    settings.OBJECTS.mkdir(mode=0o700, parents=True, exist_ok=True)
    return shutil.disk_usage(settings.OBJECTS).free


def _segments(sealed: Sealed, offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    first = offset // sealed.segment_bytes
    for number, start in enumerate(range(0, len(data) or 1, sealed.segment_bytes)):
        yield first + number, data[start : start + sealed.segment_bytes]


def _opened(sealed: Sealed, start: int, end: int) -> Iterator[bytes]:
    with path(sealed.id).open("rb") as file:
        first, last = start // sealed.segment_bytes, max(end - 1, 0) // sealed.segment_bytes
        whole = sealed.segment_bytes + sealing.OVERHEAD
        file.seek(first * whole)
        for place in range(first, last + 1):
            plain = _opened_segment(sealed, file.read(whole), place)
            base = place * sealed.segment_bytes
            yield plain[max(start - base, 0) : max(end - base, 0)]


def _opened_segment(sealed: Sealed, segment: bytes, place: int) -> bytes:
    try:
        return sealing.unseal(segment, sealed.key, sealed.context(place))
    except sealing.SealBroken as error:
        raise Damaged(f"{sealed.id}, segment {place}") from error


def _make_folders(objects: Path) -> None:
    """The 256 folders, on disk. Another process may have made and not yet flushed them, so each process flushes once itself."""
    if objects in _ready and objects.is_dir():
        return
    objects.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(256):
        (objects / f"{number:02x}").mkdir(mode=0o700, exist_ok=True)
    _flush_folder(objects)
    _flush_folder(objects.parent)
    _ready.add(objects)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _as_id(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
