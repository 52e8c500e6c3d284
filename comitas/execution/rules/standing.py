"""How an entry stands on a day, in a word and a sentence, and which days it still waits for."""

from dataclasses import dataclass, field
from datetime import date

from comitas.cases.rules.words import Counted, Sentence, Value, ngettext
from comitas.core.text import N_

GREY, SEA, BRICK, OCHRE, MOSS = "grey", "sea", "brick", "ochre", "moss"
SOON = 7
"""Days before a date from which it presses."""


@dataclass(frozen=True, slots=True)
class Waits:
    """A day that an entry waits for. `code` names what is to be done (a key of `dates.SAID`)."""

    code: str
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """`words` in `colour`; `waits` are the days that still ask for something, `remarks` what must be looked at."""

    words: str
    colour: str = SEA
    waits: tuple[Waits, ...] = ()
    remarks: tuple[Value, ...] = field(default=())

    @property
    def next(self) -> Waits | None:
        """The first of the days waited for."""
        return min(self.waits, key=lambda one: one.on, default=None)


def waiting(*pairs: tuple[str, date | None]) -> tuple[Waits, ...]:
    """The days that are known."""
    return tuple(Waits(code, on) for code, on in pairs if on)


def days_left(on: date, today: date) -> Value:
    """How long it is until *on*: it is today, it is over, or so many days."""
    left = (on - today).days
    if left == 0:
        return Sentence(N_("That is today."))
    if left < 0:
        return Counted(*ngettext("That was %(n)d day ago.", "That was %(n)d days ago."), -left, {"n": -left})
    return Counted(*ngettext("%(n)d day is left.", "%(n)d days are left."), left, {"n": left})
