"""The days of an old register: read where they are whole, left unknown where they are not. Nothing becomes 1 January.

Day or month first is decided for a column from all its cells, never for a single one.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from comitas.directory.rules.folding import fold
from comitas.intake.rules.dates import said_date
from comitas.intake.rules.words.months import MONTHS

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
EARLIEST = date(1900, 1, 1)
_EXCEL = date(1899, 12, 30)
"""Day 0 of a spreadsheet's numbers, for every day since 1 March 1900."""

_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""1954 to 2119. Smaller numbers are years or counts, larger ones are no days."""

_UNKNOWN = frozenset({
    "", "unknown", "not known", "n a", "na", "none", "nil", "nd", "sd", "s d", "sans date", "undated", "no date", "date unknown",
    "inconnu", "inconnue", "date inconnue", "non connu", "non connue", "neant", "x", "xx", "0", "00 00 0000", "0000 00 00",
})  # fmt: skip
_FIGURES = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?:[T ,].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:[T ,].*)?")
_PARTIAL = re.compile(
    r"(?:19|20)\d\d|\d{1,2}\s*[/.\-]\s*(?:19|20)\d\d|(?:19|20)\d\d\s*[/.\-]\s*\d{1,2}|(?:19|20)\d\d\s*[/\-]\s*(?:19|20)\d\d"
)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_MONTH_WORDS = frozenset(fold(name) for names in MONTHS.values() for group in names for name in group)
_CIRCA = re.compile(
    r"(?:circa|ca|about|around|vers|environ|before|after|avant|apres|early|late|debut|fin|mid|mi)\b.*\b(?:19|20)\d\d"
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says: a whole day; or none, because it is not known; or it cannot be read."""

    day: date | None = None
    unreadable: bool = False


UNKNOWN, UNREADABLE = Read(), Read(unreadable=True)


@dataclass(frozen=True, slots=True)
class Order:
    """How a column writes its days. `sure`: at least one cell can only be read so, and none only the other way.

    `against` counts the cells that can only be read the other way, `open` those that could be read both ways.
    """

    code: str
    sure: bool
    against: int = 0
    open: int = 0


def order_of(cells: Iterable[str]) -> Order:
    """Whether the days of a column have the day or the month first: by what can be read in one way only."""
    day_first = month_first = either = 0
    for cell in cells:
        match = _FIGURES.fullmatch(_plain(cell))
        if not match or match[2] == ".":  # with points the day comes first everywhere
            continue
        one, other = int(match[1]), int(match[3])
        day_first += one > 12 >= other
        month_first += other > 12 >= one
        either += one <= 12 and other <= 12 and one != other
    code = MONTH_FIRST if month_first > day_first else DAY_FIRST
    against = min(day_first, month_first)
    sure = not against and (bool(day_first or month_first) or not either)
    return Order(code, sure, against, either)


def read(cell: str, order: str = DAY_FIRST, today: date | None = None) -> Read:
    """The day that *cell* says. A year or a month alone is no day; numbers of a spreadsheet are."""
    text = _plain(cell)
    if (
        fold(text) in _UNKNOWN
        or not any(sign.isalnum() for sign in text)
        or not any(sign not in "0 /.-" for sign in text)
    ):
        return UNKNOWN
    if match := _YEAR_FIRST.fullmatch(text):
        return _made(int(match[1]), int(match[2]), int(match[3]))
    if match := _FIGURES.fullmatch(text):
        month_first = order == MONTH_FIRST and match[2] != "."
        day, month = (int(match[3]), int(match[1])) if month_first else (int(match[1]), int(match[3]))
        if 0 in (day, month):
            return UNKNOWN  # 00/03/2014 is how a form that insists on days writes March 2014
        return _made(_year(match[4], today), month, day)
    if _PARTIAL.fullmatch(text) or _is_month_and_year(text) or _CIRCA.fullmatch(fold(text)):
        return UNKNOWN
    if match := _SERIAL.fullmatch(text):
        serial = int(match[1])
        return Read(_EXCEL + timedelta(serial)) if _FIRST_SERIAL <= serial <= _LAST_SERIAL else UNREADABLE
    found = said_date(text)
    return Read(found) if found else UNREADABLE


def _plain(cell: str) -> str:
    """Digits of any script as ours, without blanks around them."""
    return unicodedata.normalize("NFKC", cell[:100]).translate(_DIGITS).strip()


_DIGITS = {
    ord(sign): str(number)
    for start in ("٠", "۰", "०")
    for number, sign in enumerate(chr(ord(start) + n) for n in range(10))
}


def _year(text: str, today: date | None) -> int:
    """A year of two digits lies in the hundred years that end with this one."""
    year = int(text)
    if len(text) == 4:
        return year
    last = (today or date.max).year % 100 if today else 99
    return year + (2000 if not today or year <= last else 1900)


def _made(year: int, month: int, day: int) -> Read:
    if 0 in (month, day):
        return UNKNOWN
    try:
        return Read(date(year, month, day))
    except ValueError:
        return UNREADABLE


def _is_month_and_year(text: str) -> bool:
    words = fold(text).split()
    years = [word for word in words if re.fullmatch(r"(?:19|20)\d\d", word)]
    rest = " ".join(word for word in words if word not in years)
    return len(years) == 1 and rest in _MONTH_WORDS
