"""The dated things that a case asks of its officer: what to do, by when, why, and where one does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from comitas.cases.rules.families import STATES
from comitas.cases.rules.numbers import case_number
from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.worklist.rules.clock import Calendar, Deadline, acknowledgement, limited, part_deadline
from comitas.worklist.rules.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Fact:
    """A date that stands in a case. `thing` is what it belongs to: the case itself, or its part or person.

    `number` and `state` are those of the part, 0 and "" where there is none; `reason` is the one that the other State gave for
    its date, `other` its code.
    """

    code: str
    thing: UUID
    day: date
    case: UUID
    year: int
    serial: int
    custody: bool
    reason: str = ""
    other: str | None = None
    number: int = 0
    state: str = ""
    authority: UUID | None = None

    @property
    def label(self) -> str:
        """2026/0021, or with its part 2026/0021-3."""
        return case_number(self.year, self.serial, self.number)


@dataclass(frozen=True, slots=True)
class Task(Deadline):
    """A deadline with the place where one does it. `code` is one of `KINDS`; `other` the code of the other State; `calendar`
    that of the authority whose case it is."""

    code: str = ""
    thing: UUID | None = None
    case_id: UUID | None = None
    other: str | None = None
    calendar: Calendar = Calendar()


def task(fact: Fact, timetable: Timetable) -> Task:
    """What is to be done about *fact*. A person in custody makes every date of the case one of liberty."""
    found = KINDS[fact.code](fact, timetable)
    return Task(
        found.case, found.what, found.due, found.why, found.liberty or fact.custody, found.must, found.counted,
        fact.code, fact.thing, fact.case, fact.other, timetable.calendar,
    )  # fmt: skip


def _acknowledge(fact: Fact, timetable: Timetable) -> Deadline:
    return acknowledgement(fact.label, fact.day, timetable.calendar, timetable.limit("acknowledge"))


def _confirm(fact: Fact, timetable: Timetable) -> Deadline:
    what, limit = N_("Ask for the request in writing"), timetable.limit("confirm-oral")
    return limited(fact.label, what, limit, fact.day, timetable.calendar)


def _answer(fact: Fact, timetable: Timetable) -> Deadline:
    wanted = part_deadline(fact.label, 0, fact.day, fact.reason)
    return Deadline(fact.label, Sentence(N_("Answer the request")), wanted.due, wanted.why)


def _answer_part(fact: Fact, timetable: Timetable) -> Deadline:
    return part_deadline(fact.label, fact.number, fact.day, fact.reason)


def _review(fact: Fact, timetable: Timetable) -> Deadline:
    what = Sentence(N_("Look at part %(number)d again"), {"number": fact.number})
    return Deadline(fact.label, what, fact.day, Sentence(STATES[fact.state].sentence))


def _remedy(fact: Fact, timetable: Timetable) -> Deadline:
    what = Sentence(N_("See whether part %(number)d was appealed"), {"number": fact.number})
    why = Sentence(N_("On that day the remedy against the court’s decision ends."))
    return Deadline(fact.label, what, fact.day, why)


def _custody(fact: Fact, timetable: Timetable) -> Deadline:
    why = Sentence(N_("A person is held; on that day it is decided whether that goes on."))
    return Deadline(fact.label, Sentence(N_("Follow the custody review")), fact.day, why, liberty=True)


KINDS: dict[str, Callable[[Fact, Timetable], Deadline]] = {
    "acknowledge": _acknowledge,
    "confirm-oral": _confirm,
    "answer": _answer,
    "answer-part": _answer_part,
    "review": _review,
    "remedy": _remedy,
    "custody": _custody,
}
"""What a date can ask for. The facts of the first two say when the request was received; the others the last day."""
