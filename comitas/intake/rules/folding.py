"""Folding: letters made comparable (capitals, accents, digits of other scripts, dashes), with the way back to the original.

Scans lose accents and blanks, and write one digit in four scripts. Every rule therefore looks at folded text, and every
folded character remembers where it stood.
"""

import re
import unicodedata
from functools import lru_cache

_GIVEN = {
    "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'",
    "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "°": "o", "º": "o", "ª": "a", "№": "no",
    "〔": "[", "〕": "]", "【": "[", "】": "]", "。": ".", "、": ",", "，": ",", "：": ":", "；": ";", "،": ",", "؛": ";",
    "ى": "ي", "ة": "ه", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "○": "〇",
}  # fmt: skip
# One Arabic ligature unfolds into a sentence of eighteen letters; four hold every letter and fraction in use.
MAX_FOLDED = 4
_TATWEEL = "ـ"


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """The folded form of one character: "" for marks and direction signs, a blank for any blank."""
    if letter in _GIVEN:
        return _GIVEN[letter]
    if letter.isspace():
        return " "
    if letter == _TATWEEL or unicodedata.category(letter) in {"Mn", "Cf", "Cc"}:
        return ""
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.digit(letter))
    base = "".join(c for c in unicodedata.normalize("NFKD", letter) if unicodedata.category(c) != "Mn").lower()
    return "".join(_GIVEN.get(c, c) for c in base).replace(" ", "")[:MAX_FOLDED]


def fold(text: str) -> str:
    """*text* folded, runs of blanks made one."""
    return re.sub(" +", " ", "".join(fold_letter(c) for c in text)).strip()


_WORD_LETTER = re.compile(r"[a-z\u0400-\u04ff]")
GAP = "~"


@lru_cache(maxsize=4096)
def phrase(words: str, gap: int = 50) -> str:
    """A pattern for a phrase of a table: blanks may be lost, `~` stands for up to *gap* characters of the same sentence.

    The pattern has no unbounded repetition. Latin and Cyrillic phrases begin at the beginning of a word; endings are free.
    """
    folded = fold(words)
    parts = [re.escape(part.strip()).replace(r"\ ", " ?") for part in folded.split(GAP)]
    pattern = rf"[^.;\n]{{0,{gap}}}?".join(parts)
    return rf"(?<![a-z\u0400-\u04ff]){pattern}" if _WORD_LETTER.match(folded) else pattern


def any_of(table: dict[str, tuple[str, ...]] | tuple[str, ...]) -> str:
    """A pattern for any phrase of a table by language, or of a tuple; longer phrases are tried first."""
    phrases = table if isinstance(table, tuple) else tuple(p for words in table.values() for p in words)
    ordered = sorted(dict.fromkeys(phrases), key=lambda p: (-len(p), p))
    return "(?:" + "|".join(phrase(p) for p in ordered) + ")"
