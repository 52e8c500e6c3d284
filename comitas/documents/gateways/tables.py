"""The rows of a workbook, read in the box: a table of ten thousand rows is too long to be set on pages."""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from threading import Timer
from typing import Any

from comitas.documents.gateways import box
from comitas.documents.rules import limits

PROGRAM = "comitas.documents.conversion.tabulate"


def tabulated(original: Iterator[bytes]) -> bytes:
    """The lines that the program in the box tells, checked to be what they should be. A refusal is a line as well."""
    if box.available():
        return _refused("no-box")
    with tempfile.TemporaryFile(dir="/dev/shm") as file:
        for segment in original:
            file.write(segment)
        file.seek(0)
        return _told(file)


def _told(file: Any) -> bytes:
    with box.start(
        [sys.executable, "-P", "-m", PROGRAM], stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as inside:
        assert inside.stdout is not None  # noqa: S101 - it was asked for
        late = Timer(limits.TABULATING_SECONDS, inside.kill)
        late.start()
        try:
            told = inside.stdout.read(limits.TABLE_BYTES + 1)
        finally:
            late.cancel()
            inside.kill()
    if len(told) > limits.TABLE_BYTES:
        return _refused("too-large")
    with contextlib.suppress(ValueError, IndexError):
        lines = told.splitlines()
        last = json.loads(lines[-1])
        if "refused" in last or "done" in last and all(_is_line(json.loads(line)) for line in lines[:-1]):
            return told
    return _refused("damaged")


def _is_line(told: Any) -> bool:
    """What comes out of the box is not trusted: a sheet with its name, or a number with texts."""
    if isinstance(told, dict):
        return set(told) == {"sheet"} and isinstance(told["sheet"], str)
    return (
        isinstance(told, list)
        and len(told) == 2
        and isinstance(told[0], int)
        and all(isinstance(cell, str) for cell in told[1])
    )


def _refused(code: str) -> bytes:
    return json.dumps({"refused": code}).encode()
