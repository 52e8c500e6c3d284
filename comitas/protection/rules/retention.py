"""For how long something is kept: a table of rows by kind and outcome, and the day that follows from it.

No row, nothing is destroyed. Directive (EU) 2016/680, article 5, asks for time limits or a periodic review; national law says which.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOST_MONTHS = 1_200
"""A hundred years."""


@dataclass(frozen=True, slots=True)
class Period:
    """A row in force: `kind` and `outcome` are codes, "" stands for every one. `archive`: the archives are asked first."""

    kind: str
    outcome: str
    months: int
    archive: bool = False
    cited: str = ""

    @property
    def weight(self) -> int:
        """The row that says more goes before one that says less; a kind before an outcome."""
        return (2 if self.kind else 0) + (1 if self.outcome else 0)


def in_order(periods: Iterable[Period]) -> list[Period]:
    """The most particular first."""
    return sorted(periods, key=lambda one: (-one.weight, one.kind, one.outcome))


def period_for(periods: Iterable[Period], kind: str, outcome: str) -> Period | None:
    """The row that holds for a thing of this kind that ended so; None where there is none."""
    fitting = (one for one in in_order(periods) if one.kind in ("", kind) and one.outcome in ("", outcome))
    return next(fitting, None)


def later(day: date, months: int) -> date:
    """The same day *months* later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(ended_on: date, months: int) -> date:
    """The first day on which it may be destroyed: the one after the period."""
    return date.fromordinal(later(ended_on, months).toordinal() + 1)


def ended_before(today: date, months: int) -> date:
    """What ended on this day or earlier is due today. Never a day too early: where months differ in length, a day later."""
    day = later(today, -months)
    while due_on(day, months) > today:
        day = date.fromordinal(day.toordinal() - 1)
    return day
