"""A published table: the lines of both sides as they were, and what has changed since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comitas.statistics.rules import tables
from comitas.statistics.rules.balance import ENTRIES, LEAVINGS, Line

Table = Mapping[str, Mapping[str, Mapping[str, int | None]]]
"""By side, kind ("" for all) and column."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is counted otherwise now."""

    side: str
    kind: str
    column: str
    then: int
    now: int


def counted(lines: Mapping[str, Mapping[str, Line]]) -> dict[str, dict[str, dict[str, int | None]]]:
    """The exact table of the kinds of each side that tell anything."""
    return {side: _rows(kinds, public=False) for side, kinds in lines.items()}


def shown(table: Table) -> dict[str, dict[str, dict[str, int | None]]]:
    """What of it may be published."""
    lines = {side: {kind: _line(cells) for kind, cells in kinds.items() if kind} for side, kinds in table.items()}
    return {side: _rows(kinds, public=True) for side, kinds in lines.items()}


def _rows(kinds: Mapping[str, Line], *, public: bool) -> dict[str, dict[str, int | None]]:
    told = {kind: line for kind, line in kinds.items() if any(tables.cells(line).values())}
    return {row.kind: dict(row.cells) for row in tables.rows(told, public=public)}


def _line(cells: Mapping[str, int | None]) -> Line:
    entries = {name: cells[name] or 0 for name in ENTRIES}
    return Line(cells[tables.OPENING] or 0, **entries, exits={name: cells[name] or 0 for name in LEAVINGS})


def total(table: Table, side: str) -> Line:
    """The line of all kinds of one side of an exact table."""
    return _line(table[side][tables.TOTAL])


def differences(then: Table, now: Table) -> Iterator[Difference]:
    """Every cell of two exact tables that is not the same; what stands in one of them alone counts as 0 in the other."""
    for side in then:
        for kind in dict.fromkeys([*then[side], *now[side]]):
            for column in tables.COLUMNS:
                old = then[side].get(kind, {}).get(column) or 0
                new = now[side].get(kind, {}).get(column) or 0
                if old != new:
                    yield Difference(side, kind, column, old, new)
