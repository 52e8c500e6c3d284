"""Files of authorities and of parties: which columns they have, and how a row becomes an entry and back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from comitas.directory.rules import cells
from comitas.directory.rules.cells import CellError
from comitas.directory.rules.entries import AuthorityEntry, PartyEntry
from comitas.directory.rules.tables import Row, RowError

Read = Callable[[str], Any]
Write = Callable[[Any], str]


def _text(value: str) -> str:
    return value


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _flag(cell: str) -> bool:
    return bool(cells.read_answer(cell))


TEXT: tuple[Read, Write] = (_text, _text)
DAY: tuple[Read, Write] = (cells.read_day, _day)
ANSWER: tuple[Read, Write] = (cells.read_answer, cells.write_answer)
ITEMS: tuple[Read, Write] = (cells.read_items, cells.write_items)

AUTHORITY_COLUMNS: dict[str, tuple[str, Read, Write]] = {
    "key": ("external_key", *TEXT),
    "state": ("state", str.upper, _text),
    "name": ("name", *TEXT),
    "name_language": ("name_language", *TEXT),
    "short_name": ("short_name", *TEXT),
    "names": ("names", cells.read_names, cells.write_names),
    "functions": ("designations", cells.read_designations, cells.write_designations),
    "parent_key": ("parent_key", *TEXT),
    "time_zone": ("time_zone", *TEXT),
    "address": ("address", *TEXT),
    "phone": ("phone", *TEXT),
    "phone_24h": ("phone_24h", *TEXT),
    "email": ("email", *TEXT),
    "website": ("website", *TEXT),
    "hours": ("hours", *TEXT),
    "channels": ("channels", cells.read_channels, cells.write_channels),
    "languages_accepted": ("languages_accepted", *ITEMS),
    "urgent_language": ("urgent_language", *TEXT),
    "e_transmission": ("e_transmission", cells.read_electronic, cells.write_electronic),
    "originals_required": ("originals_required", *ANSWER),
    "apostille_required": ("apostille_required", *ANSWER),
    "diplomatic_channel_required": ("diplomatic_channel_required", *ANSWER),
    "interpol_urgent": ("interpol_urgent", *ANSWER),
    "dual_criminality": ("dual_criminality", *TEXT),
    "minimum_penalty": ("minimum_penalty", cells.read_number, _number),
    "links": ("links", cells.read_links, cells.write_links),
    "networks": ("networks", *ITEMS),
    "requirements": ("requirements", *TEXT),
    "public": ("public", _flag, cells.write_answer),
    "source": ("source", *TEXT),
    "verified_on": ("verified_on", *DAY),
    "verified_by": ("verified_by", *TEXT),
    "valid_from": ("valid_from", *DAY),
    "valid_to": ("valid_to", *DAY),
}
"""By column: the field of the entry, how the cell is read, how it is written. `key` is the file's own key for the
row.
"""

AUTHORITY_REQUIRED = ("key", "state", "name", "source")

PARTY_COLUMNS: dict[str, tuple[str, Read, Write]] = {
    "state": ("state", str.upper, _text),
    "instrument": ("instrument", str.lower, _text),
    "standing": ("standing", str.lower, _text),
    "signed_on": ("signed_on", *DAY),
    "in_force_from": ("in_force_from", *DAY),
    "in_force_to": ("in_force_to", *DAY),
    "declarations": ("declarations", *TEXT),
    "source": ("source", *TEXT),
    "verified_on": ("verified_on", *DAY),
}

PARTY_REQUIRED = ("state", "instrument", "standing", "source")


def read_authority(row: Row, before: AuthorityEntry | None = None) -> AuthorityEntry | tuple[RowError, ...]:
    """A row as an authority, or what in it cannot be read. What the file has no column for stays as it was *before*."""
    values = _values(row, AUTHORITY_COLUMNS)
    if isinstance(values, tuple):
        return values
    return replace(before, **values) if before else AuthorityEntry(**values)


def read_party(row: Row) -> PartyEntry | tuple[RowError, ...]:
    """A row as a party, or what in it cannot be read."""
    values = _values(row, PARTY_COLUMNS)
    return values if isinstance(values, tuple) else PartyEntry(**values)


def write_authority(entry: AuthorityEntry) -> dict[str, str]:
    """The row that `read_authority` reads."""
    return {column: write(getattr(entry, name)) for column, (name, _read, write) in AUTHORITY_COLUMNS.items()}


def write_party(entry: PartyEntry) -> dict[str, str]:
    """The row that `read_party` reads."""
    return {column: write(getattr(entry, name)) for column, (name, _read, write) in PARTY_COLUMNS.items()}


def column_of(columns: Mapping[str, tuple[str, Read, Write]], name: str) -> str:
    """The column of a field of the entry, for naming it in an error."""
    return next((column for column, (field, _read, _write) in columns.items() if field == name), name)


def _values(row: Row, columns: Mapping[str, tuple[str, Read, Write]]) -> dict[str, Any] | tuple[RowError, ...]:
    values: dict[str, Any] = {}
    errors: list[RowError] = []
    for column, cell in row.cells.items():
        name, read, _write = columns[column]
        try:
            values[name] = read(cell)
        except CellError as error:
            errors.append(RowError(row.line, column, error.sentence))
    return tuple(errors) or values
