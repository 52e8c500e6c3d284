"""The bytes that are hashed.

They are stored as written: JSON canonicalised by RFC 8785, with a format number, never what a database makes of JSON.
Personal values are not in them. Their digest is, and it is salted: without the compartment's key nobody can try names
against it, so destroying the key destroys the values for good.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785

FORMAT = 1
EMPTY = bytes(32)  # what the first line of a chain has for its previous digest
HOUSE = UUID(int=0)  # the chain of lines that belong to no compartment: sign-in, directory, administration
SALT_BYTES = 32


class NotCanonical(ValueError):
    """Stored bytes that this program would not have written."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a line says. Times are aware, UTC, with microseconds; ids are UUIDs or None."""

    id: int
    chain: UUID
    number: int
    kind: str
    version: int
    compartment: UUID | None
    case: UUID | None
    part: UUID | None
    actor: str
    recorded_at: datetime
    effective_at: datetime
    payload: dict[str, Any]
    personal_digest: bytes | None
    previous: bytes


def encode(content: Content) -> bytes:
    """The canonical bytes of a line. Floats are refused: figures are integers or text."""
    return rfc8785.dumps(
        {
            "format": FORMAT,
            "id": content.id,
            "chain": str(content.chain),
            "number": content.number,
            "kind": content.kind,
            "version": content.version,
            "compartment": _text(content.compartment),
            "case": _text(content.case),
            "part": _text(content.part),
            "actor": content.actor,
            "recorded_at": _time(content.recorded_at),
            "effective_at": _time(content.effective_at),
            "payload": content.payload,
            "personal_digest": content.personal_digest.hex() if content.personal_digest else None,
            "previous": content.previous.hex(),
        }
    )


def decode(canonical: bytes) -> Content:
    """What canonical bytes say; raises `NotCanonical` when they do not encode back to themselves."""
    try:
        content = _decode(json.loads(canonical))
    except (KeyError, TypeError, ValueError) as error:
        raise NotCanonical("These bytes are not a ledger line.") from error
    if encode(content) != canonical:
        raise NotCanonical("These bytes are not in canonical form.")
    return content


def digest(canonical: bytes) -> bytes:
    """SHA-256 of the canonical bytes (32 bytes)."""
    return hashlib.sha256(canonical).digest()


def running(before: bytes, position: int, line_digest: bytes) -> bytes:
    """The digest over everything up to *position*, given the one before it."""
    return hashlib.sha256(before + position.to_bytes(8, "big") + line_digest).digest()


def personal_bytes(values: dict[str, Any]) -> bytes:
    """Personal values with a fresh salt, canonical: this is what is sealed under the compartment's key."""
    return rfc8785.dumps({"salt": os.urandom(SALT_BYTES).hex(), "values": values})


def personal_values(plain: bytes) -> dict[str, Any]:
    """The personal values inside bytes made by `personal_bytes`."""
    values: dict[str, Any] = json.loads(plain)["values"]
    return values


def _decode(raw: dict[str, Any]) -> Content:
    if raw["format"] != FORMAT:
        raise NotCanonical(f"Format {raw['format']} is not known to this version.")
    return Content(
        id=raw["id"],
        chain=UUID(raw["chain"]),
        number=raw["number"],
        kind=raw["kind"],
        version=raw["version"],
        compartment=_uuid(raw["compartment"]),
        case=_uuid(raw["case"]),
        part=_uuid(raw["part"]),
        actor=raw["actor"],
        recorded_at=datetime.fromisoformat(raw["recorded_at"]),
        effective_at=datetime.fromisoformat(raw["effective_at"]),
        payload=raw["payload"],
        personal_digest=bytes.fromhex(raw["personal_digest"]) if raw["personal_digest"] else None,
        previous=bytes.fromhex(raw["previous"]),
    )


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None


def _uuid(value: str | None) -> UUID | None:
    return UUID(value) if value else None
