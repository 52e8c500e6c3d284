"""Reading the worklist. The actor comes first, and fetching is authorising: absent and forbidden look alike."""

from comitas.worklist.queries.timetables import days_off, forget, own_days, timetable_of, timetables
from comitas.worklist.queries.working import (
    Load,
    Waiting,
    Worklist,
    in_place_of,
    listed,
    load,
    of_case,
    waiting_for_others,
    worklist,
)

__all__ = [
    "Load",
    "Waiting",
    "Worklist",
    "days_off",
    "forget",
    "in_place_of",
    "listed",
    "load",
    "of_case",
    "own_days",
    "timetable_of",
    "timetables",
    "waiting_for_others",
    "worklist",
]
