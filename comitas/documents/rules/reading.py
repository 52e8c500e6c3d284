"""What was read from one document: pages, lines, words, and every number that two engines read differently.

A box is (x0, y0, x1, y1) in fractions 0..1 of the page image's width and height, origin top left. Everything here goes to JSON
and back unchanged; `from_json` raises `Malformed` for anything else, because what it reads comes out of the box that handles
hostile files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast, get_args

Box = tuple[float, float, float, float]
Rotation = Literal[0, 90, 180, 270]
Source = Literal["text-layer", "ocr", "none"]
Quality = Literal["good", "hard", "blank"]
Item = TypeVar("Item")


class Malformed(ValueError):
    """This is not the JSON of a reading; the message names the field."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word and where it stands."""

    text: str
    box: Box

    def to_json(self) -> list[Any]:
        return [self.text, list(self.box)]

    @classmethod
    def from_json(cls, value: object) -> Word:
        text, box = _row(value, 2, "word")
        return cls(_text(text, "word"), _box(box))


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `text` is its words joined by a blank, in lines of Chinese joined by nothing. Confidence is 0..1."""

    text: str
    box: Box
    words: tuple[Word, ...]
    confidence: float

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "box": list(self.box),
            "words": [word.to_json() for word in self.words],
            "confidence": self.confidence,
        }

    @classmethod
    def from_json(cls, value: object) -> Line:
        field = _fields(value, ("text", "box", "words", "confidence"))
        return cls(
            _text(field["text"], "text"),
            _box(field["box"]),
            _many(field["words"], Word.from_json, "words"),
            _fraction(field["confidence"], "confidence"),
        )


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that two engines read differently: `page.lines[line].text[start:end] == reading`.

    `other` is what the second engine read there, "" if it read nothing. Such a number is never proposed as sure.
    """

    line: int
    start: int
    end: int
    reading: str
    other: str

    def to_json(self) -> list[Any]:
        return [self.line, self.start, self.end, self.reading, self.other]

    @classmethod
    def from_json(cls, value: object) -> Doubt:
        line, start, end, reading, other = _row(value, 5, "doubt")
        return cls(
            _count(line, "line"),
            _count(start, "start"),
            _count(end, "end"),
            _text(reading, "doubt"),
            _text(other, "doubt"),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read.

    `number` counts from 1; `width` and `height` are pixels of the page image; `rotation` is how far (clockwise) the original
    was turned to stand upright; `language` is ISO 639-1 or ""; `script` is ISO 15924 ("Latn", "Cyrl", "Arab", "Hans") or "".
    Quality "hard" means: check by eye.
    """

    number: int
    width: int
    height: int
    rotation: Rotation
    source: Source
    language: str
    script: str
    quality: Quality
    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in _PAGE_FIELDS[:-2]}
        return plain | {
            "lines": [line.to_json() for line in self.lines],
            "doubts": [doubt.to_json() for doubt in self.doubts],
        }

    @classmethod
    def from_json(cls, value: object) -> Page:
        field = _fields(value, _PAGE_FIELDS)
        lines = _many(field["lines"], Line.from_json, "lines")
        doubts = _many(field["doubts"], Doubt.from_json, "doubts")
        for doubt in doubts:
            _stands_in(doubt, lines)
        return cls(
            _count(field["number"], "number"),
            _count(field["width"], "width"),
            _count(field["height"], "height"),
            cast(Rotation, _one_of(field["rotation"], get_args(Rotation), "rotation")),
            cast(Source, _one_of(field["source"], get_args(Source), "source")),
            _text(field["language"], "language"),
            _text(field["script"], "script"),
            cast(Quality, _one_of(field["quality"], get_args(Quality), "quality")),
            lines,
            doubts,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document as read. `engine` names programs and versions; `notes` are codes, explained in `rules.refusals`."""

    pages: tuple[Page, ...]
    engine: str
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"pages": [page.to_json() for page in self.pages], "engine": self.engine, "notes": list(self.notes)}

    @classmethod
    def from_json(cls, value: object) -> Reading:
        field = _fields(value, ("pages", "engine", "notes"))
        return cls(
            _many(field["pages"], Page.from_json, "pages"),
            _text(field["engine"], "engine"),
            _many(field["notes"], lambda note: _text(note, "notes"), "notes"),
        )


_PAGE_FIELDS = (
    "number",
    "width",
    "height",
    "rotation",
    "source",
    "language",
    "script",
    "quality",
    "lines",
    "doubts",
)


def _fields(value: object, names: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != set(names):
        raise Malformed(f"not exactly the fields {', '.join(names)}")
    return value


def _row(value: object, length: int, name: str) -> list[Any]:
    if not isinstance(value, list) or len(value) != length:
        raise Malformed(name)
    return value


def _many(value: object, read: Callable[[object], Item], name: str) -> tuple[Item, ...]:
    if not isinstance(value, list):
        raise Malformed(name)
    return tuple(read(item) for item in value)


def _text(value: object, name: str) -> str:
    """PostgreSQL stores neither NUL nor half a surrogate pair: they are refused here, where they would come in."""
    if not isinstance(value, str) or "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Malformed(name)
    return value


def _count(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Malformed(name)
    return value


def _fraction(value: object, name: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise Malformed(name)
    return float(value)


def _one_of(value: object, allowed: tuple[Any, ...], name: str) -> Any:
    if isinstance(value, bool) or value not in allowed:
        raise Malformed(name)
    return value


def _box(value: object) -> Box:
    x0, y0, x1, y1 = (_fraction(side, "box") for side in _row(value, 4, "box"))
    if x0 > x1 or y0 > y1:
        raise Malformed("box")
    return x0, y0, x1, y1


def _stands_in(doubt: Doubt, lines: tuple[Line, ...]) -> None:
    if doubt.line >= len(lines) or lines[doubt.line].text[doubt.start : doubt.end] != doubt.reading:
        raise Malformed("doubt")
