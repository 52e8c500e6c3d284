"""What the tables and gates need to know about one part.

Whoever owns the rows fills it in; nothing here reads anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comitas.cases.rules.codes import BASES


@dataclass(frozen=True, slots=True)
class Standing:
    """A legal basis that stands for a part.

    `agreed_9_29`: the States agreed to apply 46(9)-(29) in place of their treaty, 46(7).
    """

    code: str
    agreed_9_29: bool = False


@dataclass(frozen=True, slots=True)
class Remedy:
    """The remedy against a court's decision. `until` is its last day; `lodged`: it was used and is undecided."""

    suspensive: bool = False
    until: date | None = None
    lodged: bool = False
    final_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether evidence must still stay here on *day*. Not known until when means that it holds."""
        if not self.suspensive or (self.final_on is not None and self.final_on <= day):
            return False
        return self.lodged or self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: `key` names it in the ledger; `corrects` is the key of the step that a correction undid."""

    key: str
    step: str
    before: str
    after: str
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class PartFacts:
    """One part on the day `today`. `history` is every step in the order taken, corrections included.

    `coercive` is the measure's: "yes", "no" or "maybe", as in `codes.MEASURES` or as the officer said. `received`: the day on
    which the request was, before which nothing can have been done about it. `family` and `measure` are the part's. `beside`:
    remedies against decisions that no step recorded.
    """

    state: str
    today: date
    number: int = 1
    bases: tuple[Standing, ...] = ()
    history: tuple[Taken, ...] = ()
    remedy: Remedy = Remedy()
    coercive: str = "maybe"
    received: date | None = None
    family: str = "assistance"
    measure: str = ""
    beside: tuple[Remedy, ...] = ()

    def holding(self, day: date) -> Remedy | None:
        """The remedy for which evidence must stay here on *day*, the one of the steps first."""
        return next((remedy for remedy in (self.remedy, *self.beside) if remedy.holds(day)), None)


def effective(history: Iterable[Taken]) -> tuple[Taken, ...]:
    """The steps that stand: without those that were corrected and without the corrections."""
    steps = tuple(history)
    undone = {taken.corrects for taken in steps if taken.corrects}
    return tuple(taken for taken in steps if not taken.corrects and taken.key not in undone)


def consulted(facts: PartFacts) -> bool:
    """Whether a consultation stands that was recorded since the part was last reopened."""
    return stands_since_reopening(facts, "consult")


def stands_since_reopening(facts: PartFacts, step: str, undone_by: str = "") -> bool:
    """Whether *step* stands, neither before the last reopening nor before the step that undid it."""
    for taken in reversed(effective(facts.history)):
        if taken.step == step:
            return True
        if taken.step in ("reopen", undone_by):
            return False
    return False


def paragraphs_9_29(bases: tuple[Standing, ...]) -> bool:
    """Whether UNCAC 46(9)-(29) apply, by 46(7).

    They do where the Convention is a basis and no treaty of mutual legal assistance stands beside it, or where the
    States agreed to apply them.
    """
    uncac = any(BASES[basis.code].uncac for basis in bases)
    treaty = any(BASES[basis.code].treaty for basis in bases)
    return any(basis.agreed_9_29 for basis in bases) or (uncac and not treaty)
