"""The same tables as JSON: the rows of a file, each an object of columns and the texts that their cells would hold.

    {"format": "comitas-directory-authorities", "version": 1, "rows": [{"key": "…", "state": "XB", …}, …]}

A column that a row lacks leaves its field as it is. Limits, and what is judged afterwards, are those of CSV.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from comitas.core.text import N_
from comitas.directory.rules.sentences import Sentence, say
from comitas.directory.rules.tables import MOST_BYTES, MOST_ROWS, Row, RowError, Table, clean

VERSION = 1
NAMES = {"authorities": "comitas-directory-authorities", "parties": "comitas-directory-parties"}


def is_json(data: bytes) -> bool:
    """Whether *data* is meant as JSON: no table begins with a brace."""
    return data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def read_document(data: bytes, kind: str, columns: Sequence[str], required: Iterable[str]) -> Table:
    """The rows of a document of *kind*. They are numbered from 2, as the lines below a heading are."""
    if len(data) > MOST_BYTES:
        return _unreadable(say("file-too-large", _TOO_LARGE, most=str(MOST_BYTES // 1024 // 1024)))
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return _unreadable(say("file-not-json", _NOT_JSON, version=str(VERSION)))
    if not isinstance(found, dict) or not isinstance(found.get("rows"), list) or found.get("version") != VERSION:
        return _unreadable(say("file-not-json", _NOT_JSON, version=str(VERSION)))
    if found.get("format") != NAMES[kind]:
        return _unreadable(say("other-format", _OTHER, found=str(found.get("format"))[:60]))
    if len(found["rows"]) > MOST_ROWS:
        return _unreadable(say("too-many-rows", _TOO_MANY, most=str(MOST_ROWS)))
    return _table(found["rows"], columns, tuple(required))


def _table(rows: list[Any], columns: Sequence[str], required: tuple[str, ...]) -> Table:
    good: list[Row] = []
    errors: list[RowError] = []
    for line, row in enumerate(rows, 2):
        problems = list(_problems(line, row, columns, required))
        errors += problems
        if not problems:
            good.append(Row(line, {name: clean(cell) for name, cell in row.items()}))
    return Table(tuple(good), tuple(errors))


def _problems(line: int, row: Any, columns: Sequence[str], required: tuple[str, ...]) -> Iterator[RowError]:
    if not isinstance(row, dict) or not all(isinstance(cell, str) and "\x00" not in cell for cell in row.values()):
        yield RowError(line, "", say("not-a-row", _NOT_A_ROW))
        return
    for name in row:
        if name not in columns:
            yield RowError(line, name[:60], say("unknown-column", _UNKNOWN_COLUMN, column=name[:60]))
    for name in required:
        if name not in row:
            yield RowError(line, name, say("missing-column", _MISSING_COLUMN, column=name))


def write_document(kind: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """A document that `read_document` reads back, piece by piece; what is empty is written as well, so that it is emptied."""
    yield json.dumps({"format": NAMES[kind], "version": VERSION})[:-1] + ', "rows": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps({name: row[name] for name in columns}, ensure_ascii=False)
    yield "\n]}\n"


def _unreadable(sentence: Sentence) -> Table:
    return Table((), (RowError(0, "", sentence),))


_TOO_LARGE = N_("The file is larger than %(most)s MiB. Split it.")
_NOT_JSON = N_(
    "The file is not in the form of an export: JSON of this format, version %(version)s, with a list of rows."
)
_OTHER = N_("The file holds %(found)s and not what was chosen.")
_TOO_MANY = N_("The file has more than %(most)s rows. Split it.")
_NOT_A_ROW = N_("The row is no object of columns with texts.")
_UNKNOWN_COLUMN = N_("The column %(column)s is not known. Remove it or correct its name.")
_MISSING_COLUMN = N_("The column %(column)s is missing.")
