"""Signed checkpoints: what makes a cut-off tail or a recomputed chain show.

Each is one line of JSON in a file outside the database: the position reached, the running digest there, the time, the digest
of the checkpoint before it, and an Ed25519 signature (RFC 8032) over all of that in canonical form.

A signing key that is changed hands over: a checkpoint that names both keys, signed by the old one, which so says who follows it, and by
the new one, which so vouches for the lines before. Trust begins with the key that signs today and goes back from one to the next.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT, HANDING_OVER = 1, 2
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
    body = _body(FORMAT, position, running, at, before)
    return _written({**body, "signature": key.sign(rfc8785.dumps(body)).hex()}, running, at)


def hand_over(
    position: int, running: bytes, at: datetime, before: str, old: Ed25519PrivateKey, new: Ed25519PrivateKey
) -> Checkpoint:
    """The last checkpoint of *old*, from which on *new* signs."""
    keys = {"key": raw(old.public_key()), "next": raw(new.public_key())}
    body = {**_body(HANDING_OVER, position, running, at, before), **keys}
    message = rfc8785.dumps(body)
    signed = {"signature": old.sign(message).hex(), "countersignature": new.sign(message).hex()}
    return _written({**body, **signed}, running, at)


def raw(key: Ed25519PublicKey) -> str:
    """A public key as its 32 bytes in hexadecimal."""
    return key.public_bytes_raw().hex()


def _body(form: int, position: int, running: bytes, at: datetime, before: str) -> dict[str, str | int]:
    return {
        "format": form,
        "position": position,
        "running": running.hex(),
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "before": before,
    }


def _written(signed: dict[str, str | int], running: bytes, at: datetime) -> Checkpoint:
    text = json.dumps(signed, sort_keys=True, separators=(",", ":"))
    return Checkpoint(int(signed["position"]), running, at, str(signed["before"]), text)


def signers(lines: Iterable[str], key: Ed25519PublicKey) -> list[Ed25519PublicKey]:
    """Who has signed one after the other, *key* last: followed back from it through the lines that hand over.

    `CheckpointBroken` where one of these does not lead to the key after it.
    """
    found = [key]
    for number, line in reversed([(n, line) for n, line in enumerate(lines, 1) if _hands_over(line)]):
        told = _verified(line.rstrip("\n"), number, found[0], "countersignature")
        if told["next"] != raw(found[0]):
            raise CheckpointBroken(
                f"Line {number} of the checkpoint file hands over to another key than the one that follows."
            )
        found.insert(0, Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(told["key"]))))
    return found


def _hands_over(line: str) -> bool:
    return line.endswith("\n") and '"countersignature"' in line


def read(lines: Iterable[str], keys: list[Ed25519PublicKey]) -> Iterator[Checkpoint]:
    """The checkpoints of a file in order, signed by *keys*, as `signers` gives them, one after the other.

    Raises `CheckpointBroken` naming the first line that does not hold. A last line without its line end is one that was being
    written when the power went: it is left out.
    """
    before, position, signing = NONE_BEFORE, -1, list(keys)
    for number, line in enumerate(lines, 1):
        if not line.endswith("\n"):
            return
        over = _hands_over(line)
        checkpoint = _read(line.rstrip("\n"), number, signing[0])
        if checkpoint.before != before or checkpoint.position < position + (0 if over else 1):
            raise CheckpointBroken(f"Line {number} of the checkpoint file does not follow the line before it.")
        if over:
            signing.pop(0)
        before, position = digest(checkpoint.text), checkpoint.position
        yield checkpoint


def signed_by(text: str, key: Ed25519PublicKey) -> bool:
    """Whether *key* signed this line, and did not hand over with it."""
    try:
        _verified(text, 0, key, "signature")
    except CheckpointBroken:
        return False
    return not _hands_over(text + "\n")


def position_of(text: str) -> int:
    """The position that a checkpoint line attests to; its signature is not looked at."""
    position: int = json.loads(text)["position"]
    return position


def digest(text: str) -> str:
    """SHA-256 of a checkpoint line, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _read(text: str, number: int, key: Ed25519PublicKey) -> Checkpoint:
    told = _verified(text, number, key, "signature")
    try:
        at = datetime.fromisoformat(told["at"])
        return Checkpoint(told["position"], bytes.fromhex(told["running"]), at, told["before"], text)
    except (KeyError, TypeError, ValueError) as error:
        raise CheckpointBroken(_ALTERED.format(number)) from error


_ALTERED = "Line {} of the checkpoint file was altered or has another signer."


def _verified(text: str, number: int, key: Ed25519PublicKey, seal: str) -> dict[str, Any]:
    """What the line says, once *key* has been found to have signed it in the field *seal*."""
    try:
        told: dict[str, Any] = json.loads(text)
        signatures: dict[str, str] = {
            name: told.pop(name) for name in ("signature", "countersignature") if name in told
        }
        key.verify(bytes.fromhex(signatures[seal]), rfc8785.dumps(told))
        return told
    except (InvalidSignature, KeyError, TypeError, ValueError, AttributeError) as error:
        raise CheckpointBroken(_ALTERED.format(number)) from error
