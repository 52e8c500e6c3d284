"""A list of breached passwords on the disk, as Have I Been Pwned offers it for download: "SHA-1:count" a line, in the order of the digests.

It is forty gigabytes and is never read whole: some forty short reads find a digest, or that it is absent. The standard library only.
"""

import re
from pathlib import Path
from typing import BinaryIO

DIGEST = 40  # signs of a SHA-1 in hexadecimal
LONGEST = 100  # bytes of a line
LINE = re.compile(rb"[0-9A-Fa-f]{40}(:\d{1,15})?\s*")
SAMPLES = 16


def holds(path: Path, digest: str) -> bool:
    """Whether a line begins with *digest* (hexadecimal); OSError where the file cannot be read."""
    wanted = digest.upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:  # `low` is where a line begins; every line before it is smaller
            middle = (low + high) // 2
            start, line = _line_from(file, middle)
            if start >= high or _digest(line) >= wanted:
                high = middle
            else:
                low = file.tell()
        return _digest(_line_from(file, low)[1]) == wanted


def unfit(path: Path) -> str:
    """What keeps *path* from being such a list, as the end of a sentence; "" for one that looks right in several places."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            found = [_line_from(file, size * n // SAMPLES)[1] for n in range(SAMPLES)]
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    lines = [line for line in found if line]
    if not lines or not all(LINE.fullmatch(line) for line in lines):
        return "does not hold a SHA-1 digest a line"
    digests = [_digest(line) for line in lines]
    return "" if digests == sorted(digests) else "is not in the order of its digests"


def _digest(line: bytes) -> bytes:
    return line[:DIGEST].upper()


def _line_from(file: BinaryIO, place: int) -> tuple[int, bytes]:
    """The first line that begins at *place* or after it, and where."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline(LONGEST)
    return file.tell(), file.readline(LONGEST)
