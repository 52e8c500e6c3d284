"""The stock-flow line: what was open, what came, what left, what is open now. It adds up, or it says why it does not.

Open means that there is no exit line. closing = opening + new + reopened + converted - exits. Enquiries, drafts and
spontaneous information are not requests and are never counted as such; one that becomes a request enters as converted,
and what turns out to be no request leaves as such. What was taken over from an earlier register enters apart from the new ones: on
the day of receipt that the register gives or, open and without one, on the day of the take-over.
Requests, parts and persons are counted each by itself, by the same rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from comitas.cases.rules.status import EXITS
from comitas.cases.rules.words import Counted, Sentence, ngettext
from comitas.core.text import N_

ENTRIES: dict[str, str] = {
    "new": N_("New"),
    "reopened": N_("Reopened"),
    "converted": N_("Converted from an enquiry or from spontaneous information"),
    "imported": N_("Imported from the earlier register"),
    "undated": N_("Imported, day of receipt unknown"),
}
FIRST = ("new", "imported", "undated")
"""Entries with which a life begins."""
NOT_A_REQUEST = "no-request"
LEAVINGS: dict[str, str] = {**EXITS, NOT_A_REQUEST: N_("Found not to be a request")}
"""Every way out of the stock: the exits of a case, and what was counted as a request and is none."""


@dataclass(frozen=True, slots=True)
class Event:
    """One movement of one thing, from the ledger: it enters (a key of `ENTRIES`) or leaves (one of `LEAVINGS`), on the day it took effect.

    Events of one thing are given in the order of the ledger.
    """

    thing: str
    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """The stock-flow line of one period. `exits` goes by the keys of `LEAVINGS`; a kind that did not occur may be left out."""

    opening: int
    new: int
    reopened: int = 0
    converted: int = 0
    exits: Mapping[str, int] = field(default_factory=dict)
    imported: int = 0
    undated: int = 0

    @property
    def closing(self) -> int:
        """What must be open at the end of the period."""
        came = self.new + self.reopened + self.converted + self.imported + self.undated
        return self.opening + came - sum(self.exits.values())


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Whether a line adds up to what was counted. `difference` = counted - closing; `sentence` says why it does not."""

    line: Line
    counted: int
    sentence: Sentence | Counted | None

    @property
    def agrees(self) -> bool:
        return self.sentence is None

    @property
    def difference(self) -> int:
        return self.counted - self.line.closing


class BrokenLife(ValueError):
    """A thing that leaves without being there, enters twice, or moves in a way that is not known; the message names it."""


def histories(events: Iterable[Event]) -> dict[str, list[Event]]:
    """The life of each thing in order of day; events of one day in the order given. Raises `BrokenLife`."""
    lives: dict[str, list[Event]] = {}
    for event in sorted(events, key=lambda found: found.day):
        lives.setdefault(event.thing, []).append(event)
    for thing, life in lives.items():
        _refuse_broken(thing, life)
    return lives


def _refuse_broken(thing: str, life: list[Event]) -> None:
    inside = False
    for place, event in enumerate(life):
        enters = event.kind in ENTRIES
        if not enters and event.kind not in LEAVINGS:
            raise BrokenLife(f"{thing}: {event.kind} is neither an entry nor an exit")
        if enters == inside or event.kind in (*FIRST, "reopened") and (event.kind == "reopened") != (place > 0):
            raise BrokenLife(f"{thing}: {event.kind} on {event.day} does not follow from what was before")
        inside = enters


def is_open(life: Iterable[Event], on: date) -> bool:
    """Whether a thing is open at 00:00 of *on*: its last movement before that day was an entry."""
    before = [event for event in life if event.day < on]
    return bool(before) and before[-1].kind in ENTRIES


def stock(events: Iterable[Event], on: date) -> int:
    """How many are open at 00:00 of *on*, counted one by one."""
    return sum(is_open(life, on) for life in histories(events).values())


def line(events: Iterable[Event], first: date, after: date) -> Line:
    """The line of the period from *first* to the day before *after*. ValueError when it has no day."""
    if after <= first:
        raise ValueError("the period ends before it begins")
    given = list(events)
    within = [event.kind for event in given if first <= event.day < after]
    exits = {kind: within.count(kind) for kind in LEAVINGS}
    entries = {kind: within.count(kind) for kind in ENTRIES}
    return Line(stock(given, first), **entries, exits=exits)


def reconcile(published: Line, counted: int, flags: Iterable[Sentence | Counted] = ()) -> Reconciled:
    """Compare a line with the stock that was *counted* one by one.

    *flags*: what is known to be wrong with the line's figures.
    """
    known = tuple(flags)
    gap = counted - published.closing
    if gap:
        text = N_("The line gives %(closing)d, %(counted)d were counted: %(gap)+d is not explained.")
        return Reconciled(
            published, counted, Sentence(text, {"closing": published.closing, "counted": counted, "gap": gap})
        )
    if published.closing < 0 or min((published.opening, *published.exits.values())) < 0:
        return Reconciled(published, counted, Sentence(N_("A figure of the line is below zero.")))
    return Reconciled(published, counted, known[0] if known else None)


def not_requests(kinds: Mapping[str, int]) -> Counted | None:
    """A flag where things that are not requests stand among the new ones.

    *kinds* is how many of each kind were counted as new.
    """
    wrong = sum(number for kind, number in kinds.items() if kind != "request")
    if not wrong:
        return None
    return Counted(
        *ngettext(
            "%(n)d counted as new is not a request, but an enquiry, a draft or information.",
            "%(n)d counted as new are not requests, but enquiries, drafts or information.",
        ),
        wrong,
        {"n": wrong},
    )


def adjoining(earlier: Line, later: Line) -> Sentence | None:
    """A flag where a period does not begin with what the one before left."""
    if earlier.closing == later.opening:
        return None
    text = N_("The period before closed with %(closing)d, this one opens with %(opening)d.")
    return Sentence(text, {"closing": earlier.closing, "opening": later.opening})
