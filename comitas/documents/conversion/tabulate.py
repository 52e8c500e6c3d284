"""`python -m comitas.documents.conversion.tabulate`, in the box: the rows of a workbook from standard input, as lines of JSON.

{"sheet": name} begins a visible sheet; [number, [cell, ...]] is a row that says something, with its number in the sheet; at the end
stands {"done": true} or {"refused": code}. Days come as ISO 8601, whole numbers without a point. Nothing is computed or loaded.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

import openpyxl

from comitas.documents.conversion import archive
from comitas.documents.conversion.refused import Refused
from comitas.documents.conversion.xlsx import as_read
from comitas.documents.rules import limits


def main() -> None:
    with os.fdopen(os.dup(0), "rb") as file:
        for told in tabulated(file):
            sys.stdout.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def tabulated(file: BinaryIO) -> Iterator[Any]:
    """What is told of the workbook in *file*."""
    try:
        for sheet in _sheets(file):
            yield {"sheet": sheet.title}
            yield from _rows(sheet)
        yield {"done": True}
    except Refused as refused:
        yield {"refused": refused.code}
    except MemoryError:
        yield {"refused": "too-large"}
    except Exception:  # the library lets through whatever its parts raise at a file that breaks the rules
        yield {"refused": "damaged"}


def _sheets(file: BinaryIO) -> list[Any]:
    held = archive.opened(file)
    if any(member.file_size > limits.XML_BYTES for member in held.infolist()):
        raise Refused("too-large")
    file.seek(0)
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _rows(sheet: Any) -> Iterator[Any]:
    for number, row in enumerate(sheet.iter_rows(max_col=limits.TABULATED_COLUMNS, values_only=True), 1):
        if number > limits.SCANNED_ROWS:
            break
        cells = [as_read(value).replace("\x00", "") for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield [number, cells]


if __name__ == "__main__":
    main()
