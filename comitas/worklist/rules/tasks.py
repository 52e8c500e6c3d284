"""The dated things that a case asks of its officer: what to do, by when, why, and where one does it."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, time
from uuid import UUID

from comitas.cases.rules.numbers import case_number
from comitas.cases.rules.words import Sentence
from comitas.worklist.rules.calendars import Calendar
from comitas.worklist.rules.clock import Deadline, Given, limited
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.pauses import Stretch
from comitas.worklist.rules.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Fact:
    """A date that stands in a case. `code` is that of the limit that counts from it, `thing` what it belongs to: the case itself, or
    its part, person or whatever the source knows.

    `number` and `state` are those of the part, 0 and "" where there is none; `note` is what the source wants said of it; `since`
    what was counted from where that is not what the limit says; `hour`, local to the authority, for limits in hours. `place` is the
    screen where one does it, where that is not the limit's. `reason` is the one that the other State gave for its date, `other` its code. `pauses`: of a limit that can be paused.
    """

    code: str
    thing: UUID
    case: UUID
    day: date
    number: int = 0
    state: str = ""
    note: str = ""
    since: str = ""
    hour: time | None = None
    place: str = ""
    year: int = 0
    serial: int = 0
    custody: bool = False
    reason: str = ""
    other: str | None = None
    authority: UUID | None = None
    zone: str = "UTC"
    urgent: bool = False
    pauses: tuple[Stretch, ...] = ()

    @property
    def label(self) -> str:
        """2026/0021, or with its part 2026/0021-3."""
        return case_number(self.year, self.serial, self.number)


@dataclass(frozen=True, slots=True)
class Task(Deadline):
    """A deadline with the place where one does it, as in `Limit.place`. `code` is that of its limit; `other` the code of the
    other State; `calendar` that of the authority whose case it is; `custody`: somebody of the case is held."""

    code: str = ""
    thing: UUID | None = None
    case_id: UUID | None = None
    other: str | None = None
    calendar: Calendar = Calendar()
    place: str = "case"
    custody: bool = False


Why = Callable[[Fact], Sentence | None]
"""What a fact itself says about why; None where the sentence of the limit says it."""


def task(fact: Fact, timetable: Timetable, why: Why | None = None, today: date = date.max) -> Task:
    """What is to be done about *fact*. A person in custody makes every date of the case one of liberty."""
    limit = timetable.limit(fact.code)
    given = Given(fact.day, timetable.calendar, fact.hour, fact.zone, fact.pauses, today, fact.since)
    found = limited(
        fact.label, limit, given, number=fact.number, why=why(fact) if why else None, usual=LIMITS[fact.code].length
    )
    return Task(
        **{one.name: getattr(found, one.name) for one in fields(Deadline) if one.name not in ("liberty", "urgent")},
        liberty=found.liberty or fact.custody, code=fact.code, thing=fact.thing, case_id=fact.case, other=fact.other,
        calendar=timetable.calendar, place=fact.place or limit.place, urgent=fact.urgent, custody=fact.custody,
    )  # fmt: skip
