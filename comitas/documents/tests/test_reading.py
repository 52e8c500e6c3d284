"""Readings go to JSON and back, and nothing else comes in by that door."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.documents.rules.reading import Doubt, Line, Malformed, Page, Reading, Word

fraction = st.floats(0, 1)
box = st.tuples(fraction, fraction, fraction, fraction).map(
    lambda one: (min(one[0], one[2]), min(one[1], one[3]), max(one[0], one[2]), max(one[1], one[3]))
)
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
lines = st.builds(Line, text, box, st.lists(st.builds(Word, text, box), max_size=3).map(tuple), fraction)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    found = tuple(draw(st.lists(lines, max_size=3)))
    doubts = tuple(Doubt(at, 0, len(line.text), line.text, draw(text)) for at, line in enumerate(found))
    rotation = draw(st.sampled_from((0, 90, 180, 270)))
    return Page(draw(st.integers(1, 99)), 100, 200, rotation, "ocr", "en", "Latn", "good", found, doubts)


PAGE = Page(1, 10, 10, 0, "none", "", "", "blank", (), ())


@given(st.lists(pages(), max_size=3), text)
def test_a_reading_survives_json(found: list[Page], note: str) -> None:
    reading = Reading(tuple(found), "engine 1", (note,))
    assert Reading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rotation", 45),
        ("rotation", False),
        ("quality", "fine"),
        ("source", None),
        ("number", -1),
        ("width", "10"),
        ("language", "a\0"),
        ("script", "\ud800"),
        ("lines", {}),
        ("lines", [{"text": "a", "box": [0, 0, 2, 1], "words": [], "confidence": 1}]),
        ("lines", [{"text": "a", "box": [1, 0, 0, 1], "words": [], "confidence": 1}]),
        ("lines", [{"text": "a", "box": [0, 0, 1, 1], "words": [], "confidence": float("nan")}]),
        ("doubts", [[0, 0, 1, "1", "2"]]),
    ],
)
def test_what_is_no_page_is_refused(field: str, value: object) -> None:
    with pytest.raises(Malformed):
        Page.from_json(PAGE.to_json() | {field: value})


def test_a_field_too_many_is_refused() -> None:
    with pytest.raises(Malformed):
        Page.from_json(PAGE.to_json() | {"html": "<script>"})


def test_a_doubt_must_stand_in_its_line() -> None:
    line = Line("EUR 60,000", (0, 0, 1, 1), (), 1)
    right = Page(1, 1, 1, 0, "ocr", "en", "Latn", "good", (line,), (Doubt(0, 4, 10, "60,000", "610,000"),))
    assert Page.from_json(right.to_json()) == right
    wrong = right.to_json() | {"doubts": [[0, 4, 9, "60,000", "610,000"]]}
    with pytest.raises(Malformed):
        Page.from_json(wrong)
