"""From the picture of a page to its lines: how it lies, which script, who reads it, and who reads its numbers again.

Latin and CJK are read by RapidOCR and their numbers again by tesseract; Cyrillic and Arabic the other way about. Tesseract only
sees the line images that RapidOCR's detector found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from comitas.documents.conversion import doubts, furniture, language, layout
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

HYBRID = {"Cyrillic": ("Cyrl", "rus"), "Arabic": ("Arab", "ara")}
"""Scripts that tesseract reads, as its script detector names them: ISO 15924 and tesseract's language."""

SURE_TURN = 4.0
"""Orientation confidence from which a turned page is turned without looking again (upright scans gave 13 to 30)."""

SURE_SCRIPT = 0.75
"""Mean confidence of RapidOCR below which the page is probably in a script it cannot read."""

SURE_NAME = 2.0
"""Confidence from which tesseract's name of the script is believed (it named Cyrillic and Arabic with 5 to 43)."""

SURE_LATIN = 0.95
"""Mean confidence of RapidOCR that only Latin or CJK print gives it: look-alikes make it up to 0.9 sure of Cyrillic."""

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
    side = FINE_SIDE if upright.pose and upright.pose.script in HYBRID else DETECT_SIDE
    pieces = layout.pieces(engines.find_lines(image, side))
    found = furniture.without_seals(pieces, image)
    seals = len(pieces) - len(found)
    if not found:
        return blank(number, upright), seals
    script, tongue = _script(upright, found, engines)
    rows = layout.rows(found, script == "Arab")[: limits.LINES]
    crops = [[layout.picture(image, piece.corners) for piece in row] for row in rows]
    texts = _first(crops, tongue, engines)
    kept = [index for index, row in enumerate(texts) if any(text.text.strip() for text in row)]
    script = script or language.script_of(" ".join(text.text for row in texts for text in row)) or "Latn"
    spoken = language.language_of([" ".join(text.text for text in texts[index]) for index in kept], script)
    page = _page(number, upright, [(rows[i], crops[i], texts[i]) for i in kept], (script, tongue, spoken), engines)
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


def _script(page: Upright, found: list[layout.Piece], engines: Engines) -> tuple[str, str]:
    """ISO 15924 code and tesseract's language where tesseract reads the page; ("", "") where RapidOCR does."""
    sample = _sample(page.image, found)
    latin = _mean(engines.read(sample))
    named = HYBRID.get(page.pose.script) if page.pose else None
    if named is None and latin >= SURE_SCRIPT:
        return "", ""
    trusted = page.pose is not None and page.pose.script_confidence >= SURE_NAME and latin < SURE_LATIN
    if named and (trusted or latin < SURE_SCRIPT):
        return named
    tries = {pair: _mean([engines.read_line(crop, pair[1]) for crop in sample]) for pair in HYBRID.values()}
    best = max(tries, key=lambda pair: tries[pair])
    return best if tries[best] > latin else ("", "")


def _first(crops: list[list[Image]], tongue: str, engines: Engines) -> list[list[Text]]:
    if tongue:
        return [[engines.read_line(crop, tongue) for crop in row] for row in crops]
    texts = iter(engines.read([crop for row in crops for crop in row]))
    return [[next(texts) for _ in row] for row in crops]


def _page(
    number: int,
    page: Upright,
    rows: list[tuple[list[layout.Piece], list[Image], list[Text]]],
    spoken: tuple[str, str, str],
    engines: Engines,
) -> Page:
    high, wide = page.image.shape[:2]
    script, tongue, code = spoken
    lines: list[Line] = []
    uncertain: list[Doubt] = []
    for pieces, crops, texts in rows:
        second = [_second(crop, text, tongue, code, engines) for crop, text in zip(crops, texts, strict=True)]
        mended = [_mended(text, other, tongue) for text, other in zip(texts, second, strict=True)]
        parts = [(piece.corners, text) for piece, text in zip(pieces, mended, strict=True) if text.text.strip()]
        line = line_of(parts, (wide, high), script == "Arab")
        if furniture.is_page_number(line):
            continue
        uncertain += _doubts(len(lines), line, mended, second)
        lines.append(line)
    read = tuple(lines)
    quality = quality_of(read, len(uncertain))
    return Page(
        number, wide, high, page.turned, "ocr" if read else "none", code, script, quality, read, tuple(uncertain)
    )


def _second(crop: Image, text: Text, tongue: str, code: str, engines: Engines) -> str | None:
    """What the other engine reads, or None where there was no reason to ask it."""
    if not doubts.has_digits(text.text) and not doubts.runs_together(text.text):
        return None
    if tongue:
        return engines.read([crop])[0].text
    return engines.read_line(crop, NAMES.get(code, "eng")).text


def _mended(text: Text, second: str | None, tongue: str) -> Text:
    """The reading with blanks put back that RapidOCR drops; tesseract does not drop them."""
    text = replace(text, text=text.text.rstrip(), places=text.places[: len(text.text.rstrip())])
    if second is None or tongue or language.has_han(text.text):
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
