"""Reading duty: the outbox, reminders, calendar links, the rota, alerts."""

from comitas.duty.queries.alerts import (
    Opening,
    alerts,
    first_opening,
    may_ring,
    open_alerts,
    to_be_alerted,
    to_be_called,
)
from comitas.duty.queries.calendar import Dated, calendar_of, feed_by, feed_of
from comitas.duty.queries.post import MOST_FAILED, Outbox, left_lying, outbox
from comitas.duty.queries.reminding import Remindable, due_of, reminding_of, to_be_reminded
from comitas.duty.queries.rota import OnDuty, my_turns, next_gaps, on_duty, taken, terms_of, turns, works_on

__all__ = [
    "MOST_FAILED",
    "Dated",
    "OnDuty",
    "Opening",
    "Outbox",
    "Remindable",
    "alerts",
    "calendar_of",
    "due_of",
    "feed_by",
    "feed_of",
    "first_opening",
    "left_lying",
    "may_ring",
    "my_turns",
    "next_gaps",
    "on_duty",
    "open_alerts",
    "outbox",
    "reminding_of",
    "taken",
    "terms_of",
    "to_be_alerted",
    "to_be_called",
    "to_be_reminded",
    "turns",
    "works_on",
]
