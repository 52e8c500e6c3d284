"""From what happened to a case to its movements in and out of the stock of requests.

The days are those on which something took effect, and a movement never counts on an earlier day than the one before it: a
request that was reopened on 12 March and is recorded as closed on 5 March leaves on 12 March.
"""

from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from typing import Any

from comitas.statistics.rules.balance import ENTRIES, NOT_A_REQUEST

TRANSMITTING = frozenset({"transmit"})
ANSWERING = frozenset({"answer", "answer-partly", "receive-part", "receive-result"})
REQUESTING = frozenset({"send"})
"""Steps of a part that send something, or bring it back: an answer counts whether it is partial or full."""
HANDING = frozenset({"transmit", "take-back", "hand-back"})
"""Steps after which another executing authority has the part, or none."""


def is_inside(kinds: Iterable[str]) -> bool:
    """Whether a request with these movements, in their order, is in the stock."""
    last = [*kinds][-1:]
    return bool(last) and last[0] in ENTRIES


def opened(counts: bool, side: str = "incoming") -> str | None:
    """The movement when a case is opened: none unless it is a request. One of ours is new when it is sent, not when it is drafted."""
    return "new" if counts and side == "incoming" else None


def taken_over(counts: bool, *, dated: bool, closed: bool, ended_on_a_day: bool) -> str | None:
    """The movement when a case is taken over from an earlier register; `dated`: its day of receipt is known."""
    if not counts or (closed and not (dated and ended_on_a_day)):
        return None
    return "imported" if dated else "undated"


def converted(counts: bool, inside: bool) -> str | None:
    """What an enquiry, draft or information becomes a request by, and the reverse."""
    if counts == inside:
        return None
    return "converted" if counts else NOT_A_REQUEST


def closed(outcome: str, inside: bool) -> str | None:
    """The one exit of a request, V4-V9."""
    return outcome if inside else None


def reopened(counts: bool, inside: bool) -> str | None:
    """A closed request is open again."""
    return "reopened" if counts and not inside else None


def counted_days(said: Iterable[date]) -> list[date]:
    """The days to count by, from those *said*, in the order of the ledger: none before the one that precedes it."""
    return list(accumulate(said, max))


def sending(step: str) -> str | None:
    """Whether a step of a part transmits, answers, or sends a request of ours."""
    if step in TRANSMITTING:
        return "transmission"
    if step in REQUESTING:
        return "request"
    return "answer" if step in ANSWERING else None


def stays(life: Iterable[tuple[int, str, date]]) -> list[dict[str, Any]]:
    """The times in the stock, from movements (position, kind, day) in their order: entered by what and when, left by what and when."""
    found: list[dict[str, Any]] = []
    for position, kind, day in life:
        if kind in ENTRIES:
            found.append({"position": position, "entered_by": kind, "entered_on": day, "left_by": "", "left_on": None})
        else:
            found[-1] |= {"left_by": kind, "left_on": day}
    return found
