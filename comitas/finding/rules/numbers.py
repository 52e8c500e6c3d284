"""Numbers that tie cases together: of files, accounts and papers, without their punctuation."""

import re
from collections.abc import Iterable, Iterator

from comitas.cases.rules.search import folded_reference

FEWEST = 5
"""Signs of a number that says something: "12" stands in every file."""

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\b")


def written(texts: Iterable[str]) -> str:
    """Each without punctuation, between blanks, so that one can be asked for whole."""
    found = dict.fromkeys(folded for text in texts if text and (folded := folded_reference(text)))
    return f" {' '.join(found)} " if found else ""


def ibans(*texts: str) -> Iterator[str]:
    """The account numbers that stand in *texts* and whose check digits are right (ISO 13616)."""
    for text in texts:
        for match in _IBAN.finditer(text):
            if found := _checked(re.sub(r"[ -]", "", match[0])):
                yield found


def _checked(number: str) -> str:
    """The longest beginning that is an IBAN: a word may follow it without a stop."""
    for end in range(min(len(number), 34), 14, -1):
        moved = number[4:end] + number[:4]
        if int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1:
            return number[:end]
    return ""


def telling(kept: str) -> list[str]:
    """Of what is kept, the numbers that are long enough to tie two cases together: they have a digit."""
    return [one for one in kept.split() if len(one) >= FEWEST and any(sign.isdigit() for sign in one)]
