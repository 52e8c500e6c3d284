"""Where two engines read a number differently, and the blanks that one of them lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

NUMBER = re.compile(r"\d(?:[\d.,/:'\u00a0 -]*\d)?")
"""A number as written: digits with what stands between them ("2,350,000", "EE38 2200" from its first digit, "3/2026")."""

LOOKALIKES = str.maketrans("OoОоQlI|ІSBZ", "000001111582")
"""Letters that an engine without the context reads for digits: where the other reads the digit, both saw the same shape."""

INDIC = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

ALIKE = 0.5
"""Readings less alike than this are of different things: the second engine failed, and every number stands alone."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`text[start:end]` is a number of the first reading, `other` what the second has there."""

    start: int
    end: int
    other: str


def has_digits(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def differences(text: str, second: str) -> list[Difference]:
    """Numbers of *text* that *second* does not confirm digit by digit, and numbers that only *second* has.

    >>> differences("EUR 60,000 on 4 May", "EUR 610,000 on 4 May")
    [Difference(start=4, end=10, other='610,000')]
    """
    if Levenshtein.normalized_similarity(_plain(text), _plain(second)) < ALIKE:
        return [Difference(*match.span(), "") for match in NUMBER.finditer(text)]
    places = _places(text, second)
    found = [_compared(text, second, match.start(), match.end(), places) for match in NUMBER.finditer(text)]
    return [one for one in found if one] + _missed(text, second, places)


def with_lost_blanks(text: str, second: str) -> str:
    """*text* with the blanks that only *second* saw, where both agree on the signs on either side.

    >>> with_lost_blanks("later than15 January", "later than 15 January")
    'later than 15 January'
    """
    edits = list(Levenshtein.opcodes(text, second))
    result: list[str] = []
    for before, edit, after in zip([None, *edits], edits, [*edits[1:], None], strict=False):
        result.append(text[edit.src_start : edit.src_end])
        lost = edit.tag == "insert" and second[edit.dest_start : edit.dest_end] == " "
        if lost and before and after and before.tag == after.tag == "equal" and _may_part(text, edit.src_start):
            result.append(" ")
    return "".join(result)


def _may_part(text: str, at: int) -> bool:
    """Digits are never parted here: whether "350 000" is one number is the first engine's word against the second's."""
    left, right = text[at - 1], text[at]
    return (left.isalnum() and right.isalnum() and not (left.isdigit() and right.isdigit())) or (
        left in "°,;:)" and right.isalpha()
    )


def _plain(text: str) -> str:
    return "".join(text.translate(INDIC).split())


def _digits(text: str) -> str:
    return "".join(sign for sign in text.translate(INDIC).translate(LOOKALIKES) if sign.isdigit())


def _places(text: str, second: str) -> list[int]:
    """For each border between signs of *text* (0..len), the border in *second* that lies at the same place."""
    places = [0] * (len(text) + 1)
    for edit in Levenshtein.opcodes(text.translate(INDIC), second.translate(INDIC)):
        for step in range(edit.src_end - edit.src_start + 1):
            places[edit.src_start + step] = min(edit.dest_start + step, edit.dest_end)
    return places


def _compared(text: str, second: str, start: int, end: int, places: list[int]) -> Difference | None:
    first, last = _widened(second, places[start], places[end], places[max(0, start - 1)])
    there = second[first:last]
    return None if _digits(there) == _digits(text[start:end]) else Difference(start, end, there.strip())


def _widened(second: str, first: int, last: int, back: int) -> tuple[int, int]:
    """Take in the rest of a number of which the first engine saw only a part ("350,000" of "2,350,000")."""
    first = min(first, back) if second[back:first].strip(" .,") and has_digits(second[back:first]) else first
    while first > 0 and (
        second[first - 1].isdigit() or (second[first - 1] in ".,/" and second[first - 2 : first - 1].isdigit())
    ):
        first -= 1
    while last < len(second) and second[last].isdigit():
        last += 1
    return first, last


def _missed(text: str, second: str, places: list[int]) -> list[Difference]:
    """Numbers of two or more digits in *second* where *text* has none at all: marked at the word that stands there."""
    found: list[Difference] = []
    for match in re.finditer(r"(?<!\w)\d[\d.,]*\d(?!\w)", second):
        start = next((at for at in range(len(text)) if places[at] > match.start()), len(text))
        end = next((at for at in range(start, len(text)) if places[at] >= match.end()), len(text))
        around = text[max(0, start - 2) : end + 2]
        if not has_digits(around):
            first, last = _word_at(text, start)
            found.append(Difference(first, last, match.group()))
    return found


def _word_at(text: str, at: int) -> tuple[int, int]:
    at += len(text[at:]) - len(text[at:].lstrip())
    first = text.rfind(" ", 0, at) + 1
    last = text.find(" ", at)
    return first, len(text) if last < 0 else last


def runs_together(text: str) -> bool:
    """Whether a word looks like two: a capital after a small letter ("MeridianConsulting"), or no blank in a long stretch."""
    return re.search(r"[^\W\d_A-Z][A-Z]|[^\W\d_]{19,}", text) is not None
