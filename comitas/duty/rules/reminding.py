"""When somebody is reminded by mail, and in which words: how many things there are, never which."""

from dataclasses import dataclass
from datetime import datetime

from comitas.cases.rules.words import Counted, ngettext

HOUR = 7
"""The local hour at which people are reminded who have set none."""
LATEST = 6
"""Hours after it: a reminder that comes in the evening reminds of nothing."""


@dataclass(frozen=True, slots=True)
class Due:
    """How many things are late, due today, and about a person in custody within a week; letters that wait for a signature."""

    late: int = 0
    today: int = 0
    custody: int = 0
    to_sign: int = 0

    def __bool__(self) -> bool:
        return bool(self.late or self.today or self.custody or self.to_sign)


def is_time(local: datetime, hour: int) -> bool:
    """Whether a person who is reminded at *hour* may be reminded at that local time."""
    return hour <= local.hour <= min(hour + LATEST, 23)


def sentences(due: Due) -> list[Counted]:
    """What the message says, a sentence a line."""
    told = (
        (due.today, ngettext("%(n)d thing is due today.", "%(n)d things are due today.")),
        (due.late, ngettext("%(n)d thing is overdue.", "%(n)d things are overdue.")),
        (
            due.custody,
            ngettext("%(n)d thing is about a person in custody.", "%(n)d things are about persons in custody."),
        ),
        (due.to_sign, ngettext("%(n)d letter waits for your signature.", "%(n)d letters wait for your signature.")),
    )
    return [Counted(*forms, count, {"n": count}) for count, forms in told if count]
