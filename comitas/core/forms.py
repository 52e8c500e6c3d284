"""Form fields that several screens share."""

import re
import unicodedata
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date, get_month_names
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _


class DateInWords(forms.Field):
    """A date typed as one field: "24 February 2026", "24/2/2026", "2026-02-24", in the page's language or English.

    Day before month: nobody who writes 3/4 in a registry means the month first, and the page shows the date in words again.
    """

    widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"})

    def to_python(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        if isinstance(value, date):
            return value
        found = read_date(text, get_language() or "en")
        if found is None:
            example = format_date(date(2026, 2, 24), "d MMMM y", locale=Locale.parse(get_language() or "en", sep="-"))
            raise forms.ValidationError(_("Type a date such as %(example)s or 24/2/2026.") % {"example": example})
        return found

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, date):
            return format_date(value, "d MMMM y", locale=Locale.parse(get_language() or "en", sep="-"))
        return value


def read_date(text: str, language: str) -> date | None:
    """The date that *text* says, or None. Digits of any script are read; two-digit years are not."""
    text = unicodedata.normalize("NFKC", text[:60]).casefold()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return _date(match[1], match[2], match[3])
    if match := re.fullmatch(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})", text):
        return _date(match[3], match[2], match[1])
    if match := re.fullmatch(r"(?:\w+\s+)?(\d{1,2})(?:er|st|nd|rd|th)?\.?\s+([^\d\s]+)\s+(\d{4})", text):
        month = _months(language).get(match[2].strip(".,"))
        return _date(match[3], month, match[1]) if month else None
    return None


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _months(language: str) -> dict[str, int]:
    found = {}
    for code in ("en", language):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=Locale.parse(code, sep="-")).items():
                found[unicodedata.normalize("NFKC", name).casefold().strip(".")] = number
    return found
