"""What the resolver is told of a State, and what follows for an instrument on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Standing = Literal["in-force", "not-in-force", "undated", "unknown"]
"""`undated`: the State is party, but the day from which is not recorded. `unknown`: the directory says nothing."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Where a State stands towards an instrument. `in_force_to` is the last day in force."""

    instrument: str
    standing: Literal["party", "signatory", "not-party"] = "party"
    in_force_from: date | None = None
    in_force_to: date | None = None

    def on(self, day: date) -> Standing:
        """The standing on one day. A signatory is not bound."""
        ended = self.in_force_to is not None and day > self.in_force_to
        if self.standing != "party" or ended:
            return "not-in-force"
        if self.in_force_from is None:
            return "undated"
        return "in-force" if self.in_force_from <= day else "not-in-force"


@dataclass(frozen=True, slots=True)
class StateProfile:
    """What the directory knows of one State. `facts` are pairs of a key of `rules.facts` and its value."""

    iso2: str
    memberships: tuple[Membership, ...] = ()
    facts: tuple[tuple[str, bool], ...] = ()

    def fact(self, key: str) -> bool | None:
        """The fact, or None where it is not recorded."""
        return dict(self.facts).get(key)

    def standing(self, instrument: str, day: date) -> Standing:
        """The best standing that any row of the instrument gives on that day."""
        found = {row.on(day) for row in self.memberships if row.instrument == instrument}
        for standing in _BEST_FIRST:
            if standing in found:
                return standing
        return "unknown"


_BEST_FIRST: tuple[Standing, ...] = ("in-force", "undated", "not-in-force")
