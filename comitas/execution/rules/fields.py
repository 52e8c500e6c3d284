"""The particulars of an entry as a table: how each is called, what fits into it, and what is wrong with what was given."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_

LINE, TEXT, DATE, MONEY, CURRENCY, LANGUAGE = "line", "text", "date", "money", "currency", "language"
YES, SAID, CHOICE = "yes", "said", "choice"
PART, PERSON, DOCUMENT, ITEM = "part", "person", "document", "item"
WRITTEN = (LINE, TEXT)
"""Kinds that are words; a date, a code or an amount is never left out of a form by its length."""
RELATED = (PART, PERSON, DOCUMENT, ITEM)
"""Kinds that name something else of the same case."""

MOST_MONEY = Decimal(10) ** 15
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
TOMORROW = timedelta(days=1)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")

Values = Mapping[str, Any]
"""The particulars of one entry by name: dates as `date`, amounts as `Decimal`, what is not known as None or ""."""


@dataclass(frozen=True, slots=True)
class Field:
    """One particular. `past`: a day that cannot lie ahead. `of`: the codes of a choice with their words.

    `fixed`: given when the entry is made and not changed afterwards.
    """

    name: str
    label: str
    kind: str = LINE
    longest: int = 200
    needed: bool = False
    past: bool = False
    hint: str = ""
    of: Mapping[str, str] = field(default_factory=dict)
    fixed: bool = False


def wrong(fields: Iterable[Field], values: Values, today: date) -> dict[str, Sentence]:
    """What cannot be taken, by the name of its field. What stands in *values* and is no field is not looked at."""
    found = {one.name: said for one in fields if one.name in values and (said := _wrong(one, values[one.name], today))}
    return found | _without_currency(fields, values, found)


def _wrong(one: Field, value: Any, today: date) -> Sentence | None:
    if value in (None, ""):
        return Sentence(N_("This cannot be left empty.")) if one.needed else None
    return _CHECKS.get(one.kind, _unchecked)(one, value, today)


def _unchecked(one: Field, value: Any, today: date) -> Sentence | None:
    return None


def _words(one: Field, value: Any, today: date) -> Sentence | None:
    if len(str(value)) > one.longest:
        return Sentence(N_("This is longer than %(count)d characters."), {"count": one.longest})
    return None


def _date(one: Field, value: Any, today: date) -> Sentence | None:
    if not EARLIEST <= value <= LATEST:
        return Sentence(N_("This year cannot be right. Check the date."))
    if one.past and value > today:
        return Sentence(N_("This date has not come yet."))
    return None


def _money(one: Field, value: Any, today: date) -> Sentence | None:
    if not Decimal(0) <= value < MOST_MONEY:
        return Sentence(N_("Write an amount from 0 up, of at most fifteen figures."))
    if value != round(value, 2):
        return Sentence(N_("Write at most two figures after the point."))
    return None


def _currency(one: Field, value: Any, today: date) -> Sentence | None:
    if value in currencies():
        return None
    return Sentence(N_("Write the code of the currency in three letters, such as EUR or USD."))


def _language(one: Field, value: Any, today: date) -> Sentence | None:
    return None if _LANGUAGE.fullmatch(value) else Sentence(N_("Write the code of the language, such as en or fr."))


def _choice(one: Field, value: Any, today: date) -> Sentence | None:
    return None if value in one.of else Sentence(N_("Choose one of the list."))


_CHECKS = {LINE: _words, TEXT: _words, DATE: _date, MONEY: _money, CURRENCY: _currency, LANGUAGE: _language, CHOICE: _choice}  # fmt: skip


def _without_currency(fields: Iterable[Field], values: Values, found: Mapping[str, Sentence]) -> dict[str, Sentence]:
    """An amount says nothing without its currency."""
    amounts = any(one.kind == MONEY and values.get(one.name) is not None for one in fields)
    names = [one.name for one in fields if one.kind == CURRENCY]
    if not amounts or not names or values.get(names[0]) or names[0] in found:
        return {}
    return {names[0]: Sentence(N_("Write the currency of the amount, such as EUR."))}


@cache
def currencies() -> frozenset[str]:
    """The codes of ISO 4217, as CLDR knows them."""
    return frozenset(Locale("en").currencies)


def in_order(values: Values, *pairs: tuple[str, str, str]) -> dict[str, Sentence]:
    """Of each pair (earlier, later, sentence) the sentence at the later day, where it lies before the earlier one."""
    return {
        later: Sentence(said)
        for earlier, later, said in pairs
        if values.get(earlier) and values.get(later) and values[later] < values[earlier]
    }


def folded(values: Values) -> dict[str, Any]:
    """*values* with the blanks around texts taken off."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
