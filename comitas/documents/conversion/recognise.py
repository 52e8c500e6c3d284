"""From the picture of a page to its lines: how it lies, which script, who reads it, and who reads its numbers again.

Latin and CJK are read by RapidOCR and their numbers again by tesseract; Cyrillic and Arabic the other way about. Tesseract only
sees the line images that RapidOCR's detector found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from comitas.documents.conversion import columns, doubts, furniture, language, layout, scripts
from comitas.documents.conversion.engines import (
    DETECT_SIDE,
    FINE_SIDE,
    NAMES,
    Engines,
    Image,
    Pose,
    Quad,
    Text,
    dropout,
)
from comitas.documents.conversion.lines import line_of
from comitas.documents.rules import limits
from comitas.documents.rules.reading import Doubt, Line, Page, Quality, Rotation

SURE_TURN = 4.0
"""Orientation confidence from which a turned page is turned without looking again (upright scans gave 13 to 30)."""

GOOD = 0.86
"""Mean confidence from which a page passes for well read."""

SAMPLE = 5
"""Line images that are read to settle a question about a page."""


@dataclass(frozen=True, slots=True)
class Upright:
    """The page standing upright, how far it was turned for that, and what was learnt about its script."""

    image: Image
    turned: Rotation
    pose: Pose | None


Row = list[tuple[Quad, Text]]


def read_page(number: int, upright: Upright, engines: Engines) -> tuple[Page, int]:
    """The page as read (one on which nothing is found is blank), and how many legends of seals were left out."""
    image = upright.image
    side = FINE_SIDE if upright.pose and upright.pose.script in scripts.HYBRID else DETECT_SIDE
    pieces = layout.pieces(engines.find_lines(image, side))
    found = _without_legends(pieces, image, engines)
    seals = len(pieces) - len(found)
    if not found:
        return blank(number, upright), seals
    script, tongue = scripts.of_page(upright.pose, _sample(image, found), engines)
    leftward = script == "Arab"
    rows = [row for group in columns.split(found, leftward) for row in layout.rows(group, leftward)][: limits.LINES]
    crops = [[layout.picture(image, piece.corners) for piece in row] for row in rows]
    each = iter(scripts.read([crop for row in crops for crop in row], tongue, engines))
    reads = [[next(each) for _ in row] for row in crops]
    kept = [index for index, row in enumerate(reads) if any(read.text.text.strip() for read in row)]
    spoken = [" ".join(read.text.text for read in reads[index]) for index in kept]
    script = script or language.script_of(" ".join(spoken)) or "Latn"
    code = language.language_of(spoken, script)
    page = _page(number, upright, [(rows[i], crops[i], reads[i]) for i in kept], (script, code), engines)
    return page, seals


def upright(image: Image, engines: Engines) -> Upright:
    """Turn the page so that its text stands; a doubtful turn is tried both ways on a few lines."""
    pose = engines.pose(dropout(image))
    if pose is None or not pose.turn:
        return Upright(image, 0, pose)
    turned = _turned(image, pose.turn)
    if pose.turn_confidence < SURE_TURN and _legibility(image, engines) >= _legibility(turned, engines):
        return Upright(image, 0, pose)
    return Upright(turned, cast(Rotation, pose.turn), pose)


def blank(number: int, page: Upright) -> Page:
    high, wide = page.image.shape[:2]
    return Page(number, wide, high, page.turned, "none", "", "", "blank", (), ())


def quality_of(lines: tuple[Line, ...], uncertain: int) -> Quality:
    """Hard when the engine itself was unsure, or when more than every fourth number was read differently."""
    if not lines:
        return "blank"
    mean = float(np.average([line.confidence for line in lines], weights=[len(line.text) + 1 for line in lines]))
    numbers = sum(len(doubts.NUMBER.findall(line.text)) for line in lines)
    return "good" if mean >= GOOD and uncertain <= max(2, numbers / 4) else "hard"


def _without_legends(pieces: list[layout.Piece], image: Image, engines: Engines) -> list[layout.Piece]:
    inside = furniture.in_seals(pieces, image)
    texts = engines.read([layout.picture(image, piece.corners) for piece in inside])
    legends = [piece for piece, text in zip(inside, texts, strict=True) if furniture.is_legend(text.text)]
    return [piece for piece in pieces if not any(piece is one for one in legends)]


def _page(
    number: int,
    page: Upright,
    rows: list[tuple[list[layout.Piece], list[Image], list[scripts.Read]]],
    spoken: tuple[str, str],
    engines: Engines,
) -> Page:
    high, wide = page.image.shape[:2]
    script, code = spoken
    lines: list[Line] = []
    uncertain: list[Doubt] = []
    for pieces, crops, reads in rows:
        second = [_second(crop, read, code, engines) for crop, read in zip(crops, reads, strict=True)]
        mended = [_mended(read, other) for read, other in zip(reads, second, strict=True)]
        parts = [(piece.corners, text) for piece, text in zip(pieces, mended, strict=True) if text.text.strip()]
        line = line_of(parts, (wide, high), language.script_of(" ".join(text.text for _, text in parts)) == "Arab")
        if furniture.is_page_number(line, number):
            continue
        uncertain += _doubts(len(lines), line, mended, second)
        lines.append(line)
    read = tuple(lines)
    quality = quality_of(read, len(uncertain))
    return Page(
        number, wide, high, page.turned, "ocr" if read else "none", code, script, quality, read, tuple(uncertain)
    )


def _second(crop: Image, read: scripts.Read, code: str, engines: Engines) -> str | None:
    """What the other engine reads, or None where there was no reason to ask it."""
    if not doubts.has_digits(read.text.text) and not doubts.runs_together(read.text.text):
        return None
    if read.tongue:
        return engines.read([crop])[0].text
    return engines.read_line(crop, NAMES.get(code, "eng")).text


def _mended(read: scripts.Read, second: str | None) -> Text:
    """The reading with blanks put back that RapidOCR drops; tesseract does not drop them."""
    text = read.text
    text = replace(text, text=text.text.rstrip(), places=text.places[: len(text.text.rstrip())])
    if second is None or read.tongue or language.has_han(text.text):
        return text
    mended = doubts.with_lost_blanks(text.text, second)
    old = iter(zip(text.text, text.places, strict=True))
    sign, place = next(old, ("", 0.0))
    places: list[float] = []
    for new in mended:
        if new == sign:
            places.append(place)
            sign, place = next(old, ("", 1.0))
        else:
            places.append(places[-1] if places else 0.0)
    return Text(mended, text.confidence, tuple(places))


def _doubts(index: int, line: Line, texts: list[Text], seconds: list[str | None]) -> list[Doubt]:
    found: list[Doubt] = []
    at = 0
    for text, second in zip(texts, seconds, strict=True):
        start = line.text.find(text.text, at)
        if start < 0:
            continue
        at = start + len(text.text)
        for one in doubts.differences(text.text, second) if second is not None else []:
            first, last = start + one.start, start + one.end
            found.append(Doubt(index, first, last, line.text[first:last], one.other))
    return found


def _sample(image: Image, found: list[layout.Piece]) -> list[Image]:
    widest = sorted(found, key=lambda piece: -piece.width)[:SAMPLE]
    return [layout.picture(image, piece.corners) for piece in widest]


def _legibility(image: Image, engines: Engines) -> float:
    found = layout.pieces(engines.find_lines(image))
    return _mean(engines.read(_sample(image, found)))


def _mean(texts: list[Text]) -> float:
    weights = [len(text.text) for text in texts]
    return float(np.average([text.confidence for text in texts], weights=weights)) if sum(weights) else 0.0


def _turned(image: Image, degrees: int) -> Image:
    return np.ascontiguousarray(np.rot90(image, -degrees // 90))
