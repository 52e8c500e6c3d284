"""Signed checkpoints: what makes a cut-off tail or a recomputed chain show.

Each is one line of JSON in a file outside the database: the position reached, the running digest there, the time, the digest
of the checkpoint before it, and an Ed25519 signature (RFC 8032) over all of that in canonical form.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = 1
NONE_BEFORE = "0" * 64


class CheckpointBroken(Exception):
    """The checkpoint file was altered, or was signed by another key."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger's head at one moment. `text` is the line as it stands in the file, without its line end."""

    position: int
    running: bytes
    at: datetime
    before: str
    text: str


def sign(position: int, running: bytes, at: datetime, before: str, key: Ed25519PrivateKey) -> Checkpoint:
    """A checkpoint that follows the one whose digest is *before* (`NONE_BEFORE` for the first)."""
    body: dict[str, str | int] = {
        "format": FORMAT,
        "position": position,
        "running": running.hex(),
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "before": before,
    }
    signature = key.sign(rfc8785.dumps(body)).hex()
    text = json.dumps({**body, "signature": signature}, sort_keys=True, separators=(",", ":"))
    return Checkpoint(position, running, at, before, text)


def read(lines: Iterable[str], key: Ed25519PublicKey) -> Iterator[Checkpoint]:
    """The checkpoints of a file in order; raises `CheckpointBroken` naming the first line that does not hold.

    A last line without its line end is one that was being written when the power went: it is left out.
    """
    before, position = NONE_BEFORE, -1
    for number, line in enumerate(lines, 1):
        if not line.endswith("\n"):
            return
        checkpoint = _read(line.rstrip("\n"), number, key)
        if checkpoint.before != before or checkpoint.position <= position:
            raise CheckpointBroken(f"Line {number} of the checkpoint file does not follow the line before it.")
        before, position = digest(checkpoint.text), checkpoint.position
        yield checkpoint


def position_of(text: str) -> int:
    """The position that a checkpoint line attests to; its signature is not looked at."""
    position: int = json.loads(text)["position"]
    return position


def digest(text: str) -> str:
    """SHA-256 of a checkpoint line, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _read(text: str, number: int, key: Ed25519PublicKey) -> Checkpoint:
    try:
        raw = json.loads(text)
        key.verify(bytes.fromhex(raw.pop("signature")), rfc8785.dumps(raw))
        at = datetime.fromisoformat(raw["at"])
        return Checkpoint(raw["position"], bytes.fromhex(raw["running"]), at, raw["before"], text)
    except (InvalidSignature, KeyError, TypeError, ValueError, AttributeError) as error:
        raise CheckpointBroken(f"Line {number} of the checkpoint file was altered or has another signer.") from error
