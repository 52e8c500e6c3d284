"""Dates, references and rules' sentences in the language of a letter."""

from datetime import date
from functools import partial

from babel import Locale
from babel.dates import format_date
from django.utils.translation import gettext, ngettext

from comitas.cases.queries import Whole
from comitas.cases.rules.words import say
from comitas.directory.rules.folding import fold


def in_words(day: date | None, language: str) -> str:
    """3 March 2026, 3 mars 2026; "" for no date."""
    if day is None:
        return ""
    if language == "fr" and day.day == 1:
        return format_date(day, "1'er' MMMM y", locale=Locale("fr"))
    return format_date(day, "d MMMM y", locale=Locale.parse(language, sep="-"))


def references(whole: Whole, at_home: bool) -> list[str]:
    """The numbers of the other State. A number whose owner nobody noted is not shown to an authority of ours."""
    owners = {fold(owner) for owner in (whole.case.requesting, whole.case.transmitting, whole.case.conducting) if owner}
    owners |= set() if at_home else {""}
    return [reference.text for reference in whole.references if fold(reference.owner) in owners]


told = partial(say, gettext=gettext, ngettext=ngettext)
"""A rule's sentence in the language that is active."""
