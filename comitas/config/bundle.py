"""What a backup is made of: a folder of files with a signed list of them, and apart from it the instance's keys, sealed.

The list gives size and SHA-256 of each file and where the ledger stood, in canonical JSON (RFC 8785) with an Ed25519 signature
(RFC 8032). The keys lie under a passphrase: scrypt (RFC 7914), then AES-256-GCM.
"""

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from comitas.core import sealing

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.dump"
CHECKPOINTS = "checkpoints/ledger.jsonl"
NAMES = re.compile(r"database\.dump|checkpoints/ledger\.jsonl|objects/[0-9a-f]{2}/[0-9a-f-]{36}")
LARGEST_MANIFEST = 512 * 2**20  # bytes: some three million originals
LARGEST_KEYS = 2**16
SHORTEST_PASSPHRASE = 12  # characters
SCRYPT = {"n": 2**17, "r": 8, "p": 1}  # 128 MiB and half a second a guess
BLOCK = 2**20


class Broken(Exception):
    """The backup cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was backed up. `files` maps a name inside the folder to its size in bytes and its SHA-256 in hexadecimal."""

    instance: str
    version: str
    made_at: str
    position: int
    running: str
    files: dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Keys:
    """The three keys of an instance, as its settings hold them."""

    secret: str
    master: bytes
    signing: bytes

    @property
    def signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.signing)

    @property
    def texts(self) -> dict[str, str]:
        """By the name of the setting each belongs to."""
        return {
            "COMITAS_SECRET_KEY": self.secret,
            "COMITAS_MASTER_KEY": base64.urlsafe_b64encode(self.master).decode(),
            "COMITAS_SIGNING_KEY": base64.urlsafe_b64encode(self.signing).decode(),
        }


def copy(source: Path, target: Path) -> tuple[int, str]:
    """Copy a file; returns its size and digest as they were read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    found, size = hashlib.sha256(), 0
    with source.open("rb") as original, target.open("xb") as written:
        while block := original.read(BLOCK):
            found.update(block)
            size += written.write(block)
    return size, found.hexdigest()


def measure(path: Path) -> tuple[int, str]:
    """Size and digest of a file."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path, manifest: Manifest, key: Ed25519PrivateKey) -> None:
    body = {"format": FORMAT, **asdict(manifest)}
    signature = key.sign(rfc8785.dumps(body)).hex()
    (folder / MANIFEST).write_text(json.dumps({**body, "signature": signature}, sort_keys=True, indent=0))


def read_manifest(folder: Path, key: Ed25519PublicKey) -> Manifest:
    """The signed list. `Broken` where it is absent, altered, or was signed by another instance."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            text = file.read(LARGEST_MANIFEST + 1)
    except OSError as error:
        raise Broken(f"{folder} is no finished backup: its {MANIFEST} cannot be read ({error.strerror}).") from error
    try:
        return _manifest(json.loads(text), key)
    except (InvalidSignature, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Broken(
            f"The {MANIFEST} in {folder} was altered, or the backup was made with other keys than those given."
        ) from error


def _manifest(raw: dict[str, Any], key: Ed25519PublicKey) -> Manifest:
    key.verify(bytes.fromhex(raw.pop("signature")), rfc8785.dumps(raw))
    if raw.pop("format") != FORMAT:
        raise Broken("The backup was made by a newer version of Comitas: restore it with that version.")
    raw["files"] = {name: (size, digest) for name, (size, digest) in raw["files"].items()}
    if not all(NAMES.fullmatch(name) for name in raw["files"]) or DATABASE not in raw["files"]:
        raise Broken("The backup lists files that no backup has.")
    return Manifest(**raw)


def faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """A sentence for each file that is not what the list says."""
    for name, (size, digest) in sorted(manifest.files.items()):
        try:
            found = measure(folder / name)
        except OSError:
            yield f"{name} is missing."
            continue
        if found != (size, digest):
            yield f"{name} was altered: it has {found[0]} bytes with another fingerprint than the {size} of the list."


def check(folder: Path, manifest: Manifest) -> None:
    """Read every file again; `Broken`, naming each that is wrong."""
    wrong = list(faults(folder, manifest))
    if wrong:
        more = [f"And {len(wrong) - 20} more."] if len(wrong) > 20 else []
        raise Broken("\n".join([f"The backup in {folder} is damaged.", *wrong[:20], *more]))


def seal_keys(path: Path, keys: Keys, passphrase: str, instance: str) -> None:
    """Write the keys to *path*, 0600, under *passphrase*. `Broken` where that is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Broken(f"The passphrase is shorter than {SHORTEST_PASSPHRASE} characters: choose a longer one.")
    salt = os.urandom(16)
    plain = json.dumps(keys.texts).encode()
    body = {
        "format": FORMAT,
        "instance": instance,
        "salt": salt.hex(),
        "sealed": sealing.seal(plain, _stretched(passphrase, salt), _context(instance)).hex(),
    }
    fresh = path.with_name(path.name + ".partial")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(body))
    fresh.replace(path)


def open_keys(path: Path, passphrase: str) -> Keys:
    """The keys sealed in *path*. `Broken` where the passphrase is wrong or the file is not one of ours."""
    try:
        with path.open("rb") as file:
            raw = json.loads(file.read(LARGEST_KEYS))
        salt, sealed, context = bytes.fromhex(raw["salt"]), bytes.fromhex(raw["sealed"]), _context(raw["instance"])
        texts = json.loads(sealing.unseal(sealed, _stretched(passphrase, salt), context))
        keys = [base64.urlsafe_b64decode(texts[f"COMITAS_{kind}_KEY"]) for kind in ("MASTER", "SIGNING")]
        return Keys(texts["COMITAS_SECRET_KEY"], *keys)
    except OSError as error:
        raise Broken(f"The keys in {path} cannot be read ({error.strerror}).") from error
    except sealing.SealBroken as error:
        raise Broken(f"The passphrase does not open {path}, or the file was altered.") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Broken(f"{path} does not hold the keys of an instance.") from error


def moment(at: datetime) -> str:
    """An instant as names of backups hold it, to the millisecond."""
    utc = at.astimezone(UTC)
    return f"{utc:%Y%m%dT%H%M%S}{utc.microsecond // 1000:03d}Z"


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=sealing.KEY_BYTES, **SCRYPT).derive(passphrase.encode())


def _context(instance: str) -> bytes:
    return b"comitas keys 1|" + instance.encode()
