"""The name a sender gave to a file: a claim, kept for people to read, never used as a path.

What is taken out: folders, control characters, and the signs that change the direction of writing (UAX #9: with them
"gpj.exe" can be made to read "exe.jpg").
"""

import re
import unicodedata

LONGEST = 180
"""Characters kept. With a prefix and in any encoding it stays below the 255 bytes or 255 units that file systems take, nearly
always; longer names are cut before their ending."""

LONGEST_READ = 16_384
"""Characters looked at, from the end: more is no name."""

LONGEST_ENDING = 10
"""Characters of an ending such as ".sig.xml" worth keeping when a name is cut."""

UNNAMED = "unnamed"

_JOINERS = "\u200c\u200d"  # needed to write Persian and the languages of India
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")


def cleaned(name: str) -> str:
    """*name* without folders, control and direction signs, at most `LONGEST` characters; `UNNAMED` when nothing is left."""
    last = re.split(r"[/\\]", name[-LONGEST_READ:])[-1]
    shown = "".join(sign for sign in unicodedata.normalize("NFC", last) if _is_kept(sign))
    plain = re.sub(r"\s+", " ", shown).strip(" .") if shown.strip(". ") else ""
    return _cut(plain).strip(" .") or UNNAMED


def _is_kept(sign: str) -> bool:
    return sign in _JOINERS or sign.isspace() or unicodedata.category(sign) not in _DROPPED


def _cut(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) >= LONGEST_ENDING:
        return name[:LONGEST]
    return stem[: LONGEST - len(ending) - 1] + dot + ending
