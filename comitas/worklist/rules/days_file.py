"""An authority's own days as a file: one row a day, and every row that is wrong named by its line."""

import re
from datetime import date

from comitas.core.text import N_
from comitas.directory.rules.sentences import say
from comitas.directory.rules.tables import Row, RowError, read_table
from comitas.worklist.rules.public import LONGEST_NAME
from comitas.worklist.rules.timetable import FIRST, LAST, MOST_OWN_DAYS, OwnDay

COLUMNS = ("day", "name", "works")
REQUIRED = ("day", "name")
WORKS = {"": False, "rest": False, "work": True}


def read_days(data: bytes) -> tuple[list[OwnDay], list[RowError]]:
    """The days of a file, and what is wrong with it. Of a file with mistakes nothing is to be taken."""
    table = read_table(data, COLUMNS, REQUIRED)
    errors, found = list(table.errors), dict[date, OwnDay]()
    for row in table.rows:
        wrong, day = _wrong(row, found)
        errors += wrong
        if day and not wrong:
            found[day.day] = day
    if not errors and not found:
        errors.append(RowError(0, "", say("no-days", _EMPTY)))
    if len(found) > MOST_OWN_DAYS:
        errors.append(RowError(0, "", say("too-many-days", _TOO_MANY)))
    return list(found.values()), sorted(errors, key=lambda error: error.line)


def _wrong(row: Row, found: dict[date, OwnDay]) -> tuple[list[RowError], OwnDay | None]:
    day, name, works = read_day(row.cells["day"]), row.cells["name"], row.cells.get("works", "").lower()
    wrong = []
    if day is None:
        wrong.append(RowError(row.line, "day", say("no-day", _NO_DAY, typed=row.cells["day"][:40])))
    elif not FIRST <= day <= LAST:
        wrong.append(RowError(row.line, "day", say("out-of-reach", _OUT_OF_REACH)))
    elif day in found:
        wrong.append(RowError(row.line, "day", say("day-twice", _TWICE)))
    if not 0 < len(name) <= LONGEST_NAME or "\n" in name:
        wrong.append(RowError(row.line, "name", say("no-name", _NO_NAME)))
    if works not in WORKS:
        wrong.append(RowError(row.line, "works", say("neither", _NEITHER)))
    return wrong, OwnDay(day, WORKS[works], name) if day and not wrong else None


def read_day(text: str) -> date | None:
    """2026-12-24, or 24/12/2026 and 24.12.2026, day before month."""
    match = re.fullmatch(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4}))", text, re.ASCII)
    if not match:
        return None
    year, month, day, day_first, month_second, year_last = match.groups()
    try:
        return date(int(year or year_last), int(month or month_second), int(day or day_first))
    except ValueError:
        return None


_EMPTY = N_("There is no day in the file.")
_TOO_MANY = N_("There is no room for more days. Take out days that are long past.")
_NO_DAY = N_("“%(typed)s” is no day. Write it as 2026-12-24 or 24/12/2026.")
_OUT_OF_REACH = N_("Give a day from 1990 to 2069.")
_TWICE = N_("This day is in the file twice.")
_NO_NAME = N_("Say in up to 120 characters what day it is.")
_NEITHER = N_("Write “rest” or “work”, or leave it empty for a day of rest.")
