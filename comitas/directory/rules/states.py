"""States by ISO 3166-1, and the regional groups of the United Nations."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass

from comitas.core.text import N_

REGIONAL_GROUPS: dict[str, str] = {
    "african": N_("African States"),
    "asia-pacific": N_("Asia-Pacific States"),
    "eastern-european": N_("Eastern European States"),
    "latin-american-caribbean": N_("Latin American and Caribbean States"),
    "western-european-others": N_("Western European and other States"),
}
"""The five groups of the General Assembly. A State in none (an observer, a territory) has an empty group."""

_CODE = re.compile(r"[A-Z]{2}")
_USER_ASSIGNED = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")


@dataclass(frozen=True, slots=True)
class StateRow:
    """One line of `data/states.csv`."""

    iso2: str
    iso3: str
    numeric: str
    name: str
    regional_group: str
    group_note: str


def read_states(lines: Iterable[str]) -> tuple[StateRow, ...]:
    """The States of the shipped file; lines that begin with # are notes. Raises ValueError on an unknown group."""
    rows = tuple(StateRow(**row) for row in csv.DictReader(line for line in lines if not line.startswith("#")))
    for row in rows:
        if row.regional_group and row.regional_group not in REGIONAL_GROUPS:
            raise ValueError(f"{row.iso2} has the unknown regional group {row.regional_group!r}")
    return rows


def is_code(text: str) -> bool:
    """Whether *text* has the form of an alpha-2 code."""
    return bool(_CODE.fullmatch(text))


def is_user_assigned(iso2: str) -> bool:
    """Whether ISO 3166-1 leaves the code to its users: AA, QM to QZ, XA to XZ, ZZ."""
    return bool(_USER_ASSIGNED.fullmatch(iso2))
