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
