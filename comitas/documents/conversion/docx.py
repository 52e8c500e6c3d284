"""Word files (ISO/IEC 29500): the text as it stands with all changes accepted, and what it keeps from view."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from comitas.documents.conversion import xmlparts
from comitas.documents.conversion.letters import Letter
from comitas.documents.conversion.typeset import Block

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": " "}
_PARAGRAPH, _ROW, _CELL, _TEXT, _RUN = (f"{_W}{name}" for name in ("p", "tr", "tc", "t", "r"))
_CHANGES = frozenset(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_SKIPPED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_PICTURES = ("drawing", "pict")
_EDGE = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
MACROS = "vbaProject.bin"


def opened(held: zipfile.ZipFile, main: str) -> Letter:
    """The letter in an archive whose main part is *main*. Raises `Refused`, also while its blocks are read."""
    notes: list[str] = []
    return Letter("docx", _blocks(held, main, notes), notes)


def _blocks(held: zipfile.ZipFile, main: str, notes: list[str]) -> Iterator[Block]:
    seen: Counter[str] = Counter()
    edges = sorted(name for name in held.namelist() if _EDGE.fullmatch(name))
    yield from _once(held, [name for name in edges if "header" in name], seen)
    yield from _Story(seen).blocks(held, main)
    for name in edges:
        if "notes" in name:
            yield from _Story(seen).blocks(held, name)
    yield from _once(held, [name for name in edges if "footer" in name], seen)
    seen["comments"] = xmlparts.count(held, "word/comments.xml", f"{_W}comment")
    notes += [f"{note}:{number}" for note, number in sorted(seen.items()) if number]
    notes += ["macros"] if any(name.endswith(MACROS) for name in held.namelist()) else []
    notes += ["remote-content"] if xmlparts.loads_from_elsewhere(held) else []


def _once(held: zipfile.ZipFile, names: list[str], seen: Counter[str]) -> Iterator[Block]:
    """Headers or footers, each text once: the first page, the even and the odd ones often have the same."""
    shown = set()
    for name in names[:20]:
        for block in _Story(seen).blocks(held, name):
            if block.cells not in shown:
                shown.add(block.cells)
                yield block


class _Story:
    """One part of the file, read in its order: paragraphs, and tables row by row."""

    def __init__(self, seen: Counter[str]) -> None:
        self._seen = seen
        self._text: list[str] = []
        self._cells: list[list[str]] = []
        self._rows = self._skipped = 0
        self._hidden = self._empty = False

    def blocks(self, held: zipfile.ZipFile, name: str) -> Iterator[Block]:
        for event, element in xmlparts.events(held, name):
            if event == "start":
                self._begin(element.tag)
            else:
                yield from self._end(element)
                if element.tag in (_PARAGRAPH, _ROW) or not self._rows:
                    element.clear()

    def _begin(self, tag: str) -> None:
        self._seen["tracked-changes"] += tag in _CHANGES
        if tag in _SKIPPED:
            self._skipped += 1
        elif tag == _RUN:
            self._hidden = False
        elif tag == _ROW:
            self._rows += 1
            self._cells = [] if self._rows == 1 else self._cells
        elif tag == _CELL and self._rows == 1:
            self._cells.append([])

    def _end(self, element: Element) -> Iterator[Block]:
        tag = element.tag
        if tag in _SKIPPED:
            self._skipped -= 1
        elif tag == f"{_W}vanish" and element.get(f"{_W}val", "1") not in ("0", "false", "off"):
            self._hidden = True
            self._seen["hidden-text"] += 1
        elif self._skipped:
            return
        elif tag == _TEXT or tag in _SIGNS:
            self._text += [] if self._hidden else [_SIGNS.get(tag, element.text or "")]
        elif tag == _PARAGRAPH:
            yield from self._paragraph()
        elif tag == _ROW:
            yield from self._row()
        elif tag.rpartition("}")[2] in _PICTURES:
            self._seen["pictures-left-out"] += 1

    def _paragraph(self) -> Iterator[Block]:
        text, self._text = "".join(self._text), []
        if self._rows:
            if self._cells:
                self._cells[-1].append(text)
            return
        for line in text.split("\n"):
            if line.strip():
                yield Block((line,), gap=self._empty)
            self._empty = not line.strip()

    def _row(self) -> Iterator[Block]:
        """Rows of a table inside a table are read as text of their cell."""
        self._rows -= 1
        cells = [" ".join(piece.replace("\n", " ") for piece in cell).strip() for cell in self._cells]
        if not self._rows and any(cells):
            yield from rows_of(cells)


def rows_of(cells: list[str], most: int = 6) -> Iterator[Block]:
    """A row as a block; more cells than fit beside one another go on below."""
    for start in range(0, len(cells), most):
        part = cells[start : start + most]
        if any(part):
            yield Block(tuple(part), (1.0,) * len(part))
