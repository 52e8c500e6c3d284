"""Reading: what may be destroyed (`subjects`), what is due by the schedule (`due`), certificates, holds and hand-overs (`records`)."""

from comitas.protection.queries.due import Due, due_arrivals, due_cases, periods, schedule, versions
from comitas.protection.queries.records import (
    certificate,
    certificates,
    destruction,
    handover,
    handovers,
    hold,
    holds,
    left_undone,
    listed,
    numbers_gone,
    running,
)
from comitas.protection.queries.subjects import (
    Subject,
    is_running,
    numbers_of,
    obstacles,
    period_is_over,
    places_of,
    subject,
)

__all__ = [
    "Due",
    "Subject",
    "certificate",
    "certificates",
    "destruction",
    "due_arrivals",
    "due_cases",
    "handover",
    "handovers",
    "hold",
    "holds",
    "left_undone",
    "listed",
    "is_running",
    "numbers_gone",
    "numbers_of",
    "obstacles",
    "period_is_over",
    "periods",
    "places_of",
    "running",
    "schedule",
    "subject",
    "versions",
]
