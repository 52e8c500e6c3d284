"""Which engine reads a page, and which of its lines are in another script: a stamp, a letterhead, a name in its own letters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comitas.documents.conversion import language
from comitas.documents.conversion.engines import Engines, Image, Pose, Text

HYBRID = {"Cyrillic": ("Cyrl", "rus"), "Arabic": ("Arab", "ara")}
"""Scripts that tesseract reads, as its script detector names them: ISO 15924 and tesseract's language."""

SURE_SCRIPT = 0.75
"""Confidence of RapidOCR below which a page, or a line, is probably in a script it cannot read."""

SURE_NAME = 2.0
"""Confidence from which tesseract's name of the script is believed (it named Cyrillic and Arabic with 5 to 43)."""

SURE_LATIN = 0.95
"""Confidence of RapidOCR that only Latin or CJK print gives it: look-alikes make it up to 0.9 sure of Cyrillic."""

LOST = 0.5
"""Confidence of tesseract below which a line is probably in a script it was not told of."""

SURE_LINE = 0.6
"""Confidence of tesseract from which a line in another script than its page is believed (Arabic print gives 0.65 to 0.9)."""


@dataclass(frozen=True, slots=True)
class Read:
    """What stands in a piece of a line, and tesseract's language where tesseract read it ("" where RapidOCR did)."""

    text: Text
    tongue: str


def of_page(pose: Pose | None, sample: list[Image], engines: Engines) -> tuple[str, str]:
    """ISO 15924 code and tesseract's language where tesseract reads the page; ("", "") where RapidOCR does.

    Judged by the middle one of the sample's lines: a stamp in another script does not decide.
    """
    latin = _middle(engines.read(sample))
    named = HYBRID.get(pose.script) if pose else None
    if named is None and latin >= SURE_SCRIPT:
        return "", ""
    trusted = pose is not None and pose.script_confidence >= SURE_NAME and latin < SURE_LATIN
    if named and (trusted or latin < SURE_SCRIPT):
        return named
    tries = {pair: _middle([engines.read_line(crop, pair[1]) for crop in sample]) for pair in HYBRID.values()}
    best = max(tries, key=lambda pair: tries[pair])
    return best if tries[best] > latin else ("", "")


def read(crops: list[Image], tongue: str, engines: Engines) -> list[Read]:
    """Each line image by the page's engine; where that is lost, by the other, if it is sure of what it sees."""
    if tongue:
        texts = [engines.read_line(crop, tongue) for crop in crops]
        return [_by_rapid(crop, text, tongue, engines) for crop, text in zip(crops, texts, strict=True)]
    return [_by_tesseract(crop, text, engines) for crop, text in zip(crops, engines.read(crops), strict=True)]


def _by_rapid(crop: Image, text: Text, tongue: str, engines: Engines) -> Read:
    if text.confidence < LOST:
        other = engines.read([crop])[0]
        if other.confidence >= SURE_LATIN and language.script_of(other.text) in ("Latn", "Hans"):
            return Read(other, "")
    return Read(text, tongue)


def _by_tesseract(crop: Image, text: Text, engines: Engines) -> Read:
    if text.confidence >= SURE_SCRIPT:
        return Read(text, "")
    for script, tongue in HYBRID.values():
        other = engines.read_line(crop, tongue)
        if other.confidence >= max(SURE_LINE, text.confidence) and language.script_of(other.text) == script:
            return Read(other, tongue)
    return Read(text, "")


def _middle(texts: list[Text]) -> float:
    return float(np.median([text.confidence for text in texts])) if texts else 0.0
