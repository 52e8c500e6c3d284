"""Instants are UTC; a legal date is the local date of the authority concerned."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, in UTC. Views and jobs call it once and hand it on as `at`."""
    return datetime.now(UTC)


def local_date(at: datetime, time_zone: str) -> date:
    """The calendar date that an office in *time_zone* (IANA name) had at *at*."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def beginning_of(day: date, time_zone: str) -> datetime:
    """The instant at which *day* begins in *time_zone*."""
    return datetime.combine(day, time.min, ZoneInfo(time_zone))
