"""The duty rota and what is urgent: turns of a day from one change to the next, by the authority's own clock."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from comitas.core.text import N_

FIRST, SECOND = 1, 2
LINES: dict[int, str] = {FIRST: N_("First line"), SECOND: N_("Second line")}
NEVER, OUTSIDE, ALWAYS = "never", "outside", "always"
WHEN: dict[str, str] = {
    ALWAYS: N_("At any time"),
    OUTSIDE: N_("Outside working hours only"),
    NEVER: N_("Never: nobody is alerted"),
}
MINUTES = 60
LONGEST_MINUTES = 24 * 60
WEEK = 7
AHEAD = 53
"""Weeks for which a rota may be set ahead."""

URGENT_KINDS = frozenset({"provisional_arrest", "police_alert"})
URGENT_CHANNELS = frozenset({"interpol"})


def is_urgent(kind: str, channel: str, marked: bool) -> bool:
    """Whether an arrival cannot wait until the office opens: marked so, a request for provisional arrest, or through INTERPOL."""
    return marked or kind in URGENT_KINDS or channel in URGENT_CHANNELS


def turn(day: date, changes: time, zone: str) -> tuple[datetime, datetime]:
    """When the turn of *day* begins and ends: from its change to that of the next day. On two days a year not 24 hours."""
    local = ZoneInfo(zone)
    return datetime.combine(day, changes, local), datetime.combine(day + timedelta(days=1), changes, local)


def days(day: date, runs: bool, today: date) -> tuple[date, date]:
    """The days on which somebody must be there for the turn of *day*: that day, and for one that runs past midnight also *today*.

    Who was away on the first of them does not come back in the night; who is away from midnight on is not called after it.
    """
    return (day, max(day, today)) if runs else (day, day)


def field(line: int, day: date) -> str:
    """The name of the field of a turn in a form."""
    return f"turn-{line}-{day.isoformat()}"


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def at_work(local: datetime, works: bool, opens: time, closes: time) -> bool:
    """Whether the office is open at that local time; *works*: whether that day is a working day."""
    return works and opens <= local.time().replace(tzinfo=None) < closes


def alerts_now(when: str, open_: bool) -> bool:
    """Whether somebody is alerted, as the authority has set it."""
    return when == ALWAYS or (when == OUTSIDE and not open_)


def gaps(first: date, days: int, covered: Iterable[date]) -> list[date]:
    """The days from *first* on that have nobody."""
    known = set(covered)
    return [day for day in (first + timedelta(days=ahead) for ahead in range(days)) if day not in known]


def wrong(when: str, opens: time, closes: time, minutes: int) -> dict[str, str]:
    """What cannot be set, by field."""
    found = {}
    if when not in WHEN:
        found["when"] = N_("Choose when somebody is alerted.")
    if closes <= opens:
        found["closes"] = N_("The office closes after it opens.")
    if not 5 <= minutes <= LONGEST_MINUTES:
        found["minutes"] = N_("Give a number of minutes from 5 to 1440.")
    return found
