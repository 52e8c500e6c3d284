"""The number of a case and of its parts: 2026/0021 and 2026/0021-3. Beyond 9999 a number simply grows longer."""

import re

_WRITTEN = re.compile(
    r"(?:(?P<year>\d{4})\s*[/\- ]\s*)?(?P<serial>\d{1,7})(?:\s*-\s*(?:(?P<part>\d{1,3})|[Ll]\d{1,3}))?"
)
FIRST_YEAR, LAST_YEAR = 1900, 2199


def case_number(year: int, serial: int, part: int = 0) -> str:
    """YYYY/NNNN, or YYYY/NNNN-P for a part."""
    return f"{year}/{serial:04d}" + (f"-{part}" if part else "")


def said_part(text: str) -> int:
    """The part in a number that somebody types: 3 in "2026/0021-3", 0 where none is named."""
    match = _WRITTEN.fullmatch(text.strip()) if text.isascii() else None
    return int(match["part"] or 0) if match else 0


def said_number(text: str) -> tuple[int, int] | None:
    """Year and serial that somebody types to find a case: "2026/0021", "2026/21-3", "0021" (year 0: any), or None.

    The number of a letter, "2026/0021-L3", names its case too.
    """
    match = _WRITTEN.fullmatch(text.strip()) if text.isascii() else None
    if match is None:
        return None
    year, serial = int(match["year"] or 0), int(match["serial"])
    return (year, serial) if serial and (not year or FIRST_YEAR <= year <= LAST_YEAR) else None
