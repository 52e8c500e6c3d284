"""What stands on a page without belonging to its text: page numbers, and the legend inside a round seal.

The officer sees both on the page image. In the text a seal's legend would break the sentence it was stamped across. Only what is
surely a legend is left out: wholly inside a ring, in its middle, in the ring's ink and not in the print's, in capitals (or in a
script without them) and without a digit. A name, a date or a number under, in or beside a seal stays.
"""

from __future__ import annotations

import re

import cv2
import numpy as np

from comitas.documents.conversion.engines import Image, dropout
from comitas.documents.conversion.layout import Piece
from comitas.documents.rules.reading import Line

_PAGE_NUMBER = re.compile(
    r"[\s\-–—./|]*(?P<word>page|pág\.?|página|стр\.?|صفحة|第)?\s*(?P<number>\d{1,3})"
    r"(?P<of>\s*(?:/|of|de|sur|из)\s*\d{1,3})?\s*页?[\s\-–—./|]*",
    re.I,
)
EDGE = 0.07
"""Share of the page's height, at the top and at the bottom, in which a number alone is the page's number."""

RING = (0.045, 0.2)
"""Radius of a seal as a share of the page's width: 19 to 84 mm across on A4."""

SMALL = 600
"""Longest side in pixels at which rings are looked for."""

TONE = 20
"""Grey levels (of 255) by which the legend's ink must differ from the print's: paler, or heavier."""

SAME_INK = 40
"""Grey levels by which the legend's ink may differ from the ring's: thin lines scan paler than letters."""

Ring = tuple[float, float, float]
"""Centre and radius in pixels of the page image."""


def is_page_number(line: Line, number: int) -> bool:
    """Whether the line, alone at the page's upper or lower edge, is "page 3", "3/5", or the page's own number in its file."""
    if line.box[3] >= EDGE and line.box[1] <= 1 - EDGE:
        return False
    found = _PAGE_NUMBER.fullmatch(line.text.strip())
    return found is not None and bool(found["word"] or found["of"] or int(found["number"]) == number)


def in_seals(pieces: list[Piece], image: Image) -> list[Piece]:
    """The pieces that by place and ink may be the legend of a round seal; `is_legend` then looks at what they say."""
    inside = [piece for piece in pieces if piece.width < 2 * RING[1] * image.shape[1]]
    if not inside:
        return []
    grey = dropout(image)
    placed = [(piece, ring) for ring in _rings(grey) for piece in inside if _within(piece, ring)]
    if not placed:
        return []
    print_ink = float(np.median([_ink(grey, piece) for piece in pieces]))
    found = [piece for piece, ring in placed if _stamped(_ink(grey, piece), print_ink, _ring_ink(grey, ring))]
    return [piece for piece in inside if any(piece is one for one in found)]


def is_legend(text: str) -> bool:
    """Whether a text can be a seal's own: capitals or letters that have none, and no digit."""
    letters = [sign for sign in text if sign.isalpha()]
    return not any(sign.isdigit() or sign.islower() for sign in text) and len(letters) > 1


def _rings(grey: Image) -> list[Ring]:
    scale = min(1.0, SMALL / max(grey.shape))
    small = cv2.medianBlur(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), 5)
    least, most = (round(share * grey.shape[1] * scale) for share in RING)
    found = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, dp=1.5, minDist=least, param1=120, param2=70, minRadius=least, maxRadius=most
    )
    if found is None:
        return []
    return [(x / scale, y / scale, radius / scale) for x, y, radius in found[0][:8]]


def _within(piece: Piece, ring: Ring) -> bool:
    """Whether all corners lie in the ring and the middle of the piece near its centre."""
    centre, radius = np.array(ring[:2]), ring[2]
    far = np.linalg.norm(piece.corners - centre, axis=1).max()
    off = np.linalg.norm(piece.corners.mean(axis=0) - centre)
    return bool(far < 1.02 * radius and off < 0.35 * radius)


def _stamped(ink: float, print_ink: float, ring_ink: float) -> bool:
    return abs(ink - print_ink) > TONE and abs(ink - ring_ink) < SAME_INK


def _ring_ink(grey: Image, ring: Ring) -> float:
    """How dark the ring's line is: the middle one of the darkest greys met when crossing it in 72 directions."""
    x, y, radius = ring
    angles, steps = np.meshgrid(np.linspace(0, 2 * np.pi, 72, endpoint=False), np.linspace(0.94, 1.06, 25))
    across = (x + radius * steps * np.cos(angles)).round().astype(int).clip(0, grey.shape[1] - 1)
    down = (y + radius * steps * np.sin(angles)).round().astype(int).clip(0, grey.shape[0] - 1)
    return float(np.median(np.asarray(cv2.medianBlur(grey, 3))[down, across].min(axis=0)))


def _ink(grey: Image, piece: Piece) -> float:
    """How dark the strokes of a piece are at their core: the grey level of the darkest fifth of its ink."""
    x0, y0 = piece.corners.min(axis=0).astype(int).clip(0)
    x1, y1 = piece.corners.max(axis=0).astype(int)
    patch = np.ascontiguousarray(grey[y0 : y1 + 1, x0 : x1 + 1])
    if min(patch.shape) < 3:
        return 255.0
    patch = np.asarray(cv2.medianBlur(patch, 3), np.uint8)
    level, _ = cv2.threshold(patch, 0, 255, cv2.THRESH_OTSU)
    return float(np.percentile(patch[patch <= level], 20))
