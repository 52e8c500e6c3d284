"""OpenDocument text (ISO/IEC 26300): the text as it stands, and what it keeps from view."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from comitas.documents.conversion import xmlparts
from comitas.documents.conversion.docx import rows_of
from comitas.documents.conversion.letters import Letter
from comitas.documents.conversion.refused import Refused
from comitas.documents.conversion.typeset import Block

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_T, _TABLE, _STYLE, _OFFICE = (f"{_ODF}{name}:1.0}}" for name in ("text", "table", "style", "office"))
_HREF = "{http://www.w3.org/1999/xlink}href"
_PARAGRAPHS = frozenset({f"{_T}p", f"{_T}h"})
_ROW, _CELL = f"{_TABLE}table-row", f"{_TABLE}table-cell"
_SKIPPED = frozenset({f"{_T}tracked-changes", f"{_OFFICE}annotation", f"{_T}hidden-text", f"{_T}hidden-paragraph"})
_IMAGE = f"{_ODF}drawing:1.0}}image"
BLANKS = 200


def opened(held: zipfile.ZipFile) -> Letter:
    """The letter in an archive that says it is one. Raises `Refused`, also while its blocks are read."""
    if xmlparts.count(held, "META-INF/manifest.xml", f"{_ODF}manifest:1.0}}encryption-data"):
        raise Refused("encrypted")
    if "content.xml" not in held.namelist():
        raise Refused("damaged")
    notes: list[str] = []
    return Letter("odt", _blocks(held, notes), notes)


def _blocks(held: zipfile.ZipFile, notes: list[str]) -> Iterator[Block]:
    seen: Counter[str] = Counter()
    yield from _Story(seen, f"{_STYLE}header").blocks(held, "styles.xml")
    yield from _Story(seen, f"{_OFFICE}text").blocks(held, "content.xml")
    yield from _Story(seen, f"{_STYLE}footer").blocks(held, "styles.xml")
    elsewhere = seen.pop("remote-content", 0)
    notes += [f"{note}:{number}" for note, number in sorted(seen.items()) if number]
    notes += ["macros"] if any(name.startswith(("Basic/", "Scripts/")) for name in held.namelist()) else []
    notes += ["remote-content"] if elsewhere else []


class _Story:
    """What stands within elements of one name, in its order. Text follows its element here (`tail`), so it is taken at both ends."""

    def __init__(self, seen: Counter[str], within: str) -> None:
        self._seen, self._within = seen, within
        self._text: list[str] = []
        self._cells: list[list[str]] = []
        self._inside = self._rows = self._skipped = self._deep = 0
        self._spans: list[bool] = []
        self._hidden: set[str] = set()
        self._style = ""
        self._empty = False

    def blocks(self, held: zipfile.ZipFile, name: str) -> Iterator[Block]:
        """Text is read when its element has ended, which is when all of it is there: paragraphs are small."""
        for event, element in xmlparts.events(held, name):
            if event == "start":
                self._begin(element)
            else:
                yield from self._end(element)
                if not self._deep and not self._skipped:
                    element.clear()

    def _begin(self, element: Element) -> None:
        tag = element.tag
        self._inside += tag == self._within
        self._deep += tag in _PARAGRAPHS
        self._skipped += tag in _SKIPPED
        if tag == f"{_STYLE}style":
            self._style = element.get(f"{_STYLE}name", "")
        elif tag == f"{_STYLE}text-properties" and element.get(f"{_T}display") == "none":
            self._hidden.add(self._style)
        elif self._inside and tag == _ROW:
            self._rows += 1
            self._cells = [] if self._rows == 1 else self._cells
        elif self._inside and tag == _CELL and self._rows == 1:
            self._cells.append([])

    def _end(self, element: Element) -> Iterator[Block]:
        tag = element.tag
        if tag in _SKIPPED:
            self._skipped -= 1
            self._name(element)
        self._deep -= tag in _PARAGRAPHS
        if self._inside and not self._skipped:
            if tag in _PARAGRAPHS and not self._deep:
                yield from self._paragraph(self._said(element))
            elif tag == _ROW:
                yield from self._row()
            elif tag == _IMAGE:
                self._picture(element)
        self._inside -= tag == self._within

    def _name(self, element: Element) -> None:
        """Count what is kept from view, by its kind."""
        kinds = {f"{_T}tracked-changes": "tracked-changes", f"{_OFFICE}annotation": "comments"}
        regions = sum(1 for each in element.iter(f"{_T}changed-region"))
        self._seen[kinds.get(element.tag, "hidden-text")] += (
            regions if regions else element.tag != f"{_T}tracked-changes"
        )

    def _picture(self, element: Element) -> None:
        inside = not element.get(_HREF, "").startswith(("http:", "https:", "ftp:", "file:", "/", "//"))
        self._seen["pictures-left-out" if inside else "remote-content"] += 1

    def _said(self, element: Element) -> str:
        """The text of a paragraph. A walk with a stack of its own: nesting is the sender's to choose."""
        pieces: list[str] = []
        stack: list[tuple[Element | None, str]] = [(element, "")]
        while stack:
            current, tail = stack.pop()
            if current is None:
                pieces.append(tail)
                continue
            if current.tag in _SKIPPED or self._is_hidden(current):
                continue
            pieces.append(_sign(current) or current.text or "")
            for child in reversed(current):
                stack += [(None, child.tail or ""), (child, "")]
        return "".join(pieces)

    def _is_hidden(self, element: Element) -> bool:
        hidden = element.get(f"{_T}style-name", "") in self._hidden
        self._seen["hidden-text"] += hidden
        return hidden

    def _paragraph(self, text: str) -> Iterator[Block]:
        if self._rows:
            if self._cells:
                self._cells[-1].append(text)
            return
        for line in text.split("\n"):
            if line.strip():
                yield Block((line,), gap=self._empty)
            self._empty = not line.strip()

    def _row(self) -> Iterator[Block]:
        self._rows -= 1
        cells = [" ".join(piece.replace("\n", " ") for piece in cell).strip() for cell in self._cells]
        if not self._rows and any(cells):
            yield from rows_of(cells)


def _sign(element: Element) -> str:
    """What an element without text stands for."""
    if element.tag == f"{_T}s":
        count = element.get(f"{_T}c", "1")
        return " " * min(int(count), BLANKS) if count.isdecimal() and len(count) < 5 else " "
    return {f"{_T}tab": " ", f"{_T}line-break": "\n"}.get(element.tag, "")
