"""The checkpoint file: appended to, flushed to disk, never rewritten. It lies outside the database on purpose."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from comitas.ledger.rules import checkpoints
from comitas.ledger.rules.checkpoints import Checkpoint


def every(path: Path, key: Ed25519PublicKey) -> Iterator[Checkpoint]:
    """All checkpoints of the file; none when there is no file yet. Raises `CheckpointBroken`."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from checkpoints.read(lines, key)


def append(path: Path, position: int, running: bytes, at: datetime, key: Ed25519PrivateKey) -> Checkpoint | None:
    """Attest to the head and return the checkpoint; None when the last checkpoint already does.

    A line cut short by a power failure would swallow the next checkpoint, so the cut tail is removed first.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    last = _last(path)
    if last and checkpoints.position_of(last) == position:
        return None
    before = checkpoints.digest(last) if last else checkpoints.NONE_BEFORE
    checkpoint = checkpoints.sign(position, running, at, before, key)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, (checkpoint.text + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return checkpoint


def _last(path: Path) -> str | None:
    """The last whole line; what a power failure left after it is cut away."""
    if not path.exists():
        return None
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        start = file.seek(max(0, size - 4096))
        tail = file.read()
        whole, end, cut = tail.rpartition(b"\n")
        if cut:
            file.truncate(start + len(whole) + len(end))
    return whole.rpartition(b"\n")[2].decode() if end else None
