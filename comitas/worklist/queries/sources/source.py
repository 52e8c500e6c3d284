"""What a source is, and how all of them become one statement."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.tasks import Why

MINE = (
    "id", "year", "serial", "in_custody", "wanted_because", "state_from", "wanted_by", "received_on", "side", "counts",
    "acknowledged_on", "last_told_on", "channel", "written_on", "authority", "imported", "urgent",
)  # fmt: skip
"""Columns of the case in the table `mine`."""
COLUMNS: dict[str, str] = {
    "code": "''",
    "thing": "NULL::uuid",
    "case_id": "NULL::uuid",
    "day": "NULL::date",
    "number": "0",
    "state": "''",
    "note": "''",
    "since": "''",
    "hour": "NULL::time",
    "place": "''",
}
"""What a fact says, as in `rules.tasks.Fact`, and what stands where a source does not say it."""
NEEDED = ("code", "thing", "case_id", "day")


@dataclass(frozen=True, slots=True)
class Source:
    """The facts of one subject: the codes of the limits that count from them, the columns that `sql` gives, in its order.

    `values` are those of the places in `sql`. `why`: by code, what a fact itself says about why it is wanted.
    """

    codes: tuple[str, ...]
    columns: tuple[str, ...]
    sql: str
    values: Callable[[], list[Any]] = list
    why: Mapping[str, Why] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = [code for code in (*self.codes, *self.why) if code not in LIMITS]
        odd = [name for name in self.columns if name not in COLUMNS]
        missing = [name for name in NEEDED if name not in self.columns]
        if unknown or odd or missing:
            raise ValueError(
                f"a source with unknown limits {unknown}, unknown columns {odd} or missing columns {missing}"
            )

    @property
    def select(self) -> str:
        """Its facts with every column of `COLUMNS`, in that order."""
        given = ", ".join(name if name in self.columns else usual for name, usual in COLUMNS.items())
        return f"SELECT {given} FROM ({self.sql}) given ({', '.join(self.columns)})"  # noqa: S608 - names of ours; values go apart


def together(sources: Iterable[Source]) -> dict[str, Source]:
    """The source of each code. ValueError where two give the same code."""
    found: dict[str, Source] = {}
    for source in sources:
        for code in source.codes:
            if code in found:
                raise ValueError(f"two sources give {code}")
            found[code] = source
    return found


def joined(sources: Iterable[Source]) -> tuple[str, list[Any]]:
    """All facts as the body of one common table expression, with the values of its places."""
    given = list(sources)
    return " UNION ALL ".join(source.select for source in given), [value for one in given for value in one.values()]
