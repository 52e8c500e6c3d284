"""Names folded for searching: without case, accents, vowel points or punctuation, in any script.

The database's own `unaccent` dictionary leaves Arabic, Hebrew and most of Cyrillic as it is, so the fold is made here
once and kept beside the name.
"""

import unicodedata
from collections.abc import Mapping

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
        "ى": "ي", "ة": "ه", "ٱ": "ا", "ـ": "", "’": "", "'": "", "ʼ": "",
    }
)  # fmt: skip
"""Letters that have no decomposition in Unicode but are searched without their stroke, ligature or final form."""


def fold(text: str) -> str:
    """*text* in the form in which names are compared. Never longer than twice the text for names in real languages."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LETTERS)
    kept = (_plain(letter) for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


def _plain(letter: str) -> str:
    return letter if letter.isalnum() else " "


def best_name(names: Mapping[str, str], language: str) -> str:
    """The name for a reader of *language*: in that very tag, else in any tag of the same language, else empty."""
    if language in names:
        return names[language]
    base = language.split("-", 1)[0].lower()
    return next((names[tag] for tag in sorted(names) if tag.split("-", 1)[0].lower() == base), "")
