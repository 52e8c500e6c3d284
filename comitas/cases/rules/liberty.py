"""How long somebody was held for an extradition: the State that asks is told (European Convention on Extradition, article 18(3))."""

from collections.abc import Iterable
from datetime import date

from comitas.cases.rules.states import Step


def days_held(taken: Iterable[tuple[Step, date]], today: date) -> int:
    """The days from each arrest to its release, hand-over or *today*, both counted; of steps that stand, in the order taken.

    A second arrest of somebody who is held begins nothing; a day that ends one time in custody and begins another counts once.
    """
    found: set[int] = set()
    since: date | None = None
    for step, on in taken:
        if step.holds is True and since is None:
            since = on
        elif step.holds is False and since is not None:
            found |= _days(since, on)
            since = None
    return len(found | _days(since, today)) if since else len(found)


def _days(first: date, last: date) -> set[int]:
    return set(range(first.toordinal(), last.toordinal() + 1))
