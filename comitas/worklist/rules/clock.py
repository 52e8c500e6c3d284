"""When a limit ends, counted from a day or an hour, and how that is explained.

Regulation 1182/71 is the model. The day of the event is not counted: 7 days from 3 March end on 10 March. Months and years end on
the day of the same number, or on the last of the month where there is none. Only where a rule says that it rolls, and only if its
last day is a day off, it moves; a period in hours never does, and the hour of the event is not counted. Holidays are handed in,
each with its name; whoever calls knows whose calendar it is.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from comitas.cases.rules.words import Counted, Sentence, ngettext
from comitas.core.text import N_
from comitas.worklist.rules.calendars import (
    Calendar,
    add_working_days,
    end_of_week,
    next_working_day,
    previous_working_day,
    working_days,
)
from comitas.worklist.rules.limit import Limit
from comitas.worklist.rules.pauses import Stretch, running_until

STARTS: dict[str, str] = {
    "received": N_("receipt"),
    "received-by-us": N_("receipt by us, as it is not noted when the executing authority received it"),
    "executing": N_("receipt by the executing authority"),
    "executing-received": N_("receipt by the executing authority"),
    "wanted": N_("the day that was wanted"),
    "set": N_("the day that was set"),
    "decided": N_("the decision"),
    "status-asked": N_("the question"),
    "barred": N_("the last day for prosecution"),
    "no-longer-needed": N_("the official notice"),
    "kept-until": N_("the first opportunity to leave"),
    "hearing": N_("the hearing"),
    "return-by": N_("the day of return"),
    "lifting": N_("the day of lifting"),
    "preserved": N_("the preservation"),
    "asked": N_("the last question"),
    "with-authority": N_("the last transmission"),
    "arrest": N_("the arrest"),
    "arrest-ends": N_("the last day of arrest"),
    "ece-may-release": N_("the day of possible release"),
    "our-papers": N_("the day of possible release"),
    "standing": N_("the day since when it stands so"),
    "reported": N_("the last report, or the submission"),
    "consented": N_("the consent"),
    "granted": N_("the decision to grant it"),
    "surrender-set": N_("the day appointed for surrender"),
    "discharged": N_("the final discharge"),
    "heard": N_("the last news"),
}
"""What limits count from, by `Limit.start` or, where something else was counted from, `Fact.since`."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How a date was reached: from *start* on, with the days that did not count and the name of each ("" for a day of rest)."""

    start: date
    since: str
    skipped: tuple[tuple[date, str], ...] = ()
    back: bool = False
    hour: time | None = None
    pauses: tuple[Stretch, ...] = ()


def counting(limit: Limit, start: date, calendar: Calendar, since: str = "") -> Counting:
    """Why *limit* ends when it does, for the sentence that explains it. *since*: what really was counted from, where that is not `start`."""
    last = due(limit, start, calendar)
    days = _between(start, last) if limit.unit == "working" else _between(raw(limit, start), last, first=True)
    left_out = tuple((day, calendar.holidays.get(day, "")) for day in days if not calendar.works(day))
    return Counting(start, since or limit.start, left_out, limit.back)


def _between(one: date, other: date, *, first: bool = False) -> list[date]:
    """The days from *one* to *other*, without the last of them; the first only if it is wanted."""
    step, count = (1, (other - one).days) if other >= one else (-1, (one - other).days)
    return [one + timedelta(days=step * ahead) for ahead in range(0 if first else 1, count)]


def due(limit: Limit, start: date, calendar: Calendar) -> date:
    """The last day of *limit* counted from *start*; the first for what is counted back. Hours are asked of `ends_at`."""
    if limit.unit == "working":
        return add_working_days(start, -limit.length if limit.back else limit.length, calendar)
    last = raw(limit, start)
    if limit.roll == "next":
        last = next_working_day(last, calendar)
    elif limit.roll == "previous":
        last = previous_working_day(last, calendar)
    return max(last, add_working_days(start, 2, calendar)) if limit.full_days else last


def raw(limit: Limit, start: date) -> date:
    """The last day before anybody looks at days off."""
    count = -limit.length if limit.back else limit.length
    if limit.unit in ("months", "years"):
        return add_months(start, count * (12 if limit.unit == "years" else 1))
    if limit.unit == "hours":
        return start + timedelta(hours=count)
    days = {"date": 0, "calendar": count, "weeks": 7 * count}
    return start + timedelta(days=days.get(limit.unit, 0))


