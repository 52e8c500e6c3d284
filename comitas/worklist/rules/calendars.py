"""Working days: which days an authority works, and how one counts them forward and back."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY_SUNDAY = frozenset({5, 6})
"""`date.weekday()` of the days off; some States rest on Friday and Saturday."""
LONGEST = 3660
"""Days: ten years. A longer limit is a mistake in a table."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which an authority does not work. `worked`: days that would be days of rest and are not, this once."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    weekend: frozenset[int] = SATURDAY_SUNDAY
    worked: Set[date] = frozenset()

    def works(self, day: date) -> bool:
        return day in self.worked or (day.weekday() not in self.weekend and day not in self.holidays)


def next_working_day(day: date, calendar: Calendar) -> date:
    """*day* itself if it is one. ValueError when a calendar has no working day within a year."""
    return _nearest(day, calendar, DAY)


def previous_working_day(day: date, calendar: Calendar) -> date:
    """*day* itself if it is one, else the last one before it."""
    return _nearest(day, calendar, -DAY)


def _nearest(day: date, calendar: Calendar, step: timedelta) -> date:
    for ahead in range(366):
        if calendar.works(day + ahead * step):
            return day + ahead * step
    raise ValueError("this calendar has no working day within a year")


def add_working_days(start: date, count: int, calendar: Calendar) -> date:
    """The *count*-th working day after *start*; before it, where *count* is negative."""
    day, step = start, DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day = _nearest(day + step, calendar, step)
    return day


def working_days(after: date, until: date, calendar: Calendar) -> int:
    """How many working days lie after *after* up to and with *until*; negative when *until* lies before."""
    if until < after:
        return -working_days(until, after, calendar)
    span = range(1, min((until - after).days, LONGEST) + 1)
    return sum(calendar.works(after + timedelta(days=ahead)) for ahead in span)


def end_of_week(today: date, calendar: Calendar) -> date:
    """The last day before the next week begins; a week begins on the day after its weekend."""
    for ahead in range(7):
        day = today + timedelta(days=ahead)
        if day.weekday() in calendar.weekend and (day + DAY).weekday() not in calendar.weekend:
            return day
    return today + timedelta(days=6 - today.weekday())
