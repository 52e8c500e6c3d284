"""Lines and words for a reading: from what an engine read, and from boxes in pixels to fractions of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from comitas.documents.conversion.engines import Quad, Text
from comitas.documents.conversion.language import has_han
from comitas.documents.rules import limits
from comitas.documents.rules.reading import Box, Line, Word

_RUN = re.compile(r"[\u3000-\u9fff\uff00-\uffef]+|[^\u3000-\u9fff\uff00-\uffef]+")

Size = tuple[int, int]
"""Width and height of the page image in pixels."""


def line_of(parts: list[tuple[Quad, Text]], size: Size, right_to_left: bool) -> Line:
    """One line from its pieces in reading order."""
    texts = [text.text for _, text in parts]
    glue = "" if has_han("".join(texts)) else " "
    words = tuple(word for corners, text in parts for word in _words(corners, text, size, right_to_left))
    weights = [max(1, len(text)) for text in texts]
    confidence = float(np.average([text.confidence for _, text in parts], weights=weights))
    text = _clean(glue.join(texts))[: limits.LINE_CHARACTERS]
    return Line(text, hull([word.box for word in words]), _matching(words, text, glue), min(1.0, max(0.0, confidence)))


def hull(boxes: list[Box]) -> Box:
    """The smallest box around them all."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def fraction_box(xs: list[float], ys: list[float], size: Size) -> Box:
    """The box around points in pixels, as fractions with four decimals, cut at the page's edge."""

    def share(value: float, whole: int) -> float:
        return round(min(1.0, max(0.0, value / whole)), 4)

    return share(min(xs), size[0]), share(min(ys), size[1]), share(max(xs), size[0]), share(max(ys), size[1])


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each word of a line stands: between blanks; in lines with Chinese, each run of Han or of anything else."""
    pattern = _RUN if has_han(text) else re.compile(r"\S+")
    return (match.span() for match in pattern.finditer(text))


def _words(corners: Quad, text: Text, size: Size, right_to_left: bool) -> Iterator[Word]:
    half = 0.5 / max(1, len(text.text))
    for start, end in spans(text.text):
        first, last = text.places[start] - half, text.places[end - 1] + half
        if right_to_left:
            first, last = 1 - last, 1 - first
        yield Word(_clean(text.text[start:end]), _slice(corners, max(0.0, first), min(1.0, last), size))


def _slice(corners: Quad, first: float, last: float, size: Size) -> Box:
    """The box around the part of a slanted piece between two places (0..1 along it)."""
    above, below = corners[1] - corners[0], corners[2] - corners[3]
    points = [
        corners[0] + above * first,
        corners[0] + above * last,
        corners[3] + below * first,
        corners[3] + below * last,
    ]
    return fraction_box([float(point[0]) for point in points], [float(point[1]) for point in points], size)


def _matching(words: tuple[Word, ...], text: str, glue: str) -> tuple[Word, ...]:
    """The words, if they are the line's text; else (an engine put in odd blanks) the whole line as one word."""
    if glue.join(word.text for word in words) == text:
        return words
    return (Word(text, hull([word.box for word in words])),)


def _clean(text: str) -> str:
    """Without control signs, which no page shows and PostgreSQL or JSON may refuse."""
    return "".join(sign for sign in text if sign >= " " and not "\ud800" <= sign <= "\udfff")
