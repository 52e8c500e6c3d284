"""Dates in letters of seven languages: found, made ISO 8601, and marked where day and month could be exchanged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comitas.intake.rules.folding import fold
from comitas.intake.rules.sheet import Sheet
from comitas.intake.rules.words.months import MONTHS
from comitas.intake.rules.words.spelt_numbers import CHINESE_DIGITS, DAYS, YEARS

# One reading of one date: a place name and a weekday may stand with it.
LONGEST_SAID = 200
# A letter may name the day a treaty was signed or an old person was born, and a limitation period that ends late.
FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_DATES = 200


@dataclass(frozen=True)
class Dated:
    """A date at [start, end) of a sheet's text; `ambiguous` where day and month could be exchanged, or a digit lost."""

    start: int
    end: int
    iso: str
    ambiguous: bool


def _either(words: dict[str, int]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", " ?") for w in sorted(words, key=len, reverse=True))


def _bare(words: str) -> str:
    return words.replace(" ", "")


_MONTH = {fold(name): n for names in MONTHS.values() for n, group in enumerate(names, start=1) for name in group}
_DAY_WORD = {fold(word): n for words in DAYS.values() for word, n in words.items()}
_YEAR_WORD = {fold(word): n for words in YEARS.values() for word, n in words.items()}
_BARE_MONTH, _BARE_DAY, _BARE_YEAR = ({_bare(w): n for w, n in t.items()} for t in (_MONTH, _DAY_WORD, _YEAR_WORD))
_M = rf"(?P<m>{_either(_MONTH)})(?: ?[/(-] ?(?:{_either(_MONTH)})\)?)?\.?"
_Y = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_HAN = "[〇零一二三四五六七八九十]"

_DAY_MONTH = re.compile(
    rf"(?<![\d/])(?P<d>\d{{1,2}})\"?(?:er|st|nd|rd|th|o|\.|-)?,? ?(?:de |of |day of )?{_M},? ?(?:de[l]? |of )?{_Y}"
)
_MONTH_DAY = re.compile(rf"(?<![a-z]){_M} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? ?{_Y}")
_WORDS = re.compile(
    rf"(?<![a-z\u0400-\u04ff])(?P<d>{_either(_DAY_WORD)}),? ?(?:day )?(?:de |of |من )?(?:شهر )?{_M}"
    rf"(?:,| de| in the year| سنه| عام)? ?(?P<y>(?:19|20)\d\d(?!\d)|{_either(_YEAR_WORD)})"
)
_ISO = re.compile(rf"(?<![\d/.\-\w]){_Y[:-6]}(?P<s>[-./])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?![\d/]|[-.]\w)")
_FIGURES = re.compile(
    r"(?<![\d/.\-\w])(?P<d>\d{1,2})(?P<s>[./-])(?P<m>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?![\d/]|[-.]\w)"
)
_CHINESE = re.compile(
    rf"(?P<y>(?:19|20) ?\d ?\d|[〇零一二三四五六七八九]{{4}}) ?年 ?(?P<m>\d{{1,2}}|{_HAN}{{1,3}}) ?月 ?(?P<d>\d{{1,2}}|{_HAN}{{1,3}}) ?[日号]"
)


def chinese_number(numeral: str) -> int:
    """二〇二六 is 2026, 二十八 is 28, 28 is 28. Digits alone are read one by one; 十 counts tens."""
    if numeral.isdecimal():
        return int(numeral)
    if "十" not in numeral:
        return int("".join(str(CHINESE_DIGITS[digit]) for digit in numeral))
    tens, ones = numeral.split("十", 1)
    return (CHINESE_DIGITS[tens] if tens else 1) * 10 + (CHINESE_DIGITS[ones] if ones else 0)


def find_dates(sheet: Sheet) -> tuple[Dated, ...]:
    """All dates of a sheet in their order; overlapping readings are settled for the longest."""
    return settle(dates_in(sheet.text))


def said_date(words: str) -> date | None:
    """The one date that *words* of a letter say, in whatever language they are; None where they say none, or several."""
    said = {hit.iso for hit in settle(dates_in(fold(words[:LONGEST_SAID])))}
    return date.fromisoformat(said.pop()) if len(said) == 1 else None


def dates_in(text: str) -> list[Dated]:
    """All dates in folded text, overlapping ones included."""
    found = [
        _made(m, _BARE_MONTH[_bare(m["m"])], int(m["d"]), int(m["y"]), _day_may_be_cut(m))
        for m in _matches(_DAY_MONTH, text)
    ]
    found += [_made(m, _BARE_MONTH[_bare(m["m"])], int(m["d"]), int(m["y"])) for m in _matches(_MONTH_DAY, text)]
    found += [_spelt(m) for m in _matches(_WORDS, text)]
    found += [_made(m, int(m["m"]), int(m["d"]), int(m["y"])) for m in _matches(_ISO, text)]
    found += [_figures(m) for m in _matches(_FIGURES, text)]
    found += [_chinese(m) for m in _matches(_CHINESE, text)]
    return [hit for hit in found if hit is not None]


def settle(hits: Iterable[Dated]) -> tuple[Dated, ...]:
    """Longest first, no overlaps, in order of the text."""
    kept: list[Dated] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda h: h.start)[:MAX_DATES])


def _matches(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return [m for _, m in zip(range(MAX_DATES), pattern.finditer(text), strict=False)]


def _made(match: re.Match[str], month: int, day: int, year: int, ambiguous: bool = False) -> Dated | None:
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return None
    return Dated(match.start(), match.end(), iso, ambiguous) if FIRST_YEAR <= year <= LAST_YEAR else None


def _day_may_be_cut(match: re.Match[str]) -> bool:
    """Whether a digit and a blank stand before: "1 5 January" may be the fifteenth."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    return before[:1].isdigit() and before[1:] == " "


def _spelt(match: re.Match[str]) -> Dated | None:
    year = int(match["y"]) if match["y"].isdecimal() else _BARE_YEAR[_bare(match["y"])]
    return _made(match, _BARE_MONTH[_bare(match["m"])], _BARE_DAY[_bare(match["d"])], year)


def _figures(match: re.Match[str]) -> Dated | None:
    """Day first, unless only month first gives a date. With points the day always comes first."""
    first, second, year = int(match["d"]), int(match["m"]), int(match["y"])
    if second > 12 and match["s"] != ".":
        return _made(match, first, second, year)
    return _made(match, second, first, year, match["s"] != "." and first <= 12 and first != second)


def _chinese(match: re.Match[str]) -> Dated | None:
    month, day, year = (chinese_number(match[part].replace(" ", "")) for part in ("m", "d", "y"))
    return _made(match, month, day, year)
