"""From pieces to lines in reading order: columns of text one after the other, tables row by row; what is furniture and what not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from comitas.documents.conversion import columns, furniture, layout
from comitas.documents.rules.reading import Line


def piece(x0: float, y0: float, x1: float, y1: float) -> layout.Piece:
    corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
    return layout.Piece(corners, x0, y0, x1, y1)


def beside(lines: int, wide: float = 480, lower: float = 0) -> tuple[list[layout.Piece], list[layout.Piece]]:
    """Two columns of so many lines, the right one a little lower; `wide` is the width of a line in a column of 500."""
    left = [piece(100, 300 + 40 * row, 100 + wide, 330 + 40 * row) for row in range(lines)]
    right = [piece(640, 300 + lower + 40 * row, 640 + wide, 330 + lower + 40 * row) for row in range(lines)]
    return left, right


HEADING = piece(100, 200, 1120, 230)


@pytest.mark.parametrize("lower", [0, 15])
def test_columns_are_read_one_after_the_other(lower: float) -> None:
    left, right = beside(6, lower=lower)
    foot = piece(100, 900, 1120, 930)
    found = [HEADING, foot, *right, *left]
    assert columns.split(found, False) == [[HEADING], left, right, [foot]]
    assert columns.split(found, True) == [[HEADING], right, left, [foot]]


@pytest.mark.parametrize(("lines", "wide"), [(3, 480.0), (6, 300.0)], ids=["few-lines", "cells"])
def test_a_letterhead_and_a_table_are_read_row_by_row(lines: int, wide: float) -> None:
    left, right = beside(lines, wide)
    found = [HEADING, *left, *right, piece(640 + wide, 200, 1120, 210)]
    assert sum(len(group) > 1 for group in columns.split(found, False)) == 1
    assert not any(group in (left, right) for group in columns.split(found, False))


def test_plain_text_is_one_group() -> None:
    found = [piece(100, 40 * row, 1100, 40 * row + 30) for row in range(20)]
    assert columns.split(found, False) == [found]
    assert columns.split([], False) == [[]]


def line(text: str, top: float) -> Line:
    return Line(text, (0.4, top, 0.6, top + 0.01), (), 1.0)


@pytest.mark.parametrize(
    ("text", "top", "number", "dropped"),
    [
        ("2", 0.96, 2, True),
        ("- 2 -", 0.02, 2, True),
        ("Page 7", 0.96, 2, True),
        ("7/12", 0.96, 2, True),
        ("341", 0.96, 2, False),
        ("2", 0.5, 2, False),
        ("2 000", 0.96, 2, False),
        ("14/09/2026", 0.96, 14, False),
    ],
)
def test_only_a_page_number_is_one(text: str, top: float, number: int, dropped: bool) -> None:
    assert furniture.is_page_number(line(text, top), number) is dropped


@pytest.mark.parametrize(
    ("text", "legend"),
    [
        ("RECEIVED", True),
        ("ПРОКУРАТУРА", True),
        ("وزارة العدل", True),
        ("T. Kallenberg", False),
        ("14 SEP 2026", False),
        ("№ 12", False),
        ("", False),
    ],
)
def test_a_name_a_date_or_a_number_is_no_legend(text: str, legend: bool) -> None:
    assert furniture.is_legend(text) is legend


PRINT, STAMP = 20, 130


def sealed(
    ink: int = STAMP, middle: tuple[int, int] = (1000, 1500), round_seal: bool = True
) -> tuple[list[layout.Piece], np.ndarray]:
    """A page of print, a seal around (1000, 1500) and one word of the given ink: its pieces, the word last, and the image."""
    image = np.full((2339, 1654, 3), 255, np.uint8)
    for row in range(10):
        cv2.putText(
            image, "printed words in a line", (150, 300 + 60 * row), cv2.FONT_HERSHEY_DUPLEX, 1.4, (PRINT,) * 3, 3
        )
    if round_seal:
        cv2.circle(image, (1000, 1500), 170, (STAMP,) * 3, 7)
    else:
        cv2.rectangle(image, (800, 1420), (1200, 1580), (STAMP,) * 3, 7)
    x, y = middle
    cv2.putText(image, "RECEIVED", (x - 100, y + 15), cv2.FONT_HERSHEY_DUPLEX, 1.2, (ink,) * 3, 3)
    lines = [piece(150, 260 + 60 * row, 700, 312 + 60 * row) for row in range(10)]
    return [*lines, piece(x - 105, y - 20, x + 105, y + 22)], image


def test_the_legend_in_a_ring_may_be_a_seals() -> None:
    pieces, image = sealed()
    assert [one is pieces[-1] for one in furniture.in_seals(pieces, image)] == [True]


@pytest.mark.parametrize(
    "options",
    [
        {"ink": PRINT},
        {"ink": 80},
        {"middle": (1000, 1720)},
        {"middle": (1230, 1500)},
        {"middle": (1100, 1500)},
        {"round_seal": False},
    ],
    ids=["printed-name", "pen", "below", "beside", "across-the-ring", "rectangle"],
)
def test_what_is_not_the_seals_own_stays(options: dict) -> None:
    assert furniture.in_seals(*sealed(**options)) == []
