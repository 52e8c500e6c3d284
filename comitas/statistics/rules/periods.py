"""The periods that figures are given for: a year, a quarter, a month of the calendar."""

import re
from dataclasses import dataclass
from datetime import date

EARLIEST, LATEST = 1900, 2200
"""Years outside are typing errors."""
_CODE = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)
MONTHS = {"year": 12, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Period:
    """`code` is "2026", "2026-Q1" or "2026-03"; from `first` to the day before `after`."""

    code: str
    unit: str
    first: date
    after: date

    @property
    def number(self) -> int:
        """Which quarter or month of its year, from 1; 1 for a year."""
        return (self.first.month - 1) // MONTHS[self.unit] + 1


def named(code: str) -> Period:
    """The period called *code*. ValueError for anything that is not one."""
    match = _CODE.fullmatch(code)
    if not match or not EARLIEST <= int(match["year"]) <= LATEST:
        raise ValueError(f"{code[:20]!r} is no year, quarter or month")
    year = int(match["year"])
    if match["quarter"]:
        return of("quarter", date(year, 3 * int(match["quarter"]) - 2, 1))
    return of("month", date(year, int(match["month"]), 1)) if match["month"] else of("year", date(year, 1, 1))


def of(unit: str, day: date) -> Period:
    """The year, quarter or month that *day* lies in."""
    long = MONTHS[unit]
    start = (day.month - 1) // long * long + 1
    first = date(day.year, start, 1)
    codes = {"year": f"{day.year}", "quarter": f"{day.year}-Q{start // 3 + 1}", "month": f"{day.year}-{start:02}"}
    return Period(codes[unit], unit, first, _plus(first, long))


def before(period: Period, steps: int = 1) -> Period:
    """The period of the same length that ends where this one begins, or the one *steps* earlier."""
    return of(period.unit, _plus(period.first, -steps * MONTHS[period.unit]))


def following(period: Period) -> Period:
    """The period of the same length that begins where this one ends."""
    return of(period.unit, period.after)


def _plus(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
