"""Tables in and out: comma-separated values that a spreadsheet may have touched.

Shape of a file: UTF-8 (a byte order mark is let pass), first line the column names, separated by commas or
semicolons. Limits keep one import within one short transaction.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from comitas.core.text import N_
from comitas.directory.rules.sentences import Sentence, say

MOST_BYTES = 4 * 1024 * 1024
"""About 2,000 authorities with two pages of requirements each."""

MOST_ROWS = 2_000
"""Ten times what one State's directory holds; more is split into files."""

MOST_CELL = 20_000
"""The longest text that any column of the directory takes."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection); full-width forms are added in
`_is_formula`.
"""

_WIDE = ("＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one row. `line` counts from 1, the heading; 0 is the file itself. `column` may be empty."""

    line: int
    column: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: its number and its cells by column, without surrounding blanks."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that could be read, and what could not. An error on line 0 or 1 means that there are no rows."""

    rows: tuple[Row, ...]
    errors: tuple[RowError, ...] = ()


def read_table(data: bytes, columns: Sequence[str], required: Iterable[str]) -> Table:
    """The rows of a file that may have *columns* and must have the *required* ones."""
    if len(data) > MOST_BYTES:
        return _unreadable(0, "file-too-large", _TOO_LARGE, most=str(MOST_BYTES // 1024 // 1024))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unreadable(0, "file-not-utf-8", _NOT_UTF8)
    if "\x00" in text:
        return _unreadable(0, "file-not-text", _NOT_TEXT)
    try:
        return _read(text, columns, required)
    except csv.Error:
        return _unreadable(0, "file-not-csv", _NOT_CSV)


def _read(text: str, columns: Sequence[str], required: Iterable[str]) -> Table:
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    heading = [name.strip().lower() for name in next(reader, [])]
    errors = tuple(_heading_errors(heading, columns, required))
    if errors:
        return Table((), errors)
    return _rows(reader, heading)


def _heading_errors(heading: list[str], columns: Sequence[str], required: Iterable[str]) -> Iterator[RowError]:
    if not any(heading):
        yield RowError(1, "", say("no-heading", _NO_HEADING))
        return
    for name in heading:
        if name not in columns:
            yield RowError(1, name[:60], say("unknown-column", _UNKNOWN_COLUMN, column=name[:60]))
        elif heading.count(name) > 1:
            yield RowError(1, name, say("column-twice", _COLUMN_TWICE, column=name))
    for name in required:
        if name not in heading:
            yield RowError(1, name, say("missing-column", _MISSING_COLUMN, column=name))


def _rows(reader: "Iterator[list[str]]", heading: list[str]) -> Table:
    rows: list[Row] = []
    errors: list[RowError] = []
    for number, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) + len(errors) >= MOST_ROWS:
            return _unreadable(0, "too-many-rows", _TOO_MANY, most=str(MOST_ROWS))
        if len(cells) != len(heading):
            errors.append(
                RowError(number, "", say("wrong-width", _WIDTH, found=str(len(cells)), wanted=str(len(heading))))
            )
            continue
        rows.append(Row(number, {name: clean(cell) for name, cell in zip(heading, cells, strict=True)}))
    return Table(tuple(rows), tuple(errors))


def clean(cell: str) -> str:
    """A cell without what a spreadsheet or a guard put around it."""
    return unguard(cell.replace("\r\n", "\n").strip()).strip()


def _unreadable(line: int, code: str, text: str, **values: str) -> Table:
    return Table((), (RowError(line, "", say(code, text, **values)),))


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The lines of a file that `read_table` reads back, safe to open in a spreadsheet."""
    yield _line(columns)
    for row in rows:
        yield _line([guard(row[name]) for name in columns])


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def guard(cell: str) -> str:
    """*cell* with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if _is_formula(cell.lstrip("'")) else cell


def unguard(cell: str) -> str:
    """The cell that `guard` was given."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(cell: str) -> bool:
    return cell.lstrip(" ").startswith(_FORMULA + _WIDE) or cell.startswith(_FORMULA)


_TOO_LARGE = N_("The file is larger than %(most)s MiB. Split it.")
_NOT_UTF8 = N_("The file is not in UTF-8. Save it as “CSV UTF-8” and choose it again.")
_NOT_TEXT = N_("The file is not text. Save the sheet as “CSV UTF-8” and choose it again.")
_NOT_CSV = N_("The file cannot be read as a table: a quotation mark is not closed, or a cell is too long.")
_NO_HEADING = N_("The first line must name the columns.")
_UNKNOWN_COLUMN = N_("The column %(column)s is not known. Remove it or correct its name.")
_COLUMN_TWICE = N_("The column %(column)s is there twice.")
_MISSING_COLUMN = N_("The column %(column)s is missing.")
_TOO_MANY = N_("The file has more than %(most)s rows. Split it.")
_WIDTH = N_("The row has %(found)s cells instead of %(wanted)s.")
