"""How long it took: from receipt to acknowledgement, to transmission and to the answer.

Number, median, ninth decile, longest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when. An end that is not known is None: that thing is counted under `open`, never as 0 days."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Durations:
    """`n` finished, days each; `open` begun and not finished; `unknown` without a first date, or ended before it began."""

    n: int
    median: float | None
    p90: int | None
    longest: int | None
    open: int
    unknown: int


def durations(spans: Iterable[Span]) -> Durations:
    """Whole days between the dates.

    p90 is the smallest value that at least nine tenths do not exceed (nearest rank).
    """
    given = list(spans)
    days = sorted((span.end - span.start).days for span in given if span.start and span.end and span.start <= span.end)
    open_ = sum(span.start is not None and span.end is None for span in given)
    unknown = len(given) - len(days) - open_
    if not days:
        return Durations(0, None, None, None, open_, unknown)
    return Durations(len(days), median(days), days[-(-9 * len(days) // 10) - 1], days[-1], open_, unknown)
