"""How long it took: from receipt to acknowledgement, to transmission and to the answer.

Number, median, ninth decile, longest.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate


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
    """Whole days between the dates."""
    given = list(spans)
    days = Counter((span.end - span.start).days for span in given if span.start and span.end and span.start <= span.end)
    open_ = sum(span.start is not None and span.end is None for span in given)
    return of_days(days, open_, len(given) - days.total() - open_)


def of_days(days: Mapping[int, int], open_: int, unknown: int) -> Durations:
    """*days*: how many took so many days.

    p90 is the smallest value that at least nine tenths do not exceed (nearest rank).
    """
    if not days:
        return Durations(0, None, None, None, open_, unknown)
    values = sorted(days)
    upto = list(accumulate(days[value] for value in values))
    total = upto[-1]

    def ranked(rank: int) -> int:
        return next(value for value, passed in zip(values, upto, strict=True) if passed >= rank)

    median = (ranked((total + 1) // 2) + ranked(total // 2 + 1)) / 2
    return Durations(total, median, ranked(-(-9 * total // 10)), values[-1], open_, unknown)
