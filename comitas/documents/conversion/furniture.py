"""What stands on a page without belonging to its text: page numbers, and the legend inside a round seal.

The officer sees both on the page image. In the text a seal's legend would break the sentence it was stamped across. Only what is
surely a seal is left out: wholly inside a ring, in its middle, and in another ink than the print's.
"""

from __future__ import annotations

import re

import cv2
import numpy as np

from comitas.documents.conversion.engines import Image, dropout
from comitas.documents.conversion.layout import Piece
from comitas.documents.rules.reading import Line

_PAGE_NUMBER = re.compile(
    r"[\s\-–—./|]*(?:page|pág\.?|página|стр\.?|صفحة|第)?\s*\d{1,3}(?:\s*(?:/|of|de|sur|из)\s*\d{1,3})?\s*页?[\s\-–—./|]*",
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

Ring = tuple[float, float, float]
"""Centre and radius in pixels of the page image."""


def is_page_number(line: Line) -> bool:
    """Whether the line is a number alone at the page's upper or lower edge."""
    at_edge = line.box[1] > 1 - EDGE or line.box[3] < EDGE
    return at_edge and _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def without_seals(pieces: list[Piece], image: Image) -> list[Piece]:
    """The pieces that are not the legend of a round seal."""
    inside = [piece for piece in pieces if piece.width < 2 * RING[1] * image.shape[1]]
    if not inside:
        return pieces
    grey = dropout(image)
    rings = _rings(grey)
    legends = {id(piece) for piece in inside if any(_within(piece, ring) for ring in rings)}
    if not legends:
        return pieces
    print_ink = float(np.median([_ink(grey, piece) for piece in pieces]))
    foreign = {id(piece) for piece in inside if id(piece) in legends and abs(_ink(grey, piece) - print_ink) > TONE}
    return [piece for piece in pieces if id(piece) not in foreign]


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
