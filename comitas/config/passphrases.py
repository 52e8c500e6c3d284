"""Asking for a passphrase: from a file, or typed at a terminal without showing it."""

import getpass
import sys
from pathlib import Path

from comitas.config.bundle import Broken


def from_file(path: Path) -> str:
    """The first line of *path*, or of what is piped in where that is "-". `Broken` where it cannot be read."""
    if path == Path("-"):
        return sys.stdin.readline().rstrip("\n")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Broken(f"The passphrase cannot be read from {path}.") from error
    return lines[0] if lines else ""


def asked(words: str, *, twice: bool) -> str | None:
    """A passphrase typed by a person; None where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        return None
    first = getpass.getpass(f"{words}: ")
    if twice and getpass.getpass("The same again: ") != first:
        raise Broken("The two passphrases differ: nothing was written.")
    return first
