"""Pauses of a part, read from its steps: how long it stood in a state that stops a limit. A correction takes its pause back with it.

The day on which the state began is part of the pause, the day on which it ended is not. The net date is the day on which the limit
would end if paused days were no days; it never excuses a limit that binds, which keeps its own date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from comitas.cases.rules.facts import Taken, effective

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From *since* on, to the day before *until*; None: still so."""

    since: date
    until: date | None
    state: str


def stretches(history: Sequence[Taken], days: dict[str, date], states: Iterable[str]) -> tuple[Stretch, ...]:
    """The pauses of a part by the steps that stand. *days*: when each step took effect, by its key.

    Steps may be recorded in any order of their dates: a state that ended before it began was none.
    """
    stops = frozenset(states)
    moves = [taken for taken in effective(history) if taken.before != taken.after]
    found = (
        Stretch(days[taken.key], days[after.key] if after else None, taken.after)
        for taken, after in zip_longest(moves, moves[1:])
    )
    return tuple(one for one in found if one.state in stops and (one.until is None or one.until > one.since))


def paused(day: date, pauses: Iterable[Stretch], today: date) -> bool:
    """Whether *day* is part of a pause, as far as that is known on *today*."""
    return any(one.since <= day < (one.until or today + DAY) for one in pauses)


def running_until(start: date, length: int, pauses: Sequence[Stretch], today: date) -> date:
    """The *length*-th day after *start* that is not paused."""
    known = [Stretch(one.since, one.until or today + DAY, one.state) for one in pauses]
    day = start
    while length:
        day += DAY
        if until := next((one.until for one in known if one.until and one.since <= day < one.until), None):
            day = until - DAY
        else:
            length -= 1
    return day
