"""Periods in the words of a language."""

from babel import Locale
from babel.dates import format_date

from comitas.core.text import N_
from comitas.statistics.rules.periods import Period

UNITS = {"quarter": N_("Quarters"), "month": N_("Months"), "year": N_("Years")}
_PATTERNS = {"quarter": "QQQ y", "month": "LLL y", "year": "y"}


def period_words(period: Period, language: str) -> str:
    """ "2026", "Q1 2026" or "Mar 2026" in *language*, a tag such as "fr" or "pt-br"."""
    return format_date(period.first, _PATTERNS[period.unit], locale=Locale.parse(language, sep="-"))
