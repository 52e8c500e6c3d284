"""What a table of states is made of: the states of a part, the steps between them, and the family that they belong to.

The tables themselves stand in `families`, one a file. They make the buttons on the page, the diagrams in the handbook and
the tests. A part changes its state by `steps.take` alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from comitas.core.text import N_

BACK = "<back>"
"""As the state after a step: the state from which the part came into the present one."""
SAME = "<same>"
"""As the state after a step: the part stays where it is, and what happened is recorded."""
BEGIN = "received"
"""Where a part begins that arrived."""
NOTHING: Mapping[str, object] = MappingProxyType({})
Forms = tuple[str, str]
"""A text in the singular and in the plural."""


@dataclass(frozen=True, slots=True)
class State:
    """`stage` is open or ended; `tag` the word in a table, `sentence` what it means; `colour` a name of the palette."""

    code: str
    tag: str
    sentence: str
    stage: str = "open"
    colour: str = "sea"


@dataclass(frozen=True, slots=True)
class Step:
    """A move: from any state of `sources` to `target`.

    `verb` is the button, `happened` the line of the timeline. `permission` is what the actor holds. `doors`: officer (a
    form on the case page), drafting (a letter recorded as sent), intake (something that arrived), exchange (a
    consignment). `needs` and `may_have` are names of `words.FIELDS`; `gates` are names of `gates.GATES`.

    `fills`: field given → column of the part; `clears`: columns that it empties, unless it fills them. `measures`: for these
    alone, for all where empty. `grounds`: the kind of ground that its form offers. `back_to`: where `BACK` may lead, the first
    when the part came from none of them; where empty any open state that was begun. `ahead`: it may have happened before the
    request was received. `holds` True: the persons of the part are in custody from its day on; False: they are not any more.
    `opens`: the kind of the linked case that it opens.
    """

    code: str
    verb: str
    happened: str
    sources: tuple[str, ...]
    target: str
    permission: str = "case:work"
    doors: tuple[str, ...] = ("officer",)
    needs: tuple[str, ...] = ("date",)
    may_have: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    fills: Mapping[str, str] = field(default_factory=dict)
    clears: Mapping[str, object] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    grounds: str = "refusal"
    back_to: tuple[str, ...] = ()
    ahead: bool = False
    holds: bool | None = None
    opens: str = ""

    def leaves(self, state: str) -> bool:
        """Whether the table lets it start from *state*. Without sources it starts from any."""
        return not self.sources or state in self.sources

    def fits(self, measure: str) -> bool:
        """Whether it is for a part that asks for *measure*."""
        return not self.measures or measure in self.measures


@dataclass(frozen=True, slots=True)
class Done:
    """How the sentence of a case begins: by how many parts have come to the good end `state`."""

    state: str
    all: Forms
    none: Forms
    some: Forms


@dataclass(frozen=True, slots=True)
class Family:
    """One table: the parts of cases of `side`, of these `kinds` (of any where empty), that ask for one of `measures`.

    `first`: for each open state the step that is offered first, or the next where that is not possible. `following`: for each open state what is next. `exits`: for
    each ended state the exit in the figures. `said`: for each state its words in the sentence of a case, in their order.
    `ours`: states in which it is for the central authority to act, the most pressing first. `in_hand`: states in which the
    executing authority has the part, or has just reported on it. `begin`: where a part of it begins. `places`: columns and rows of the picture.
    """

    code: str
    name: str
    states: Mapping[str, State]
    steps: Mapping[str, Step]
    measures: tuple[str, ...]
    first: Mapping[str, tuple[str, ...]]
    following: Mapping[str, str]
    exits: Mapping[str, str]
    said: Mapping[str, Forms]
    places: Mapping[str, tuple[int, int]]
    ours: tuple[str, ...]
    in_hand: tuple[str, ...]
    done: Done | None = None
    begin: str = BEGIN
    side: str = "incoming"
    kinds: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        return at_stage("open", self.states.values())

    @property
    def ended(self) -> tuple[str, ...]:
        return at_stage("ended", self.states.values())


def at_stage(stage: str, states: Iterable[State]) -> tuple[str, ...]:
    """The codes of the states that are at *stage*."""
    return tuple(state.code for state in states if state.stage == stage)


def by_code(rows: Iterable[State]) -> dict[str, State]:
    """States as a table."""
    return {row.code: row for row in rows}


def steps_by_code(rows: Iterable[Step]) -> dict[str, Step]:
    """Steps as a table."""
    return {row.code: row for row in rows}


LETTER = ("officer", "drafting")
ARRIVES = ("officer", "intake")

CORRECT = Step(
    "correct",
    N_("Correct a step"),
    N_("Step corrected"),
    (),
    BACK,
    needs=("date", "corrects", "reason"),
)
"""The correcting step of every family, possible in any state.

It names the last step that stands, restores the state before it and needs the permission of that step.
"""
