"""Dates, references and rules' sentences in the language of a letter."""

from datetime import date
from functools import partial

from babel import Locale
from babel.dates import format_date
from django.utils.translation import gettext, ngettext

from comitas.cases.queries import Whole
from comitas.cases.rules.words import say
from comitas.directory.rules.folding import fold
from comitas.drafting.rules import terms
from comitas.drafting.rules.kinds import LANGUAGES


def named(kind: str, code: str, text: str, language: str) -> str:
    """What the program calls something in a letter: by the table of terms, else by the catalogue that is active."""
    return terms.term(kind, code, language) or gettext(text)


def in_words(day: date | None, language: str) -> str:
    """3 March 2026, 3 mars 2026, 3 de marzo de 2026, 2026年3月3日; "" for no date."""
    if day is None:
        return ""
    if language == "fr" and day.day == 1:
        return format_date(day, "1'er' MMMM y", locale=Locale("fr"))
    locale = Locale.parse(language, sep="-")
    return format_date(day, "d MMMM y" if locale.language in LANGUAGES else "long", locale=locale)


def references(whole: Whole, at_home: bool) -> list[str]:
    """The numbers of the other State. A number whose owner nobody noted is not shown to an authority of ours.

    Of a request of ours: at home the requester's own number, abroad those under which the other State keeps it.
    """
    if whole.case.side == "outgoing":
        return _of_our_request(whole, at_home)
    owners = {fold(owner) for owner in (whole.case.requesting, whole.case.transmitting, whole.case.conducting) if owner}
    owners |= set() if at_home else {""}
    return [reference.text for reference in whole.references if fold(reference.owner) in owners]


def _of_our_request(whole: Whole, at_home: bool) -> list[str]:
    if at_home:
        return [whole.case.outgoing.requester_number] if whole.case.outgoing.requester_number else []
    home = fold(whole.case.requesting)
    theirs = [one.text for one in whole.references if one.owner and fold(one.owner) != home]
    return list(dict.fromkeys([*(part.their_number for part in whole.parts if part.their_number), *theirs]))


told = partial(say, gettext=gettext, ngettext=ngettext)
"""A rule's sentence in the language that is active."""
