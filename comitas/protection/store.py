"""The list of destructions: a file outside the database, so that whoever restores an old backup destroys again what was destroyed.

One line of JSON each, signed (Ed25519, RFC 8032) with the key of the ledger's checkpoints; appended to and flushed, never rewritten.
Later lines of a destruction count. Nothing in it is personal.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE = "signature"


class ListBroken(Exception):
    """A line of the list was altered, or somebody else signed it."""


def append(path: Path, entry: dict[str, Any], key: Ed25519PrivateKey) -> None:
    """Add a line; on disk when this returns. What a power failure cut is closed off first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**entry, SIGNATURE: key.sign(rfc8785.dumps(entry)).hex()}, sort_keys=True)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        size = os.fstat(descriptor).st_size
        whole = not size or os.pread(descriptor, 1, size - 1) == b"\n"
        os.write(descriptor, (("" if whole else "\n") + text + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sign_anew(path: Path, old: Ed25519PrivateKey, new: Ed25519PrivateKey) -> int:
    """Every line signed by *new* instead of *old*, the file replaced at once; returns how many. `ListBroken`. May run twice."""
    keys = [old.public_key(), new.public_key()]
    told = [_verified(line, number, keys) for number, line in _whole_lines(path)]
    if told:
        fresh = path.with_name(f".{path.name}.fresh")
        fresh.unlink(missing_ok=True)
        for each in told:
            append(fresh, each, new)
        fresh.replace(path)
    return len(told)


def entries(path: Path, keys: list[Ed25519PublicKey]) -> dict[str, dict[str, Any]]:
    """The last line of each destruction, by its id, in the order of the first. `ListBroken`, with the line's number."""
    found: dict[str, dict[str, Any]] = {}
    for number, line in _whole_lines(path):
        told = _verified(line, number, keys)
        found[told["destruction"]] = told
    return found


def _whole_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that are JSON. One that a power failure cut off is none: its destruction is under way still, and writes another."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        with contextlib.suppress(json.JSONDecodeError):
            json.loads(line)
            yield number, line


def _verified(line: str, number: int, keys: list[Ed25519PublicKey]) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(line)
        seal = bytes.fromhex(told.pop(SIGNATURE))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ListBroken(f"Line {number} of the list of destructions was altered.") from error
    for key in keys:
        try:
            key.verify(seal, rfc8785.dumps(told))
            return told
        except InvalidSignature:
            continue
    raise ListBroken(f"Line {number} of the list of destructions was altered or has another signer.")
