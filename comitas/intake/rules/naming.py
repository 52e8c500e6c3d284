"""Whom the words of a measure name: only they belong to its part, for each part goes to an authority that learns no more.

In doubt nobody is named: a person too few is a blank that an officer fills, a person too many is a disclosure.
"""

import re
from collections.abc import Sequence

from comitas.intake.rules.folding import fold
from comitas.intake.rules.words.people_words import HONORIFICS

_WORD = re.compile(r"\w+")
_WRITTEN_TOGETHER = re.compile(r"[\u0600-\u06ff\u3400-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_HONOUR = "|".join(re.escape(fold(word)) for word in sorted(HONORIFICS, key=len, reverse=True))
# A name in another case: "Щербакова Юрия" for "Щербаков Юрий"; what stands before the ending is at least the stem.
CASE_ENDING, STEM = 2, 3


def named_in(words: str, names: Sequence[str]) -> tuple[int, ...]:
    """The places in *names* of those whom *words* name: with the whole name, or with an honorific and a surname that one has.

    Capitals, accents, punctuation and the order of the words do not count; Russian names may stand in another case. Arabic and
    Chinese names must stand as they are, for prefixes and neighbours are written together with them.
    """
    text = fold(words)
    found = set(_WORD.findall(text))
    surnames = [_surname(name) for name in names]
    return tuple(
        place
        for place, name in enumerate(names)
        if (_written(name, text, names) if _WRITTEN_TOGETHER.search(name) else _whole(name, found))
        or (surnames[place] and _alone(place, surnames[place], names) and _honoured(surnames[place], text))
    )


def _written(name: str, text: str, names: Sequence[str]) -> bool:
    """Whether a name without blanks stands there by itself: 王丽 does not stand in 王丽华 where that is a name too."""
    sought, left = _joined(name), text.replace(" ", "")
    for longer in (_joined(other) for other in names):
        if sought != longer and sought in longer:
            left = left.replace(longer, "")
    return sought in left


def _joined(name: str) -> str:
    return fold(name).replace(" ", "")


def _whole(name: str, found: set[str]) -> bool:
    parts = _parts(name)
    return bool(parts) and all(any(_same(part, word) for word in found) for part in parts)


def _parts(name: str) -> list[str]:
    """The words of a name without initials, which stand in every sentence."""
    return [part for part in _WORD.findall(fold(name)) if len(part) > 1]


def _same(part: str, word: str) -> bool:
    stem = part[: max(len(part) - CASE_ENDING, STEM)]
    inflected = _CYRILLIC.fullmatch(part) and stem != part and abs(len(part) - len(word)) <= CASE_ENDING
    return part == word or bool(inflected and word.startswith(stem))


def _surname(name: str) -> str:
    """What stands in capitals, as letters write surnames; otherwise the last word. Empty where a name has one word only."""
    written = _WORD.findall(name)
    if len(written) < 2 or _WRITTEN_TOGETHER.search(name) or _CYRILLIC.search(fold(name)):
        return ""
    capitals = [word for word in written if len(word) > 1 and word.isupper()]
    return fold(" ".join(capitals if 0 < len(capitals) < len(written) else written[-1:]))


def _alone(place: int, surname: str, names: Sequence[str]) -> bool:
    """Whether nobody else's name has the surname in it: a brother, a wife, the company that bears it."""
    others = {part for other, name in enumerate(names) if other != place for part in _parts(name)}
    return not others & set(surname.split())


def _honoured(surname: str, text: str) -> bool:
    return re.search(rf"(?<!\w)(?:{_HONOUR})\.? {re.escape(surname)}(?!\w)", text) is not None
