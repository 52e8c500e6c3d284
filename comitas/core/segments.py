"""A stream of unknown length, sealed in segments as it passes: a database on its way to a disk that may be lost.

Each segment is sealed under one key and bound to the name of the stream, to its place and to whether it is the last. So one that was
cut off, swapped, repeated or appended does not open.
"""

from collections.abc import Iterable, Iterator
from typing import IO

from comitas.core import sealing

SEGMENT_BYTES = 2**20


def sealed(source: IO[bytes], key: bytes, name: bytes) -> Iterator[bytes]:
    """What *source* gives, sealed: every segment but the last holds `SEGMENT_BYTES`. An empty stream is one empty segment."""
    place, plain = 0, _full(source, SEGMENT_BYTES)
    while True:
        following = _full(source, SEGMENT_BYTES) if len(plain) == SEGMENT_BYTES else b""
        yield sealing.seal(plain, key, _context(name, place, last=not following))
        if not following:
            return
        place, plain = place + 1, following


def opened(source: IO[bytes], key: bytes, name: bytes) -> Iterator[bytes]:
    """The plain segments; `SealBroken` at the first that is not what was sealed here."""
    whole = SEGMENT_BYTES + sealing.OVERHEAD
    place, held = 0, _full(source, whole)
    while True:
        following = _full(source, whole) if len(held) == whole else b""
        yield sealing.unseal(held, key, _context(name, place, last=not following))
        if not following:
            return
        place, held = place + 1, following


def pour(parts: Iterable[bytes], target: IO[bytes]) -> None:
    """Write all of *parts*."""
    for part in parts:
        target.write(part)


def _full(source: IO[bytes], count: int) -> bytes:
    """*count* bytes, less only at the end: a pipe gives what it has."""
    parts, missing = [], count
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _context(name: bytes, place: int, *, last: bool) -> bytes:
    return b"|".join((b"comitas stream 1", name, place.to_bytes(8, "big"), b"last" if last else b"more"))
