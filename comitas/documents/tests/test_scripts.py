"""Which engine reads a page and which reads a line that is in another script."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from comitas.documents.conversion import scripts
from comitas.documents.conversion.engines import Engines, Image, Pose, Text

Told = dict[str, tuple[str, float]]


class Fake:
    """Engines that read line images of one grey each: `lines[grey][engine]`, with "" for RapidOCR."""

    def __init__(self, lines: list[Told]) -> None:
        self.lines = lines

    def read(self, crops: list[Image]) -> list[Text]:
        return [self.read_line(crop, "") for crop in crops]

    def read_line(self, crop: Image, language: str) -> Text:
        text, confidence = self.lines[int(crop[0, 0])].get(language, ("?", 0.1))
        return Text(text, confidence, tuple(0.5 for _ in text))


def fake(*lines: Told) -> tuple[list[Image], Engines]:
    crops = [np.full((2, 2), index, np.uint8) for index in range(len(lines))]
    return crops, cast(Engines, cast(Any, Fake(list(lines))))


LATIN: Told = {"": ("Ministère de la Justice", 0.99), "ara": ("ءء", 0.1), "rus": ("Мш", 0.4)}
ARABIC: Told = {"": ("bia | b", 0.57), "ara": ("وزارة العدل", 0.67), "rus": ("са", 0.22)}
RUSSIAN: Told = {"": ("MnHncTepcTBo", 0.7), "ara": ("ء", 0.1), "rus": ("Министерство", 0.95)}
SMUDGE: Told = {"": ("l|'", 0.4), "ara": ("ء", 0.3), "rus": ("ы", 0.3)}
STAMP: Told = {"": ("RECEIVED", 0.99), "ara": ("أمعلا", 0.08), "rus": ("РЕСЕМЕО", 0.11)}


def heard(lines: tuple[Told, ...], tongue: str) -> list[tuple[str, str]]:
    crops, engines = fake(*lines)
    return [(one.text.text, one.tongue) for one in scripts.read(crops, tongue, engines)]


def test_a_letterhead_in_another_script_is_read_by_the_engine_that_knows_it() -> None:
    assert heard((ARABIC, LATIN, RUSSIAN), "") == [
        ("وزارة العدل", "ara"),
        ("Ministère de la Justice", ""),
        ("Министерство", "rus"),
    ]


def test_a_latin_stamp_on_an_arabic_page_is_read_as_latin() -> None:
    assert heard((ARABIC, STAMP), "ara") == [("وزارة العدل", "ara"), ("RECEIVED", "")]


def test_what_nobody_reads_stays_with_the_pages_engine() -> None:
    assert heard((SMUDGE,), "") == [("l|'", "")]
    assert heard((SMUDGE,), "ara") == [("ء", "ara")]


@pytest.mark.parametrize(
    ("lines", "pose", "expected"),
    [
        ((ARABIC, ARABIC, ARABIC, STAMP, STAMP), None, ("Arab", "ara")),
        ((RUSSIAN, RUSSIAN, RUSSIAN), None, ("Cyrl", "rus")),
        ((LATIN, LATIN, SMUDGE), None, ("", "")),
        ((LATIN, LATIN), Pose(0, 10, "Cyrillic", 9), ("", "")),
        (({"": ("CBepna", 0.9)},), Pose(0, 10, "Cyrillic", 9), ("Cyrl", "rus")),
        (({"": ("CBepna", 0.9)},), Pose(0, 10, "Cyrillic", 1), ("", "")),
    ],
)
def test_most_lines_decide_who_reads_the_page(
    lines: tuple[Told, ...], pose: Pose | None, expected: tuple[str, str]
) -> None:
    crops, engines = fake(*lines)
    assert scripts.of_page(pose, crops, engines) == expected
