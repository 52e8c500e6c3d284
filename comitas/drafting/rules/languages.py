"""The languages of letters: those that the program has words for, and any other that an authority writes wordings in."""

from babel import Locale, UnknownLocaleError
from babel.localedata import exists

from comitas.core.text import N_
from comitas.drafting.rules.kinds import LANGUAGES

LONGEST = 12
UNKNOWN = N_("There is no language with this code. Codes are such as es, ru, ar, pt-BR.")


def tidy(code: str) -> str:
    """The code as it is kept: "pt-BR" for "PT_br"; "" for what is no language."""
    try:
        found = Locale.parse(code.strip().replace("_", "-")[:LONGEST], sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return ""
    return str(found).replace("_", "-") if exists(str(found)) else ""


def own_name(code: str) -> str:
    """The name of the language in itself: español."""
    return (Locale.parse(code, sep="-").get_display_name(code.replace("-", "_")) or code) if tidy(code) else code


def name_in(code: str, language: str) -> str:
    """The name of the language in another: Spanish, espagnol."""
    if not tidy(code):
        return code
    return Locale.parse(code, sep="-").get_display_name(language.replace("-", "_")) or code


def right_to_left(code: str) -> bool:
    """Whether it is written from right to left."""
    return bool(tidy(code)) and Locale.parse(code, sep="-").character_order == "right-to-left"


__all__ = ["LANGUAGES", "LONGEST", "UNKNOWN", "name_in", "own_name", "right_to_left", "tidy"]
