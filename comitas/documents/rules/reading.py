"""The reading of one document."""

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Word:
    text: str
    box: Box


@dataclass(frozen=True)
class Line:
    text: str
    box: Box
    words: tuple[Word, ...]
    confidence: float


@dataclass(frozen=True)
class Doubt:
    line: int
    start: int
    end: int
    reading: str
    other: str


@dataclass(frozen=True)
class Page:
    number: int
    width: int
    height: int
    rotation: int
    source: str
    language: str
    script: str
    quality: str
    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Reading:
    pages: tuple[Page, ...]
    engine: str
    notes: tuple[str, ...]
