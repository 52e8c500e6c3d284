"""Workbooks (ISO/IEC 29500): each sheet as tables of text, with the values that were stored. Nothing is computed or loaded."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils import get_column_letter

from comitas.documents.conversion import xmlparts
from comitas.documents.conversion.letters import Letter
from comitas.documents.conversion.refused import Refused
from comitas.documents.conversion.typeset import TABLE, Block
from comitas.documents.rules import limits

BAND = 12
"""Columns beside one another on a page; the next twelve make a table of their own."""

CELL_CHARACTERS = 1_000
MEASURED_ROWS = 200
"""Rows whose contents say how wide the columns are."""

Rows = list[tuple[str, ...]]


def opened(file: BinaryIO, held: zipfile.ZipFile) -> Letter:
    """The workbook in *file*, whose archive *held* has passed. Raises `Refused`."""
    for member in held.infolist():
        if member.file_size > limits.XML_BYTES:
            raise Refused("too-large")
    notes: list[str] = []
    if any(name.endswith("vbaProject.bin") for name in held.namelist()):
        notes.append("macros")
    if xmlparts.loads_from_elsewhere(held):
        notes.append("remote-content")
    if comments := [
        name for name in held.namelist() if name.rpartition("/")[2].startswith(("comments", "threadedComment"))
    ]:
        notes.append(f"comments:{len(comments)}")
    file.seek(0)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if hidden := len(book.worksheets) - len(sheets):
            notes.append(f"hidden-sheets:{hidden}")
    except MemoryError:
        raise
    except Exception as error:  # the library lets through whatever its parts raise at a file that breaks the rules
        raise Refused("damaged") from error
    return Letter("xlsx", _blocks(sheets, notes), notes, paper=TABLE)


def _blocks(sheets: list[Any], notes: list[str]) -> Iterator[Block]:
    left = limits.TABLE_ROWS
    for sheet in sheets:
        try:
            rows = _rows(sheet, left, notes)
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # as above: rows are parsed as they are asked for
            raise Refused("damaged") from error
        left -= len(rows)
        yield from _table(sheet.title, rows)
        if left <= 0:
            break


def _rows(sheet: Any, most: int, notes: list[str]) -> Rows:
    """The rows that say something, at most *most*."""
    rows: Rows = []
    for number, row in enumerate(sheet.iter_rows(max_col=limits.TABLE_COLUMNS + 1, values_only=True)):
        said = tuple(as_read(value) for value in row)
        if number >= limits.SCANNED_ROWS or len(rows) >= most or any(said[limits.TABLE_COLUMNS :]):
            notes += [] if "text-left-out" in notes else ["text-left-out"]
        if number >= limits.SCANNED_ROWS or len(rows) >= most:
            break
        if any(said):
            rows.append(said[: limits.TABLE_COLUMNS])
    return rows


def as_read(value: object) -> str:
    """A value as one reads it: dates as ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value.replace(microsecond=0))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value.isoformat() if isinstance(value, date) else value)[:CELL_CHARACTERS]


def _table(title: str, rows: Rows) -> Iterator[Block]:
    wide = max(map(len, rows), default=0)
    used = [index for index in range(wide) if any(index < len(row) and row[index] for row in rows)]
    bands = [used[start : start + BAND] for start in range(0, len(used), BAND)] or [[]]
    for band in bands:
        columns = f" ({get_column_letter(band[0] + 1)}–{get_column_letter(band[-1] + 1)})" if len(bands) > 1 else ""
        yield Block((f"{title}{columns}",), strong=True, page=True)
        widths = tuple(_width(rows, index) for index in band)
        for row in rows:
            cells = tuple(row[index] if index < len(row) else "" for index in band)
            if any(cells):
                yield Block(cells, widths)


def _width(rows: Rows, index: int) -> float:
    longest = max((len(row[index]) for row in rows[:MEASURED_ROWS] if index < len(row)), default=1)
    return float(min(max(longest, 5), 40) + 1)
