"""Reading what carrying requests out needs. The actor comes first, and fetching is authorising."""

from comitas.execution.queries.calls import RingBack, call, calls, follow_ups, ring_back
from comitas.execution.queries.entries import (
    HAPPENINGS,
    MODELS,
    Offered,
    Shown,
    entries,
    entry,
    happened,
    of_case,
    offered,
    register,
    remedy_by_step,
    shown,
    step,
    unentered,
    values_of,
    version_of,
)
from comitas.execution.queries.figures import Amount, Counted, counted
from comitas.execution.queries.pressing import DATED, SUMMONS, Pressing, pressing

__all__ = [
    "Amount",
    "Counted",
    "counted",
    "DATED",
    "HAPPENINGS",
    "MODELS",
    "Offered",
    "Pressing",
    "SUMMONS",
    "RingBack",
    "Shown",
    "call",
    "calls",
    "entries",
    "entry",
    "follow_ups",
    "happened",
    "of_case",
    "offered",
    "pressing",
    "register",
    "remedy_by_step",
    "ring_back",
    "shown",
    "step",
    "unentered",
    "values_of",
    "version_of",
]
