"""Reading the worklist. The actor comes first, and fetching is authorising: absent and forbidden look alike."""

from comitas.worklist.queries.timetables import days_off, own_days, timetable_of, timetables
from comitas.worklist.queries.working import Load, Waiting, Worklist, load, waiting_for_others, worklist

__all__ = [
    "Load",
    "Waiting",
    "Worklist",
    "days_off",
    "load",
    "own_days",
    "timetable_of",
    "timetables",
    "waiting_for_others",
    "worklist",
]
