"""Figures for the public: small cells are left out, so that nobody is recognised in a table."""

from collections.abc import Mapping

SMALLEST = 5
"""A cell from 1 to 4 is left out. 0 is shown: it tells of nobody."""


def published(cells: Mapping[str, int], total: int | None = None) -> dict[str, int | None]:
    """The cells of one row, None where left out.

    When the row's *total* is shown and what was left out could be found by subtracting, the next smallest cell that is
    not 0 goes too. What is left out together must not be smaller than `SMALLEST` either.
    """
    hidden = {name for name, number in cells.items() if 0 < number < SMALLEST}
    if total is not None and hidden:
        hidden = _widened(cells, hidden)
    return {name: None if name in hidden else number for name, number in cells.items()}


def _widened(cells: Mapping[str, int], hidden: set[str]) -> set[str]:
    rest = sorted(
        (name for name, number in cells.items() if number and name not in hidden), key=lambda name: cells[name]
    )
    while rest and sum(cells[name] for name in hidden) < SMALLEST:
        hidden = hidden | {rest.pop(0)}
    return hidden


def published_total(cells: Mapping[str, int]) -> int | None:
    """The total of a row, or None where the total itself is small, or would give away the only cell left out."""
    total = sum(cells.values())
    filled = [number for number in cells.values() if number]
    alone = len(filled) == 1 and 0 < filled[0] < SMALLEST
    return None if alone or 0 < total < SMALLEST else total


Table = Mapping[str, Mapping[str, int]]


def published_table(rows: Table) -> dict[str, dict[str, int | None]]:
    """The cells of *rows*, None where left out, for a table whose lines and columns add up to nothing unknown.

    One of the rows is the total of the others, and in each row the last figure follows from the rest; so nowhere, in a row
    or in a column, may a single cell be missing, nor cells that are together smaller than `SMALLEST` while others could
    hide them.
    """
    hidden = {(row, name) for row, cells in rows.items() for name, number in cells.items() if 0 < number < SMALLEST}
    lines = [[(row, name) for name in cells] for row, cells in rows.items()]
    lines += [[(row, name) for row in rows] for name in next(iter(rows.values()), {})]
    while wider := [cell for line in lines if (cell := _next_to_hide(rows, line, hidden))]:
        hidden |= set(wider)
    return {
        row: {name: None if (row, name) in hidden else number for name, number in cells.items()}
        for row, cells in rows.items()
    }


def _next_to_hide(rows: Table, line: list[tuple[str, str]], hidden: set[tuple[str, str]]) -> tuple[str, str] | None:
    """The cell of *line* that must go as well; None where enough are gone, or none is left that is not 0."""
    gone = [cell for cell in line if cell in hidden]
    if not gone or (len(gone) > 1 and sum(rows[row][name] for row, name in gone) >= SMALLEST):
        return None
    rest = [cell for cell in line if cell not in hidden and rows[cell[0]][cell[1]]]
    return min(rest, key=lambda cell: rows[cell[0]][cell[1]], default=None)
