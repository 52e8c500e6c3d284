"""Text set on pages of our own: a picture of each page for the viewer, and its lines and words with where they stand.

So a mail or a Word file is read, searched, marked and printed like a scanned letter. The pages are narrow, about fifty signs to a
line, so that they are legible on a telephone of 360 pixels without zoom; tables lie on wide pages in smaller print.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comitas.documents.conversion import language
from comitas.documents.conversion.engines import Image
from comitas.documents.conversion.lines import fraction_box, hull, spans
from comitas.documents.conversion.pango import Row, Sheet, Text
from comitas.documents.rules import limits
from comitas.documents.rules.reading import Line, Page, Word

FONT = "Noto Sans, Noto Sans CJK SC, sans-serif"
LEADING = 1.12
"""Height of a line over what its letters need."""

GAP = 12
"""Pixels between the columns of a table."""

_RUNS_OF_BLANKS = re.compile(r"[^\S\n]+")
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one row of a table with a cell a column. `widths` are the columns' shares of the page's width.

    `gap`: space above it; `page`: a new page begins with it.
    """

    cells: tuple[str, ...]
    widths: tuple[float, ...] = (1.0,)
    strong: bool = False
    gap: bool = False
    page: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A page's measures in pixels."""

    width: int
    height: int
    margin: int
    size: int

    def font(self, strong: bool) -> str:
        return f"{FONT} {'Bold ' if strong else ''}{self.size}"

    @property
    def inner(self) -> int:
        return self.width - 2 * self.margin


LETTER = Paper(1240, 1754, 90, 38)
TABLE = Paper(1754, 1240, 60, 24)


@dataclass(frozen=True, slots=True)
class Typed:
    """One page: its reading, its picture, and how many signs no font could draw."""

    page: Page
    picture: Image
    unknown: int


def paragraphs(text: str, gap: bool = False) -> Iterator[Block]:
    """The blocks of a running text: a line each, a gap where lines are empty."""
    for line in text.splitlines():
        plain = cleaned(line)
        if not plain:
            gap = True
        else:
            yield Block((plain,), gap=gap)
            gap = False


def cleaned(text: str) -> str:
    """*text* on one line, without controls and without the signs that turn the direction of writing (UAX #9)."""
    shown = "".join(sign for sign in _RUNS_OF_BLANKS.sub(" ", text.replace("\n", " ")) if _is_shown(sign))
    return shown.strip()


def _is_shown(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def typeset(blocks: Iterable[Block], paper: Paper = LETTER) -> Iterator[Typed]:
    """The pages, each as soon as it is full. Nothing to set is one empty page."""
    setter = _Setter(paper, 1)
    for block in blocks:
        for row in _rows(block, paper):
            if not setter.fits(row, block):
                yield setter.done()
                setter = _Setter(paper, setter.number + 1)
            setter.put(row, block)
    yield setter.done()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line of one cell: `left` is where the cell begins."""

    left: float
    row: Row
    text: str
    encoded: bytes
    offsets: list[int]
    owner: Text


_Row = list[_Piece]


def _rows(block: Block, paper: Paper) -> Iterator[_Row]:
    """The lines of a block from above; those of a table row side by side."""
    columns = []
    share = paper.inner / sum(block.widths)
    left = float(paper.margin)
    for cell, width in zip(block.cells, block.widths, strict=True):
        columns.append(
            _column(cleaned(cell), left, max(width * share - GAP * (len(block.cells) > 1), 20), block, paper)
        )
        left += width * share
    for number in range(max(map(len, columns), default=0)):
        yield [column[number] for column in columns if number < len(column)]


def _column(text: str, left: float, width: float, block: Block, paper: Paper) -> list[_Piece]:
    if not text:
        return []
    encoded, offsets, laid = text.encode(), _offsets(text), Text(text, paper.font(block.strong), width)
    return [_Piece(left, row, text, encoded, offsets, laid) for row in laid.rows()]


class _Setter:
    """One page being filled from above."""

    def __init__(self, paper: Paper, number: int) -> None:
        self.number = number
        self._paper, self._sheet = paper, Sheet(paper.width, paper.height)
        self._y = float(paper.margin)
        self._lines: list[Line] = []
        self._owners: dict[int, Text] = {}

    def fits(self, row: _Row, block: Block) -> bool:
        """Whether *row* still has room here. The first of a page always has."""
        if not self._lines:
            return True
        if block.page and not self._within(row):
            return False
        full = len(self._lines) + len(row) > limits.LINES
        return not full and self._y + self._above(row, block) + _height(row) <= self._paper.height - self._paper.margin

    def put(self, row: _Row, block: Block) -> None:
        self._y += self._above(row, block)
        baseline = self._y + max(piece.row.ascent for piece in row)
        for piece in row:
            self._owners[id(piece.owner)] = piece.owner
            self._sheet.draw(piece.row, piece.left + piece.row.left, baseline)
            if line := self._line(piece):
                self._lines.append(line)
        self._y += _height(row)

    def done(self) -> Typed:
        text = "\n".join(line.text for line in self._lines)
        script = language.script_of(text)
        spoken = language.language_of([line.text for line in self._lines], script)
        quality = "good" if self._lines else "blank"
        source = "text-layer" if self._lines else "none"
        size = (self._paper.width, self._paper.height)
        page = Page(self.number, *size, 0, source, spoken, script, quality, tuple(self._lines), ())  # type: ignore[arg-type]
        return Typed(page, self._sheet.picture(), sum(owner.unknown for owner in self._owners.values()))

    def _within(self, row: _Row) -> bool:
        return any(id(piece.owner) in self._owners for piece in row)

    def _above(self, row: _Row, block: Block) -> float:
        return self._paper.size * 0.8 if block.gap and self._lines and not self._within(row) else 0.0

    def _line(self, piece: _Piece) -> Line | None:
        row, offsets = piece.row, piece.offsets
        start = piece.encoded[: row.start].decode(errors="ignore")
        shown = piece.encoded[row.start : row.start + row.length].decode(errors="ignore")
        words = []
        for first, last in spans(shown):
            reach = row.reach(offsets[len(start) + first], offsets[len(start) + last])
            words.append(Word(shown[first:last], self._box(piece, reach)))
        if not words:
            return None
        glue = "" if language.has_han(shown) else " "
        return Line(glue.join(word.text for word in words), hull([word.box for word in words]), tuple(words), 1.0)

    def _box(self, piece: _Piece, reach: tuple[float, float]) -> tuple[float, float, float, float]:
        xs = [piece.left + place for place in reach]
        return fraction_box(xs, [self._y, self._y + piece.row.height], (self._paper.width, self._paper.height))


def _height(row: _Row) -> float:
    return max(piece.row.height for piece in row) * LEADING


def _offsets(text: str) -> list[int]:
    """Where each sign of *text* begins in its UTF-8, and where the last one ends."""
    offsets, at = [0], 0
    for sign in text:
        at += len(sign.encode())
        offsets.append(at)
    return offsets
