"""Does the ledger still say what it said? Pure: rows and checkpoints in, faults by name out.

Sure up to the last checkpoint. After it, whoever owns the database could rewrite and recompute everything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comitas.ledger.rules import canonical
from comitas.ledger.rules.checkpoints import Checkpoint

MOST_FAULTS = 100  # a broken ledger is told after this many; a million sentences help nobody


class LedgerBroken(Exception):
    """The ledger is not what was written. `faults` has a sentence for each thing found, each naming its line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Stored:
    """A place in the order with the line that stands there (None where the line is gone)."""

    position: int
    running: bytes
    line_id: int
    columns: tuple[str, UUID | None, UUID | None, UUID | None, str, datetime, datetime, UUID, int] | None
    canonical: bytes | None
    digest: bytes | None
    personal: str  # "none", "kept", "unreadable" (key destroyed), "missing", "altered": judged by who holds keys


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found whole."""

    positions: int
    checkpoints: int
    sure_up_to: int
    last_checkpoint: datetime | None
    unreadable: int  # lines whose personal values went with their key, lawfully


@dataclass(slots=True)
class _Walk:
    position: int = 0
    running: bytes = canonical.EMPTY
    unreadable: int = 0


def verify(stored: Iterable[Stored], checkpoints: Iterable[Checkpoint], strays: Iterable[int]) -> Verified:
    """Walk everything; raises `LedgerBroken`.

    `stored` comes in order of position; `strays` are ids of lines that stand behind the sequencer without a place in the order.
    """
    walk = _Walk()
    marks = _Marks(checkpoints)
    faults: list[str] = []
    for fault in _faults(stored, marks, strays, walk):
        faults.append(fault)
        if len(faults) == MOST_FAULTS:
            faults.append("There are more faults than are listed here.")
            break
    if faults:
        raise LedgerBroken(faults)
    return Verified(walk.position, marks.seen, marks.position, marks.at, walk.unreadable)


class _Marks:
    """The checkpoints, in step with the walk."""

    def __init__(self, checkpoints: Iterable[Checkpoint]) -> None:
        self._rest = iter(checkpoints)
        self._next = next(self._rest, None)
        self.seen = 0
        self.position = 0
        self.at: datetime | None = None

    def at_position(self, position: int, running: bytes) -> Iterator[str]:
        while self._next is not None and self._next.position <= position:
            mark = self._next
            if mark.position == position and mark.running != running:
                yield (
                    f"Between positions {self.position + 1} and {position} lines were altered, removed, inserted or reordered: "
                    f"the checkpoint of {mark.at:%Y-%m-%d %H:%M} UTC does not agree."
                )
            self._advance(mark)

    def after(self, position: int) -> Iterator[str]:
        last = None
        while self._next is not None:
            last = self._next
            self._advance(last)
        if last is not None and last.position > position:
            yield f"Positions {position + 1} to {last.position} were removed: a checkpoint attests to them."

    def _advance(self, mark: Checkpoint) -> None:
        self.seen += 1
        self.position, self.at = mark.position, mark.at
        self._next = next(self._rest, None)


def _faults(stored: Iterable[Stored], marks: _Marks, strays: Iterable[int], walk: _Walk) -> Iterator[str]:
    chains: dict[UUID, tuple[int, bytes]] = {}
    for place in stored:
        if place.position != walk.position + 1:
            yield f"Positions {walk.position + 1} to {place.position - 1} were removed."
        yield from _line_faults(place, chains)
        expected = canonical.running(walk.running, place.position, place.digest or canonical.EMPTY)
        if place.digest is not None and expected != place.running:
            yield f"{_name(place)}: it was altered, inserted or moved; the running digest does not agree."
        walk.position, walk.running = place.position, place.running
        walk.unreadable += place.personal == "unreadable"
        yield from marks.at_position(place.position, place.running)
    yield from marks.after(walk.position)
    for line_id in strays:
        yield f"Line {line_id} was inserted behind the order: no position was ever given to it, or its position was removed."


def _line_faults(place: Stored, chains: dict[UUID, tuple[int, bytes]]) -> Iterator[str]:
    if place.canonical is None or place.digest is None:
        yield f"Line {place.line_id} at position {place.position} was removed."
        return
    if canonical.digest(place.canonical) != place.digest:
        yield f"{_name(place)}: its content was altered."
    try:
        content = canonical.decode(place.canonical)
    except canonical.NotCanonical as error:
        yield f"{_name(place)}: {error}"
        return
    if place.columns != columns(content) or content.id != place.line_id:
        yield f"{_name(place)}: a column beside the hashed content was altered."
    number, previous = chains.get(content.chain, (0, canonical.EMPTY))
    if (content.number, content.previous) != (number + 1, previous):
        yield f"{_name(place)}: it does not follow line {number} of its chain."
    chains[content.chain] = (content.number, place.digest)
    if place.personal in ("missing", "altered"):
        yield f"{_name(place)}: the personal values beside it are {place.personal}."


def columns(
    content: canonical.Content,
) -> tuple[str, UUID | None, UUID | None, UUID | None, str, datetime, datetime, UUID, int]:
    """What the columns beside the canonical bytes must repeat."""
    return (
        content.kind,
        content.compartment,
        content.case,
        content.part,
        content.actor,
        content.recorded_at,
        content.effective_at,
        content.chain,
        content.number,
    )


def _name(place: Stored) -> str:
    kind = f", {place.columns[0]}" if place.columns else ""
    return f"Line {place.line_id} (position {place.position}{kind})"
