"""Limits of our requests to other States: the dates that press at home, and how long one waits before one asks again."""

from comitas.core.text import N_
from comitas.worklist.rules.limit import Limit, rows

LIMITS = rows(
    Limit(
        "our-answer", 0, "date", "wanted",
        N_("Have the answer of the other State"), N_("We asked for it by that day."), "UNCAC 46(24)", alarms=(30, 7),
    ),
    Limit(
        "our-answer-part", 0, "date", "wanted",
        N_("Have the answer to part %(number)d"), N_("We asked for it by that day."), "UNCAC 46(24)", place="part",
        alarms=(30, 7),
    ),
    Limit(
        "our-hearing", 0, "date", "set",
        N_("Have the answer for the hearing"), N_("The hearing for which it is needed is on that day."), alarms=(60, 30, 7),
    ),
    Limit(
        "our-limitation", 0, "date", "set",
        N_("Have the answer before prosecution is barred"),
        N_("On that day prosecution becomes barred by lapse of time."), must=True, alarms=(60, 30, 7),
    ),
    Limit(
        "remind", 60, "calendar", "heard",
        N_("Remind the other State"), N_("Nothing was heard of it for that long."), own=True, place="letter:reminder-abroad",
    ),
)  # fmt: skip
