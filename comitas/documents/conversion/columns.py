"""Columns of running text, which are read one after the other; the rows of a table are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from comitas.documents.conversion.layout import Piece

LINES = 4
"""Lines that must stand on either side of a gutter: fewer are a letterhead or the signatures."""

FULL = 0.75
"""Share of its column that the middle one of its lines must fill: running text does, the cells of a table do not."""

NARROWEST = 0.2
"""Share of the text's width below which a piece says nothing about columns."""

STEPS = 60
"""Places across the page at which a gutter is looked for."""


def split(pieces: Sequence[Piece], right_to_left: bool) -> list[list[Piece]]:
    """The pieces in groups that are read one after the other; one group where there are no two columns of running text.

    What crosses the gutter (a heading, a foot) divides the columns into what is above and what is below it.
    """
    gutter = _gutter(pieces)
    if gutter is None:
        return [list(pieces)]
    groups: list[list[Piece]] = []
    band: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: one.y0 + one.y1):
        if piece.x0 < gutter < piece.x1:
            groups += [*_sides(band, gutter, right_to_left), [piece]]
            band = []
        else:
            band.append(piece)
    return [group for group in [*groups, *_sides(band, gutter, right_to_left)] if group]


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The place (x) that the fewest pieces cross, with running text on either side; None if there is none."""
    if len(pieces) < 2 * LINES:
        return None
    left, right = min(one.x0 for one in pieces), max(one.x1 for one in pieces)
    places = [float(x) for x in np.linspace(left, right, STEPS) if _is_gutter(float(x), pieces, (left, right))]
    if not places:
        return None
    crossed = [sum(one.x0 < x < one.x1 for one in pieces) for x in places]
    best = [x for x, count in zip(places, crossed, strict=True) if count == min(crossed)]
    return best[len(best) // 2]


def _is_gutter(x: float, pieces: Sequence[Piece], edges: tuple[float, float]) -> bool:
    before = [one for one in pieces if one.x1 <= x]
    after = [one for one in pieces if one.x0 >= x]
    whole = edges[1] - edges[0]
    return (
        _is_text(before, x - edges[0], whole) and _is_text(after, edges[1] - x, whole) and _side_by_side(before, after)
    )


def _is_text(side: list[Piece], width: float, whole: float) -> bool:
    widths = [one.width for one in side]
    return len(side) >= LINES and float(np.median(widths)) >= max(FULL * width, NARROWEST * whole)


def _side_by_side(before: list[Piece], after: list[Piece]) -> bool:
    """Whether at least `LINES` lines of each side stand beside lines of the other."""
    return min(_beside(before, after), _beside(after, before)) >= LINES


def _beside(side: list[Piece], other: list[Piece]) -> int:
    return sum(any(min(one.y1, two.y1) > max(one.y0, two.y0) for two in other) for one in side)


def _sides(band: list[Piece], gutter: float, right_to_left: bool) -> list[list[Piece]]:
    """The columns of a band, or the band as it is where too little stands side by side."""
    before = [one for one in band if one.x1 <= gutter]
    after = [one for one in band if one.x0 >= gutter]
    if not _side_by_side(before, after):
        return [band]
    return [after, before] if right_to_left else [before, after]
