"""Instants are UTC; a legal date is the local date of the authority concerned."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, in UTC. Views and jobs call it once and hand it on as `at`."""
    return datetime.now(UTC)


def local_date(at: datetime, time_zone: str) -> date:
    """The calendar date that an office in *time_zone* (IANA name) had at *at*."""
    return at.astimezone(ZoneInfo(time_zone)).date()
