"""The stock-flow table of one side: a line for all requests and one for each kind, and the form of it that may be published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comitas.core.text import N_
from comitas.statistics.rules import small
from comitas.statistics.rules.balance import ENTRIES, LEAVINGS, Line
from comitas.statistics.rules.durations import Durations
from comitas.statistics.rules.survival import Survival

TOTAL = ""
"""As the kind of a row: all of them."""
OPENING, CLOSING = "opening", "closing"
NAMES: dict[str, str] = {
    OPENING: N_("Open at the start"),
    **ENTRIES,
    **LEAVINGS,
    CLOSING: N_("Open at the end"),
}
COLUMNS: tuple[str, ...] = tuple(NAMES)
COMING = ("new", "converted")
"""Movements by which a request comes in for the first time; one that is reopened came in before."""
ASKED: dict[str, str] = {"parts": N_("Parts"), "persons": N_("Persons")}
"""What the requests that came in consist of: counted separately, because one request has many of each."""

EARLIER: dict[str, str] = {
    "left": N_("ended in this period by the earlier register"),
    "waiting": N_("open, with an unknown day of receipt"),
    "timeless": N_("closed, with an unknown day: in the stock of no period"),
}
"""Of the requests that were imported: counted apart."""


Cells = Mapping[str, float | None]
Counts = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Row:
    """`kind` is a code of what arrived, or `TOTAL`; `cells` by the names of `COLUMNS`, None where a figure is left out."""

    kind: str
    cells: Counts


def cells(line: Line) -> dict[str, int]:
    """A line as the cells of a row."""
    entries = {name: getattr(line, name) for name in ENTRIES}
    exits = {kind: line.exits.get(kind, 0) for kind in LEAVINGS}
    return {OPENING: line.opening, **entries, **exits, CLOSING: line.closing}


def total(lines: Iterable[Line]) -> Line:
    """All of *lines* as one."""
    given = list(lines)
    exits = {kind: sum(line.exits.get(kind, 0) for line in given) for kind in LEAVINGS}
    entries = {name: sum(getattr(line, name) for line in given) for name in ENTRIES}
    return Line(sum(line.opening for line in given), **entries, exits=exits)


def rows(lines: Mapping[str, Line], *, public: bool) -> tuple[Row, ...]:
    """The row of all kinds, then one for each kind of *lines*; *public*: with small figures left out."""
    whole = {TOTAL: cells(total(lines.values()))} | {kind: cells(line) for kind, line in lines.items()}
    shown: Mapping[str, Counts] = small.published_table(whole) if public else whole
    return tuple(Row(kind, found) for kind, found in shown.items())


DURATION_NAMES: dict[str, str] = {
    "n": N_("Requests"),
    "median": N_("Median"),
    "p90": N_("Nine of ten within"),
    "longest": N_("Longest"),
    "open": N_("Still waiting"),
    "unknown": N_("Dates missing or wrong"),
    "all": N_("Requests of five years"),
    "km": N_("Median, with the open ones"),
    "km90": N_("Nine of ten, with the open ones"),
}
DURATION_COLUMNS: tuple[str, ...] = tuple(DURATION_NAMES)


def timed_cells(ended: Durations, every: Survival | None = None) -> dict[str, float | None]:
    """Durations by the names of `DURATION_COLUMNS`; *every*: the estimate with the open ones, where there is one."""
    given: dict[str, float | None] = {name: getattr(ended, name) for name in DURATION_COLUMNS[:6]}
    return given | {
        "all": every.n if every else 0,
        "km": every.median if every else None,
        "km90": every.p90 if every else None,
    }


def duration_cells(given: Cells, *, public: bool) -> dict[str, float | None]:
    """*public*: None where fewer than five tell of single ones.

    The longest is always one case's, so it is never published; the median and ninth decile of at least five are.
    """
    if not public:
        return {**given}
    few = {name for name in ("n", "open", "unknown", "all") if 0 < (given[name] or 0) < small.SMALLEST}
    hidden = (
        few | {"longest"} | ({"median", "p90"} if "n" in few else set()) | ({"km", "km90"} if "all" in few else set())
    )
    return {name: None if name in hidden else number for name, number in given.items()}


def left_out(name: str, given: Cells) -> bool:
    """Whether a duration that is not there was left out of what is published.

    Otherwise there is none: nothing ended, or with the open ones not so many that half or nine of ten would have.
    """
    if name in ("km", "km90"):
        return given["all"] is None
    return name in ("n", "open", "unknown", "all") or given["n"] != 0


def asked_cells(counted: Mapping[str, int], requests: int, *, public: bool) -> dict[str, int | None]:
    """How many parts and persons *requests* have. *public*: None where the number is small, or tells of fewer than five."""
    if public and 0 < requests < small.SMALLEST:
        return dict.fromkeys(counted)
    return small.published(counted) if public else {**counted}
