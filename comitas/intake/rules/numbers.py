"""Our own numbers, and the comparison of anybody's.

Three numbers an item may carry: the arrival's, automatic for every item (A-2026-0412); the entry in the register, gapless in
its year (0007/2026); the case's (2026/0021) and its parts' (2026/0021-3). Beyond 9999 a number simply grows longer.
"""

import re
from dataclasses import dataclass

from comitas.intake.rules.folding import fold

FIRST_YEAR, LAST_YEAR = 1990, 2199
MAX_ORDINAL = 9_999_999
MAX_PART = 999

_ARRIVAL = re.compile(r"A-(?P<year>\d{4})-(?P<ordinal>\d{4,7})")
_ENTRY = re.compile(r"(?P<ordinal>\d{4,7})/(?P<year>\d{4})")
_CASE = re.compile(r"(?P<year>\d{4})/(?P<ordinal>\d{4,7})(?:-(?:(?P<part>[1-9]\d{0,2})|L[1-9]\d{0,2}))?")

# For `propose(ours=...)`: arrivals, cases, parts and letters as a letter may quote them. A register entry has the shape of half the world's
# references, so it is only believed beside a label.
OURS: tuple[re.Pattern[str], ...] = (
    re.compile(r"A-(?:19|20|21)\d{2}-\d{4,7}"),
    re.compile(r"(?:19|20|21)\d{2}/\d{4,7}(?:-L?[1-9]\d{0,2})?"),
)
MOST_QUOTED = 20


@dataclass(frozen=True, order=True)
class Numbered:
    """A number of a year; `part` is 0 unless it is a part of a case."""

    year: int
    ordinal: int
    part: int = 0

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"{self.year} is no year of a register.")
        if not 1 <= self.ordinal <= MAX_ORDINAL or not 0 <= self.part <= MAX_PART:
            raise ValueError("A number counts from 1 and has at most seven digits; a part has at most three.")


def arrival_number(year: int, ordinal: int) -> str:
    """A-YYYY-NNNN."""
    number = Numbered(year, ordinal)
    return f"A-{number.year}-{number.ordinal:04}"


def entry_number(year: int, ordinal: int) -> str:
    """NNNN/YYYY, an entry in the register."""
    number = Numbered(year, ordinal)
    return f"{number.ordinal:04}/{number.year}"


def case_number(year: int, ordinal: int, part: int = 0) -> str:
    """YYYY/NNNN, or YYYY/NNNN-P for a part."""
    number = Numbered(year, ordinal, part)
    return f"{number.year}/{number.ordinal:04}" + (f"-{number.part}" if number.part else "")


def parse_arrival(text: str) -> Numbered | None:
    """The arrival a text names, or None if it names none."""
    return _parse(_ARRIVAL, text.strip().upper())


def parse_entry(text: str) -> Numbered | None:
    """The register entry a text names, or None."""
    return _parse(_ENTRY, text.strip())


def parse_case(text: str) -> Numbered | None:
    """The case, or part, a text names, be it by the number of a letter in it (2026/0021-L3); or None."""
    return _parse(_CASE, text.strip())


def _parse(pattern: re.Pattern[str], text: str) -> Numbered | None:
    match = pattern.fullmatch(text) if text.isascii() else None
    if match is None:
        return None
    try:
        return Numbered(int(match["year"]), int(match["ordinal"]), int(match.groupdict().get("part") or 0))
    except ValueError:
        return None


def quoted(text: str) -> tuple[str, ...]:
    """Numbers in our own patterns that stand alone in a line such as the subject of a mail, each once."""
    found = (match[0] for pattern in OURS for match in re.finditer(rf"(?<![\w/.\-]){pattern.pattern}(?![\w/\-])", text))
    return tuple(dict.fromkeys(found))[:MOST_QUOTED]


def missing_entries(ordinals: frozenset[int]) -> tuple[int, ...]:
    """The ordinals missing below the highest of a year's register: an auditor expects none."""
    return tuple(n for n in range(1, max(ordinals, default=0)) if n not in ordinals)


# Letters of other scripts, and capitals, that a scan or a keyboard puts in the place of a Latin letter or a digit.
_LOOK_ALIKE = str.maketrans(
    "авекмнорстухіјѕԁԛԝοαενρτυχικλıl|!",
    "abekmhopctyxijsdqwoaevptyxikiiiii",
)
_DIGIT_LIKE = str.maketrans("oiszb", "01528")
MAX_REFERENCE = 200


def normalised_reference(reference: str) -> str:
    """A reference for search: without blanks and punctuation, capitals and accents, look-alikes of other scripts made Latin.

    "PG/IC/0417 – 26" and "pg ic 0417/26" are the same. Letters stay letters: see `search_key` for what scans confuse.
    """
    folded = fold(reference[:MAX_REFERENCE]).translate(_LOOK_ALIKE)
    return "".join(c for c in folded if c.isalnum())


def search_key(reference: str) -> str:
    """The normalised reference with the letters that scans take for digits (O, I, S, Z, B) made those digits."""
    return normalised_reference(reference).translate(_DIGIT_LIKE)
