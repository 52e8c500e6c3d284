"""The bytes of a file as a table: encoding and separator are guessed, and said, so that whoever sent the file can put them right."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

UTF_8, UTF_16 = "utf-8", "utf-16"
WESTERN, CYRILLIC, ARABIC = "cp1252", "cp1251", "cp1256"
ENCODINGS = {
    UTF_8: "UTF-8",
    UTF_16: "UTF-16",
    WESTERN: "Windows-1252",
    CYRILLIC: "Windows-1251",
    ARABIC: "Windows-1256",
}
SEPARATORS = {";": ";", ",": ",", "\t": "\t", "|": "|"}
LOOKED_AT = 200_000
"""Bytes or characters from which encoding and separator are guessed."""

_COMMON = {CYRILLIC: frozenset("оеаинтсрвлОЕАИНТСРВЛ"), ARABIC: frozenset("الميونرتبة")}
"""The ten letters that make up well over half of a text in Russian and in Arabic."""


class NotATable(Exception):
    """The bytes cannot be read as a table; `code` is a key of `problems.UNREADABLE`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a table may be: rows, columns, characters of one cell."""

    rows: int
    columns: int
    cell: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text file is read: its encoding and what stands between its cells."""

    encoding: str
    separator: str


def guess(data: bytes) -> Shape:
    """How *data* is probably written."""
    encoding = guess_encoding(data)
    return Shape(encoding, guess_separator(_decoded(data[:LOOKED_AT], encoding, whole=len(data) <= LOOKED_AT)))


def guess_encoding(data: bytes) -> str:
    """By its mark, by being valid UTF-8, else by which letters its bytes would be."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return UTF_16
    head = data[:LOOKED_AT]
    if head.count(0) > len(head) // 4:
        return UTF_16
    try:
        head.decode("utf-8-sig")
        return UTF_8
    except UnicodeDecodeError as error:
        if error.start >= len(head) - 3 and len(data) > len(head):  # only cut through
            return UTF_8
    return _by_letters(head)


def _by_letters(head: bytes) -> str:
    """Latin letters with accents stand among plain ones; Cyrillic and Arabic ones among their own kind."""
    high = [place for place, byte in enumerate(head) if byte >= 0x80]
    beside = sum(any(_is_high(head, place + step) for step in (-1, 1)) for place in high)
    if not high or beside < len(high) / 2:
        return WESTERN
    return max((CYRILLIC, ARABIC), key=lambda encoding: _commonness(head, encoding))


def _is_high(head: bytes, place: int) -> bool:
    return 0 <= place < len(head) and head[place] >= 0x80


def _commonness(head: bytes, encoding: str) -> int:
    return sum(letter in _COMMON[encoding] for letter in head.decode(encoding, "replace"))


def guess_separator(text: str) -> str:
    """What cuts the first lines into most cells, the same number in each."""
    lines = text[:LOOKED_AT].splitlines(keepends=True)[:30]
    return max(SEPARATORS, key=lambda separator: _evenness(lines, separator))


def _evenness(lines: list[str], separator: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return (0, 0)
    if not widths or max(widths) == 1:
        return (0, 0)
    return (widths.count(widths[0]) / len(widths) * min(widths[0], 4), widths[0])


def rows(data: bytes, shape: Shape, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, each with the line on which it begins, from 1. Raises `NotATable`."""
    text = _decoded(data, shape.encoding, whole=True)
    if "\x00" in text:
        raise NotATable("not-text")
    csv.field_size_limit(max(limits.cell * 8, 131_072))
    reader, line, told = csv.reader(io.StringIO(text, newline=""), delimiter=shape.separator), 1, 0
    try:
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if any(cell.strip() for cell in cells):
                told += 1
                if told > limits.rows + 1:
                    raise NotATable("too-many-rows")
                yield begins, bounded(cells, limits)
    except csv.Error as error:
        raise NotATable("not-a-table") from error


def bounded(cells: list[str], limits: Limits) -> list[str]:
    """A row whose empty end is cut off; a cell is no longer than one character beyond the limit, so that a check can say so."""
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > limits.columns:
        raise NotATable("too-many-columns")
    return [" ".join(cell.split(" ")).strip()[: limits.cell + 1] for cell in cells]


def _decoded(data: bytes, encoding: str, *, whole: bool) -> str:
    codec = "utf-8-sig" if encoding == UTF_8 else encoding
    if encoding == UTF_16 and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    if encoding not in ENCODINGS:
        raise NotATable("not-text")
    try:
        return data.decode(codec, "strict" if whole and encoding in (UTF_8, UTF_16) else "replace").removeprefix(
            "\ufeff"
        )
    except UnicodeDecodeError as error:
        raise NotATable("other-encoding") from error


def first(data: bytes, shape: Shape, limits: Limits, most: int) -> list[list[str]]:
    """The first rows, to be shown."""
    return [cells for _line, cells in islice(rows(data, shape, limits), most)]
