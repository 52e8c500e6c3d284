"""Time limits. Each says its unit, its length, what it counts from, whether it rolls, whether it binds, and why.

The default is calendar days, no pause and no roll. The day of the event is not counted: 7 days from 3 March end on 10
March. Only where a rule says that it rolls, and only if its last day is a weekend or a holiday, it moves to the next
working day, as in Regulation 1182/71, article 3(4). Holidays are handed in, each with its name; whoever calls knows whose
calendar it is.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from comitas.cases.rules.words import Counted, Sentence, ngettext
from comitas.core.text import N_

SATURDAY_SUNDAY = frozenset({5, 6})
"""`date.weekday()` of the days off; some States rest on Friday and Saturday."""
LONGEST = 3660
"""Days: ten years. A longer limit is a mistake in a table."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which an authority does not work. `worked`: days that would be days of rest and are not, this once."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    weekend: frozenset[int] = SATURDAY_SUNDAY
    worked: Set[date] = frozenset()

    def works(self, day: date) -> bool:
        return day in self.worked or (day.weekday() not in self.weekend and day not in self.holidays)


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit. `unit` is calendar or working (days); `start` the date it counts from; `must`: a rule binds, not a habit.

    `liberty`: a person's freedom hangs on it; it never rolls and comes first everywhere.
    """

    code: str
    length: int
    unit: str
    start: str
    sentence: str
    article: str = ""
    roll: bool = False
    must: bool = False
    liberty: bool = False

    def __post_init__(self) -> None:
        if self.unit not in ("calendar", "working") or not 0 <= self.length <= LONGEST:
            raise ValueError(
                f"{self.code}: {self.length} {self.unit} is not a limit of 0 to {LONGEST} calendar or working days"
            )
        if self.liberty and (self.roll or self.unit != "calendar"):
            raise ValueError(f"{self.code}: a limit on which liberty hangs is in calendar days and never rolls")


LIMITS: dict[str, Limit] = {
    limit.code: limit
    for limit in (
        Limit("acknowledge", 7, "calendar", "received", N_("Requests are acknowledged within 7 days of receipt.")),
        Limit(
            "confirm-oral", 2, "working", "received", N_("An oral request is confirmed in writing forthwith."), "46(14)"
        ),
        Limit("status-query", 14, "calendar", "asked", N_("A status query is answered within 14 days."), "46(24)"),
        Limit(
            "safe-conduct", 15, "calendar", "told", N_("Safe conduct ends 15 days after notice."), "46(27)", must=True
        ),
    )
}
"""Defaults; an authority may set other lengths. Only the last is a number that the treaty gives."""


STARTS: dict[str, str] = {
    "received": N_("receipt"),
    "asked": N_("the question"),
    "told": N_("the notice"),
}
"""What limits count from, by `Limit.start`."""


def with_length(limit: Limit, days: int | None) -> Limit:
    """*limit* as an authority has set it; a number that a treaty gives stays what it is."""
    return limit if days is None or limit.must else replace(limit, length=days)


@dataclass(frozen=True, slots=True)
class Counting:
    """How a date was reached: from *start* on, with the days that did not count and the name of each ("" for a day of rest)."""

    start: date
    since: str
    skipped: tuple[tuple[date, str], ...] = ()


def counting(limit: Limit, start: date, calendar: Calendar) -> Counting:
    """Why *limit* ends when it does, for the sentence that explains it."""
    last = due(limit, start, calendar)
    first = start + timedelta(days=1)
    if limit.unit == "calendar":
        first = start + timedelta(days=limit.length)  # only where the last day moved were days left out
    days = (first + timedelta(days=ahead) for ahead in range(max((last - first).days, 0)))
    left_out = tuple((day, calendar.holidays.get(day, "")) for day in days if not calendar.works(day))
    return Counting(start, limit.start, left_out)


def due(limit: Limit, start: date, calendar: Calendar) -> date:
    """The last day of *limit* counted from *start*. OverflowError is not possible below the year 9000."""
    if limit.unit == "working":
        return add_working_days(start, limit.length, calendar)
    last = start + timedelta(days=limit.length)
    return next_working_day(last, calendar) if limit.roll else last


def next_working_day(day: date, calendar: Calendar) -> date:
    """*day* itself if it is one. ValueError when a calendar has no working day within a year."""
    for ahead in range(366):
        if calendar.works(day + timedelta(days=ahead)):
            return day + timedelta(days=ahead)
    raise ValueError("this calendar has no working day within a year")


def add_working_days(start: date, count: int, calendar: Calendar) -> date:
    """The *count*-th working day after *start*."""
    day = start
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1), calendar)
    return day


def working_days(after: date, until: date, calendar: Calendar) -> int:
    """How many working days lie after *after* up to and with *until*; negative when *until* lies before."""
    if until < after:
        return -working_days(until, after, calendar)
    span = range(1, min((until - after).days, LONGEST) + 1)
    return sum(calendar.works(after + timedelta(days=ahead)) for ahead in span)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which something is due. `what` begins with a verb; `why` is the rule or the reason, in a sentence."""

    case: str
    what: Sentence
    due: date
    why: Sentence
    liberty: bool = False
    must: bool = False
    counted: Counting | None = None


