"""What importing a file would do, row by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

from comitas.directory.rules import documents, files, tables
from comitas.directory.rules.entries import AuthorityEntry, PartyEntry
from comitas.directory.rules.problems import Problems
from comitas.directory.rules.tables import Row, RowError, Table

Entry = TypeVar("Entry", AuthorityEntry, PartyEntry)


@dataclass(frozen=True, slots=True)
class Planned(Generic[Entry]):
    """One good row: what it says, and the id and version of what it changes (None where it makes something new)."""

    line: int
    entry: Entry
    id: UUID | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Plan(Generic[Entry]):
    """What importing a file would do. `errors` are in the order of the lines; `unchanged` counts rows that say
    nothing new.
    """

    new: tuple[Planned[Entry], ...]
    changed: tuple[Planned[Entry], ...]
    unchanged: int
    errors: tuple[RowError, ...]


@dataclass(slots=True)
class Sorting(Generic[Entry]):
    """A plan while it is being made."""

    errors: list[RowError]
    new: list[Planned[Entry]] = field(default_factory=list)
    changed: list[Planned[Entry]] = field(default_factory=list)
    unchanged: int = 0

    def put(self, planned: Planned[Entry], before: Entry | None) -> None:
        """Put a good row where it belongs; *before* is what the directory says now."""
        if planned.id is None:
            self.new.append(planned)
        elif planned.entry == before:
            self.unchanged += 1
        else:
            self.changed.append(planned)

    def drop(self, planned: Planned[Entry]) -> None:
        """Take a row out again."""
        for rows in (self.new, self.changed):
            if planned in rows:
                rows.remove(planned)

    def plan(self) -> Plan[Entry]:
        """The plan, when all rows were put."""
        errors = sorted(self.errors, key=lambda error: error.line)
        return Plan(tuple(self.new), tuple(self.changed), self.unchanged, tuple(errors))


def table(data: bytes, kind: str, columns: Sequence[str], required: Iterable[str]) -> Table:
    """The rows of a file, whether it is CSV or JSON."""
    if documents.is_json(data):
        return documents.read_document(data, kind, columns, required)
    return tables.read_table(data, columns, required)


def sound(
    row: Row,
    problems: Problems,
    columns: Mapping[str, tuple[str, files.Read, files.Write]],
    errors: list[RowError],
) -> bool:
    """Whether a row has no problems; those it has become errors of its columns."""
    errors.extend(RowError(row.line, files.column_of(columns, name), sentence) for name, sentence in problems.items())
    return not problems
