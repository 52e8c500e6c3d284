"""Letters that are owed: what happened to a part and has not been told yet to the State that asked.

Sources: UNCAC 46(23) and ECMA 19, reasons for any refusal; ECMA 18, the sender is told that a request was forwarded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

OWED_AFTER = {
    "refuse": "refusal",
    "refuse-national": "refusal",
    "court-refuses": "refusal",
    "forward": "forwarding-notice",
}
"""Step of a part: the kind of letter that must follow it."""


@dataclass(frozen=True, slots=True)
class Happened:
    """The last step of a part that stands: which part by number, which step, and when it was recorded."""

    number: int
    step: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A letter that has left: its kind, the numbers of its parts, when it was drafted."""

    kind: str
    parts: frozenset[int]
    drafted_at: datetime


def owing(happened: Iterable[Happened], told: Iterable[Told]) -> dict[str, tuple[int, ...]]:
    """Kind of letter to the parts it is owed for. What was drafted before the step was recorded tells nothing of it."""
    letters, found = tuple(told), dict[str, tuple[int, ...]]()
    for one in sorted(happened, key=lambda one: one.number):
        kind = OWED_AFTER.get(one.step)
        if kind and not any(_tells(letter, kind, one) for letter in letters):
            found[kind] = (*found.get(kind, ()), one.number)
    return found


def _tells(letter: Told, kind: str, of: Happened) -> bool:
    return letter.kind == kind and of.number in letter.parts and letter.drafted_at >= of.at
