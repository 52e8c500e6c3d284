"""Files inside a file: each goes out as it is, within the room that is left; what stays inside is counted by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from comitas.documents.rules import limits


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file that comes out: its place among its neighbours, the name that the sender gave it, and its bytes."""

    place: int
    name: str
    data: bytes

    def parts(self) -> Iterator[bytes]:
        """The bytes in pieces that fit into one message."""
        for start in range(0, len(self.data), limits.ENCLOSED_PART_BYTES):
            yield self.data[start : start + limits.ENCLOSED_PART_BYTES]


@dataclass(slots=True)
class Room:
    """What may still come out of one original: files, their `size` in bytes together, and none where it lies `deep`."""

    files: int = limits.ENCLOSED
    size: int = limits.ENCLOSED_BYTES
    deep: bool = False
    _left: Counter[str] = field(default_factory=Counter)
    _place: int = 0

    def bars(self, size: int) -> bool:
        """Whether a file of *size* bytes stays inside; that is counted then. Every file is asked for once, in its order."""
        self._place += 1
        if self.deep:
            return self.left("enclosed-too-deep")
        if size > min(limits.ENCLOSED_FILE_BYTES, self.size):
            return self.left("enclosed-too-large")
        if self.files <= 0:
            return self.left("enclosed-too-many")
        return False

    def taken(self, name: str, data: bytes) -> Enclosed:
        """The file that was asked for last comes out."""
        self.files, self.size = self.files - 1, self.size - len(data)
        return Enclosed(self._place, name, data)

    def left(self, why: str, count: int = 1) -> bool:
        """Count what stays inside, with the code of the note that says why."""
        self._left[why] += count
        return True

    def notes(self) -> list[str]:
        return [f"{why}:{count}" for why, count in sorted(self._left.items())]
