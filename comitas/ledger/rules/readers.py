"""What follows the ledger: a line as readers see it, and what a reader must be able to do.

A reader keeps a projection: rows that say nothing the ledger does not say, kept because they are quick to ask. Its rows change
only in `apply` and `clear`, so that they can be made again from the first line at any time.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as readers see it: its place in the one order, and its payload in today's version of its kind."""

    position: int
    id: int
    kind: str
    compartment: UUID | None
    case: UUID | None
    part: UUID | None
    actor: str
    recorded_at: datetime
    effective_at: datetime
    payload: dict[str, Any]


class Reader(Protocol):
    """One projection. Both methods run inside a transaction that the ledger opens and that also moves the reader's position.

    `name` says where it stands in the list and on the command line, such as "statistics.flow"; `kinds` are the names of the
    kinds it wants to see. The same entries give the same rows, whenever they come: no clock, no random number, no row of
    another app that is not itself a projection of earlier lines.
    """

    @property
    def name(self) -> str: ...

    @property
    def kinds(self) -> frozenset[str]: ...

    def apply(self, entry: Entry) -> None:
        """Take in one line. An exception stops this reader before the line, until the program is mended."""

    def clear(self) -> None:
        """Remove every row of the projection."""
