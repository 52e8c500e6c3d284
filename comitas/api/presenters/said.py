"""What all answers are made of: codes with their words, and whole answers."""

from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import ConfigDict

from comitas.cases.rules.words import Value, say


class Out(Schema):
    """An answer, or a piece of one. What stands in it is what the document says, and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Term(Out):
    """A code, which stays as it is, and its words in the language asked for."""

    code: str
    words: str


class Linked(Out):
    """`next`: the address of the following page; none on the last one."""

    next: str | None


def term(code: str, words: str | None) -> Term:
    """A code whose words nobody knows any more is its own word."""
    return Term(code=code, words=_(words) if words else code)


def term_or_none(code: str, table: Any) -> Term | None:
    """From a table of words by code; None for a code that is not set."""
    return term(code, table.get(code)) if code else None


def told(words: Value) -> str:
    """What a rule says, in the language asked for."""
    return say(words, _, ngettext, _day)


def _day(value: date) -> str:
    return str(format_date(value, "d MMMM y", locale=Locale.parse(get_language() or "en", sep="-")))
