"""Readings made out of plain text: as if a page had been typed, scanned and read without a fault."""

import re
import textwrap
from dataclasses import replace

from comitas.documents.rules.reading import Doubt, Line, Page, Reading, Word

LETTERS_A_LINE = 90
# What is no longer than this is taken for a line as it stands, as in text that an engine read.
LONGEST_LINE = 100
LINES_A_PAGE = 60
_CELL = re.compile(r"\s{4,}")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def reading_of(text: str, *, quality: str = "good", language: str = "") -> Reading:
    """A reading of *text*: a form feed divides pages, four blanks divide neighbours on one row, long lines are wrapped."""
    pages = tuple(_page(number, page, quality, language) for number, page in enumerate(text.split("\f"), start=1))
    return Reading(pages, "typed", ())


def with_doubt(reading: Reading, words: str, other: str) -> Reading:
    """*reading* with a doubt on the first place where *words* stand."""
    pages = []
    for page in reading.pages:
        at = next(((n, line.text.index(words)) for n, line in enumerate(page.lines) if words in line.text), None)
        doubts = () if at is None else (Doubt(at[0], at[1], at[1] + len(words), words, other),)
        pages.append(replace(page, doubts=page.doubts + doubts))
    return Reading(tuple(pages), reading.engine, reading.notes)


def _page(number: int, text: str, quality: str, language: str) -> Page:
    rows = [row for paragraph in text.split("\n") for row in _rows(paragraph)]
    lines = tuple(line for height, row in enumerate(rows) for line in _cells(row, height))
    return Page(number, 1654, 2339, 0, "ocr", language, "", quality, lines, ())


def _rows(paragraph: str) -> list[str]:
    if not paragraph.strip():
        return []
    words, width = paragraph.strip(), LETTERS_A_LINE // 2
    if _CELL.search(words) or len(words) <= (width if _CHINESE.search(words) else LONGEST_LINE):
        return [paragraph]
    if _CHINESE.search(words):
        return [words[at : at + width] for at in range(0, len(words), width)]
    return textwrap.wrap(words, LETTERS_A_LINE, break_long_words=False, break_on_hyphens=False)


def _cells(row: str, height: int) -> list[Line]:
    cells = [cell for cell in _CELL.split(row.strip()) if cell]
    return [_line(cell, height, number / len(cells)) for number, cell in enumerate(cells)]


def _line(text: str, height: int, left: float) -> Line:
    y0, y1 = 0.05 + height / LINES_A_PAGE * 0.9, 0.05 + (height + 0.8) / LINES_A_PAGE * 0.9
    a_letter = 0.8 / (LETTERS_A_LINE // 2 if _CHINESE.search(text) else LETTERS_A_LINE)
    x0, x1 = 0.1 + left * 0.8, min(0.98, 0.1 + left * 0.8 + len(text) * a_letter)
    box = (1 - x1, y0, 1 - x0, y1) if _ARABIC.search(text) else (x0, y0, x1, y1)
    return Line(text, box, tuple(Word(word, box) for word in text.split()), 0.98)