def add_months(start: date, months: int) -> date:
    """The day of the same number so many months away, or the last of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def ends_at(limit: Limit, start: date, hour: time | None, zone: str) -> datetime:
    """The instant at which a limit in hours ends. Without an *hour* the earliest counts: the beginning of the day.

    The hour in which it happened is not counted. Twice the same hour, when clocks are put back: the first.
    """
    known = hour is not None
    began = datetime.combine(start, time(hour.hour if hour else 0), ZoneInfo(zone)).astimezone(UTC)
    return began + timedelta(hours=limit.length + known)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which something is due. `what` begins with a verb; `why` is the rule or the reason, in a sentence, `article` where it
    is written.

    `at`: the instant, for limits in hours, in the zone of the authority. `unlike`: for a limit that was paused the date that does not count: the net one of a limit
    that binds, the gross one of another. `alarms`: days ahead on which it is shown.
    """

    case: str
    what: Sentence
    due: date
    why: Sentence
    liberty: bool = False
    must: bool = False
    counted: Counting | None = None
    article: str = ""
    at: datetime | None = None
    unlike: date | None = None
    alarms: tuple[int, ...] = ()
    urgent: bool = False


Dated = TypeVar("Dated", bound=Deadline)


@dataclass(frozen=True, slots=True)
class Given:
    """What a limit is counted by, beside its own row: the calendar, the hour and zone for hours, the pauses as known today."""

    start: date
    calendar: Calendar
    hour: time | None = None
    zone: str = "UTC"
    pauses: tuple[Stretch, ...] = ()
    today: date = date.max
    since: str = ""


def ends(limit: Limit, given: Given) -> tuple[date, datetime | None, date | None]:
    """The day that counts, the instant for a limit in hours, and the other day where pauses make one."""
    if limit.unit == "hours":
        at = ends_at(limit, given.start, given.hour, given.zone)
        local = at.astimezone(ZoneInfo(given.zone))
        return local.date(), local, None
    gross = due(limit, given.start, given.calendar)
    if not given.pauses:
        return gross, None, None
    net = net_due(limit, given)
    return (gross, None, net) if limit.must else (net, None, gross)


def net_due(limit: Limit, given: Given) -> date:
    """The last day if paused days were no days."""
    length = limit.length * (7 if limit.unit == "weeks" else 1)
    last = running_until(given.start, length, given.pauses, given.today)
    return next_working_day(last, given.calendar) if limit.roll == "next" else last


def limited(
    case: str, limit: Limit, given: Given, *, number: int = 0, why: Sentence | None = None, usual: int | None = None
) -> Deadline:
    """What *limit* asks for. *why* where the fact itself says it; *usual*: the length that others have."""
    said = why or (
        Sentence(limit.sentence) if usual in (None, limit.length) else Sentence(_OWN_LENGTH, {"days": limit.length})
    )
    what = Sentence(limit.what, {"number": number} if "%(number)d" in limit.what else {})
    day, at, unlike = ends(limit, given)
    counted = None
    if limit.unit != "date":
        counted = replace(
            counting(limit, given.start, given.calendar, given.since), hour=given.hour, pauses=given.pauses
        )
    return Deadline(case, what, day, said, limit.liberty, limit.must, counted, limit.article, at, unlike, limit.alarms)


_OWN_LENGTH = N_("Your authority has set %(days)d days for this.")


def wanted_because(reason: str) -> Sentence | None:
    """Why the other State wants it by its date, 46(24), where it gave a reason."""
    return Sentence(N_("Wanted by the other State: %(reason)s"), {"reason": reason}) if reason.strip() else None


GROUPS: dict[str, str] = {
    "first": N_("First: liberty and overdue"),
    "today": N_("Today"),
    "week": N_("Later this week"),
    "ahead": N_("To be seen in time"),
    "later": N_("Later"),
}
"""The groups of the home page, in their order."""


def group(deadline: Deadline, today: date, calendar: Calendar) -> str:
    """The group of `GROUPS`. Liberty is "first" when it is due within 7 days, whatever the weekday."""
    if deadline.due < today or (deadline.liberty and deadline.due <= today + timedelta(days=7)):
        return "first"
    if deadline.due == today:
        return "today"
    if deadline.due <= end_of_week(today, calendar):
        return "week"
    return "ahead" if alarmed(deadline, today) else "later"


ALARM = 7
"""Days for which an alarm is shown: an officer who is away for one day does not miss it."""


def alarmed(deadline: Deadline, today: date) -> bool:
    """Whether one of the days on which it is shown ahead has come, less than a week ago."""
    ahead = (deadline.due - today).days
    return any(0 <= alarm - ahead < ALARM for alarm in deadline.alarms)


def first_to_last(deadline: Deadline) -> tuple[bool, bool, date, bool, str]:
    """A sort key: liberty first, then what is urgent, the oldest date, what binds, and the case number."""
    return (not deadline.liberty, not deadline.urgent, deadline.due, not deadline.must, deadline.case)


def in_order(deadlines: Iterable[Dated], today: date, calendar: Calendar) -> dict[str, list[Dated]]:
    """All groups, each in the order of `first_to_last`."""
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
