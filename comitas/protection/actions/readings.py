"""The reading log is cleared after its own period; the database removes nothing younger than a year."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds
from comitas.protection.rules.retention import later

CLEARED = kinds.declare("readings.cleared", N_("{count} entries of the reading log from before {date} were cleared."))


@transaction.atomic
def clear_readings(*, by: Actor, at: datetime, authority: UUID, months: int) -> int:
    """Remove what was read in an authority more than *months* ago; returns how many entries. Silent where there is none."""
    place = Authority.objects.get(pk=authority)
    day = later(clock.local_date(at, place.time_zone), -months)
    before = clock.beginning_of(day, place.time_zone)
    with connection.cursor() as cursor:
        cursor.execute("SELECT protection_clear_readings(%s, %s)", [before, authority])
        count: int = cursor.fetchone()[0]
    if count:
        told = {"authority": str(authority), "count": count, "date": day.isoformat()}
        ledger.record(CLEARED, by=by, at=at, payload=told)
    return count
