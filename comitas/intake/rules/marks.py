"""Where the words of a proposal stand on the page image."""

from comitas.documents.rules.reading import Box, Line, Page

Boxes = tuple[Box, ...]


def boxes(page: Page, pieces: tuple[tuple[int, int, int], ...]) -> Boxes:
    """One box a piece (line, start, end): around the words that it touches, as fractions of the page image."""
    found = []
    for index, start, end in pieces:
        touched = _touched(page.lines[index], start, end) if index < len(page.lines) else []
        if touched:
            found.append(_around(touched))
    return tuple(found)


def _touched(line: Line, start: int, end: int) -> list[Box]:
    """The boxes of the words between two offsets; words are found in order, so Chinese lines without blanks work too."""
    touched, place = [], 0
    for word in line.words:
        begins = line.text.find(word.text, place)
        if begins < 0:
            continue
        place = begins + len(word.text)
        if begins < end and place > start:
            touched.append(word.box)
    return touched or [line.box]


def _around(touched: list[Box]) -> Box:
    return (
        min(box[0] for box in touched),
        min(box[1] for box in touched),
        max(box[2] for box in touched),
        max(box[3] for box in touched),
    )
