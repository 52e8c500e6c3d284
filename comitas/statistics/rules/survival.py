"""How long it takes when some have not ended yet: the estimate of Kaplan and Meier (J. Am. Stat. Assoc. 53, 1958).

Whoever leaves the open ones out makes an authority look quick that only answers what is easy. Here each of them counts for as
long as it has waited.
"""

from collections.abc import Mapping
from dataclasses import dataclass

TENTHS = {"median": 0.5, "p90": 0.9}
_ROUNDING = 1e-12
"""A product of fractions that should be exactly one half may come out a little above it."""

Seen = Mapping[tuple[int, bool], int]
"""(Whole days, whether it ended after them) → how many. One that has not ended was still open after those days."""


@dataclass(frozen=True, slots=True)
class Survival:
    """`n` cases in all, `open` of them not ended. `median` and `p90` in days: None where so many have not ended yet."""

    n: int
    open: int
    median: int | None
    p90: int | None


def curve(seen: Seen) -> list[tuple[int, float]]:
    """The share that goes on beyond each day on which one ended. One that was last seen open on that day was at risk on it."""
    at_risk, share = sum(seen.values()), 1.0
    found: list[tuple[int, float]] = []
    for day in sorted({days for days, _ in seen}):
        ended, left = seen.get((day, True), 0), seen.get((day, False), 0)
        if ended:
            share *= 1 - ended / at_risk
            found.append((day, share))
        at_risk -= ended + left
    return found


def reached(found: list[tuple[int, float]], part: float) -> int | None:
    """The first day by which *part* of all has ended."""
    return next((day for day, share in found if share <= 1 - part + _ROUNDING), None)


def survival(seen: Seen) -> Survival:
    """The estimate for *seen*."""
    found = curve(seen)
    waiting = sum(number for (_, ended), number in seen.items() if not ended)
    return Survival(sum(seen.values()), waiting, *(reached(found, part) for part in TENTHS.values()))
