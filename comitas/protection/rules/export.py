"""What goes to the archives: a ZIP of originals and rows with a manifest that names the digest of each, streamed and always the same.

ZIP without compression and with fixed times, so that the same case gives the same bytes. The digests are those of the files inside.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import rfc8785

MANIFEST = "manifest.json"
TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the export, before its bytes are read."""

    name: str
    size: int
    sha256: str


def safe_name(number: int, name: str) -> str:
    """The name of an original inside the ZIP: its place in the order keeps two of one name apart."""
    plain = "".join(sign if sign.isalnum() or sign in " .-_()" else "_" for sign in name).strip(" .") or "file"
    return f"documents/{number:04d} {plain[-100:]}"


def manifest(number: str, members: Iterable[Member]) -> bytes:
    """The list of everything inside, in canonical JSON (RFC 8785), so that its digest stands for all of it."""
    files: list[Any] = [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in members]
    return rfc8785.dumps({"format": 1, "number": number, "files": files})


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def rows_file(rows: list[dict[str, object]]) -> bytes:
    """Rows of a table as a file that a person can read as well."""
    return (json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


class _Pipe:
    """What the ZIP is written into: nothing is kept that was handed on."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing lies here that could be."""

    def taken(self) -> Iterator[bytes]:
        yield from self.waiting
        self.waiting.clear()


def zipped(files: Iterable[tuple[str, int, Iterable[bytes]]]) -> Iterator[bytes]:
    """A ZIP of (name, size, pieces), piece by piece."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as made:  # type: ignore[call-overload]  # it only writes
        for name, size, pieces in files:
            info = zipfile.ZipInfo(name, TIME)
            info.file_size = size
            with made.open(info, "w", force_zip64=size > 2**31 - 1) as into:
                for piece in pieces:
                    into.write(piece)
                    yield from pipe.taken()
            yield from pipe.taken()
    yield from pipe.taken()
