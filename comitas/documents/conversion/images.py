"""The inert pictures that the browser gets: the page for the viewer, and a thumbnail. Both are WebP, freshly encoded."""

from __future__ import annotations

import cv2
import numpy as np

from comitas.documents.conversion.engines import Image
from comitas.documents.rules import limits

QUALITIES = (60, 40, 25, 12)
LOSSLESS = 101  # above 100, as OpenCV has it
COLOURED = 24
"""How far the channels of a pixel must lie apart (of 255) to count as colour."""


def view(page: Image) -> bytes:
    """The page at `limits.VIEW_SIDE`, at the best quality that stays below the size aimed at."""
    return _webp(_bounded(page, limits.VIEW_SIDE), limits.VIEW_AIM_BYTES)


def drawn(page: Image) -> bytes:
    """A page of text that was drawn here, to the pixel: sharper, smaller and quicker than a photograph's encoding of it."""
    ok, buffer = cv2.imencode(".webp", np.ascontiguousarray(page[:, :, 0]), [cv2.IMWRITE_WEBP_QUALITY, LOSSLESS])
    return buffer.tobytes() if ok and len(buffer) <= limits.VIEW_BYTES else view(page)


def thumbnail(page: Image) -> bytes:
    return _webp(_bounded(page, limits.THUMBNAIL_SIDE), limits.VIEW_AIM_BYTES)


def has_colour(page: Image) -> bool:
    """Whether more than one pixel in 2,000 is coloured: a stamp, a letterhead, a signature in blue."""
    small = cv2.resize(page, (200, 200), interpolation=cv2.INTER_AREA)
    spread = small.max(axis=2).astype(int) - small.min(axis=2)
    return bool((spread > COLOURED).mean() > 1 / 2000)


def _bounded(page: Image, side: int) -> Image:
    scale = min(1.0, side / max(page.shape[:2]))
    size = (max(1, round(page.shape[1] * scale)), max(1, round(page.shape[0] * scale)))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small if has_colour(page) else cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)


def _webp(image: Image, aim: int) -> bytes:
    """Try the qualities from the one that the picture's grain suggests; a noisy scan shrinks as its noise goes."""
    encoded = b""
    for quality in QUALITIES:
        ok, buffer = cv2.imencode(".webp", image, [cv2.IMWRITE_WEBP_QUALITY, quality])
        encoded = buffer.tobytes() if ok else encoded
        if len(encoded) <= aim:
            break
        image = np.asarray(cv2.GaussianBlur(image, (3, 3), 0), np.uint8)
    return encoded
