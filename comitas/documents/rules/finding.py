"""Finding words on a page, whatever their case, accents and width, and where they stand."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from comitas.documents.rules.reading import Box, Line, Page

LONGEST_SEARCH = 200
"""Characters of what is searched for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place: page, line (an index into its lines), the words' boxes, and the line to show."""

    page: int
    line: int
    boxes: tuple[Box, ...]
    text: str


def folded(text: str) -> str:
    """*text* without case, accents and width: "Évêché" and "ＥＶＥＣＨＥ" are the same."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def hits(page: Page, words: str) -> Iterator[Hit]:
    """Every place on *page* where *words* stand in one line, beginning at the start of a word or within it."""
    sought = " ".join(folded(words[:LONGEST_SEARCH]).split())
    if sought:
        for number, line in enumerate(page.lines):
            for boxes in _places(line, sought):
                yield Hit(page.number, number, boxes, line.text)


def _places(line: Line, sought: str) -> Iterator[tuple[Box, ...]]:
    between = "" if line.text == "".join(word.text for word in line.words) else " "
    text, owners = "", []
    for index, word in enumerate(line.words):
        piece = (between if index else "") + folded(word.text)
        text += piece
        owners += [index] * len(piece)
    start = text.find(sought)
    while start >= 0:
        found = sorted(set(owners[start : start + len(sought)]))
        yield tuple(line.words[index].box for index in found)
        start = text.find(sought, start + len(sought))