Dated = TypeVar("Dated", bound=Deadline)


def acknowledgement(case: str, received: date, calendar: Calendar, limit: Limit = LIMITS["acknowledge"]) -> Deadline:
    """When a request received on that day is to be acknowledged."""
    return limited(case, N_("Acknowledge the request"), limit, received, calendar)


def limited(case: str, what: str, limit: Limit, start: date, calendar: Calendar) -> Deadline:
    """*what* is to be done within *limit* of *start*; the sentence says whose rule it is, the counting how the date came about."""
    why = Sentence(limit.sentence) if limit == LIMITS[limit.code] else Sentence(_OWN_LENGTH, {"days": limit.length})
    counted = counting(limit, start, calendar)
    return Deadline(
        case, Sentence(what), due(limit, start, calendar), why, limit.liberty, must=limit.must, counted=counted
    )


_OWN_LENGTH = N_("Your authority has set %(days)d days for this.")


def part_deadline(case: str, number: int, wanted: date, reason: str, *, liberty: bool = False) -> Deadline:
    """The date by which the other State wants a part, with the reason it gave, 46(24)."""
    why = Sentence(N_("Wanted by the other State: %(reason)s"), {"reason": reason})
    if not reason.strip():
        why = Sentence(N_("Wanted by the other State by that day; it gave no reason."))
    return Deadline(case, Sentence(N_("Answer part %(number)d"), {"number": number}), wanted, why, liberty)


def earliest(deadlines: Iterable[Deadline]) -> Deadline | None:
    """Of several on one thing the earliest; in doubt the earlier date counts."""
    return min(deadlines, key=lambda deadline: (deadline.due, not deadline.liberty), default=None)


GROUPS: dict[str, str] = {
    "first": N_("First: liberty and overdue"),
    "today": N_("Today"),
    "week": N_("Later this week"),
    "later": N_("Later"),
}
"""The groups of the home page, in their order."""


def group(deadline: Deadline, today: date, calendar: Calendar) -> str:
    """The group of `GROUPS`. Liberty is "first" when it is due within 7 days, whatever the weekday."""
    if deadline.due < today or (deadline.liberty and deadline.due <= today + timedelta(days=7)):
        return "first"
    if deadline.due == today:
        return "today"
    return "week" if deadline.due <= end_of_week(today, calendar) else "later"


def end_of_week(today: date, calendar: Calendar) -> date:
    """The last day before the next week begins; a week begins on the day after its weekend."""
    for ahead in range(7):
        day = today + timedelta(days=ahead)
        if day.weekday() in calendar.weekend and (day + timedelta(days=1)).weekday() not in calendar.weekend:
            return day
    return today + timedelta(days=6 - today.weekday())


def first_to_last(deadline: Deadline) -> tuple[bool, date, bool, str]:
    """A sort key: liberty first, then the oldest date, then what binds, then the case number."""
    return (not deadline.liberty, deadline.due, not deadline.must, deadline.case)


def in_order(deadlines: Iterable[Dated], today: date, calendar: Calendar) -> dict[str, list[Dated]]:
    """All four groups, each in the order of `first_to_last`."""
    groups: dict[str, list[Dated]] = {code: [] for code in GROUPS}
    for deadline in sorted(deadlines, key=first_to_last):
        groups[group(deadline, today, calendar)].append(deadline)
    return groups


def distance(day: date, today: date, calendar: Calendar) -> Sentence | Counted:
    """How far *day* is, in words: "today", "8 working days", "3 days late"."""
    if day == today:
        return Sentence(N_("today"))
    if day < today:
        late = (today - day).days
        return Counted(*ngettext("%(n)d day late", "%(n)d days late"), late, {"n": late})
    ahead = working_days(today, day, calendar)
    if not ahead:
        return Sentence(N_("no working day before it"))
    return Counted(*ngettext("%(n)d working day", "%(n)d working days"), ahead, {"n": ahead})
