"""Who is alerted after whom while an urgent arrival lies unopened."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from comitas.core.text import N_

FIRST, SECOND, HEADS = 1, 2, 3
STEPS: dict[int, str] = {
    FIRST: N_("First line"),
    SECOND: N_("Second line"),
    HEADS: N_("Head of authority, or the named readers"),
}
RECENT = timedelta(hours=24)
"""An arrival that is older is no news: nobody is woken when lines are read again, or after a long standstill."""


def next_step(after: int, able: Sequence[Collection[object]]) -> int | None:
    """The next step at which there is somebody to alert; `able[0]` are those of the first. None: nobody is left."""
    return next((step for step in STEPS if step > after and able[step - 1]), None)


def minutes_between(raised: datetime, opened: datetime) -> int:
    """Whole minutes from the alert to the opening."""
    return max(int((opened - raised) / timedelta(minutes=1)), 0)
