"""The checkpoint file: appended to, flushed to disk, never rewritten. It lies outside the database on purpose."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from comitas.ledger.rules import checkpoints
from comitas.ledger.rules.checkpoints import Checkpoint

LONGEST = 4096  # bytes; a checkpoint has some 400


def every(path: Path, key: Ed25519PublicKey) -> Iterator[Checkpoint]:
    """All checkpoints of the file; none when there is no file yet. Raises `CheckpointBroken`."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="\n") as lines:
        keys = checkpoints.signers(lines, key)
        lines.seek(0)
        yield from checkpoints.read(lines, keys)


def last_position(path: Path) -> int:
    """How far the last checkpoint reaches; 0 when there is none. Its signature is not looked at."""
    with _held(path) as descriptor:
        last = _last(descriptor)
    return checkpoints.position_of(last) if last else 0


def append(path: Path, position: int, running: bytes, at: datetime, key: Ed25519PrivateKey) -> Checkpoint | None:
    """Attest to the head and return the checkpoint; None when the last checkpoint already reaches as far.

    A line cut short by a power failure would swallow the next checkpoint, so the cut tail is removed first. Several processes
    may append: one at a time.
    """
    with _held(path) as descriptor:
        last = _last(descriptor)
        if last and checkpoints.position_of(last) >= position:
            return None
        before = checkpoints.digest(last) if last else checkpoints.NONE_BEFORE
        checkpoint = checkpoints.sign(position, running, at, before, key)
        os.write(descriptor, (checkpoint.text + "\n").encode())
        os.fsync(descriptor)
    return checkpoint


def hand_over(
    path: Path, position: int, running: bytes, at: datetime, old: Ed25519PrivateKey, new: Ed25519PrivateKey
) -> Checkpoint | None:
    """The checkpoint with which *old* gives way to *new*; None where the last signer is not *old*, or nothing was signed yet."""
    with _held(path) as descriptor:
        last = _last(descriptor)
        if last is None or not checkpoints.signed_by(last, old.public_key()):
            return None
        made = checkpoints.hand_over(position, running, at, checkpoints.digest(last), old, new)
        os.write(descriptor, (made.text + "\n").encode())
        os.fsync(descriptor)
    return made


@contextmanager
def _held(path: Path) -> Iterator[int]:
    """The file, made where absent, opened for appending and locked against other processes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _last(descriptor: int) -> str | None:
    """The last whole line; what a power failure left after it is cut away."""
    size = os.fstat(descriptor).st_size
    start = max(0, size - LONGEST)
    whole, end, cut = os.pread(descriptor, LONGEST, start).rpartition(b"\n")
    if cut:
        os.ftruncate(descriptor, start + len(whole) + len(end))
    return whole.rpartition(b"\n")[2].decode() if end else None
