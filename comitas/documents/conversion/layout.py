"""From loose pieces of lines to lines in reading order, and the picture of each.

The detector gives four corners per piece. Pieces of one row that nearly touch are joined, because a seal or a wide blank cuts a
line in two and what stands at the cut would be lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from comitas.documents.conversion.engines import Image, Quad

JOIN_GAP = 1.0
"""Pieces are joined when the gap is below this many line heights."""

SAME_ROW = 0.5
"""Pieces stand in one row when they share this part of the lower one's height."""

TALL = 1.5
"""A piece higher than this many times its width is written downwards or sideways; it is turned to be read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: its corners on the page, and the same upright after the page's skew is taken out."""

    corners: Quad
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def skew(quads: Sequence[Quad]) -> float:
    """The angle of the lines in radians, clockwise positive: the median over the longer pieces; 0 if there are none."""
    edges = [quad[1] - quad[0] for quad in quads]
    long = [edge for edge in edges if abs(edge[0]) > 4 * abs(edge[1]) and abs(edge[0]) > 100]
    return float(np.median([np.arctan2(edge[1], edge[0]) for edge in long])) if long else 0.0


def pieces(quads: Sequence[Quad]) -> list[Piece]:
    """Each quad with its place after the skew is taken out."""
    angle = skew(quads)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float32)
    return [_piece(quad, quad @ turn.T) for quad in quads]


def rows(found: Sequence[Piece], right_to_left: bool) -> list[list[Piece]]:
    """Rows from top to bottom, each in reading order, near pieces joined."""
    grouped: list[list[Piece]] = []
    for piece in sorted(found, key=lambda one: one.y0 + one.y1):
        home = next((row for row in reversed(grouped[-4:]) if _one_row(row[-1], piece)), None)
        if home is None:
            grouped.append([piece])
        else:
            home.append(piece)
    joined = [_joined(sorted(row, key=lambda one: one.x0)) for row in grouped]
    return [row[::-1] if right_to_left else row for row in joined]


def picture(image: Image, corners: Quad, margin: int = 2) -> Image:
    """The piece of *image* between four corners, straightened; a tall piece is turned a quarter to the left."""
    width = max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[3] - corners[2]))
    height = max(np.linalg.norm(corners[0] - corners[3]), np.linalg.norm(corners[1] - corners[2]))
    wide, high = max(4, round(float(width))), max(4, round(float(height)))
    right, low = wide + margin, high + margin
    target = np.array([[margin, margin], [right, margin], [right, low], [margin, low]], np.float32)
    straight: Image = np.asarray(
        cv2.warpPerspective(
            image,
            cv2.getPerspectiveTransform(corners, target),
            (wide + 2 * margin, high + 2 * margin),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )
    return np.rot90(straight).copy() if high > TALL * wide else straight


def _piece(corners: Quad, upright: Quad) -> Piece:
    return Piece(
        corners,
        float(upright[:, 0].min()),
        float(upright[:, 1].min()),
        float(upright[:, 0].max()),
        float(upright[:, 1].max()),
    )


def _one_row(one: Piece, other: Piece) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    tall = one.height > TALL * one.width or other.height > TALL * other.width
    return not tall and shared > SAME_ROW * min(one.height, other.height)


def _joined(row: list[Piece]) -> list[Piece]:
    result: list[Piece] = []
    for piece in row:
        if result and _near(result[-1], piece):
            result[-1] = _union(result[-1], piece)
        else:
            result.append(piece)
    return result


def _near(left: Piece, right: Piece) -> bool:
    lower, higher = sorted((left.height, right.height))
    return right.x0 - left.x1 < JOIN_GAP * lower and higher < 1.6 * lower


def _union(left: Piece, right: Piece) -> Piece:
    corners = np.array([left.corners[0], right.corners[1], right.corners[2], left.corners[3]], np.float32)
    return Piece(
        corners, min(left.x0, right.x0), min(left.y0, right.y0), max(left.x1, right.x1), max(left.y1, right.y1)
    )
