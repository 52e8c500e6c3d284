"""What a backup is made of: a folder of files with a signed list of them, and apart from it the instance's keys, sealed.

The list gives size and SHA-256 of each file and where the ledger stood, in canonical JSON (RFC 8785) with an Ed25519 signature
(RFC 8032). The database lies sealed under a key of its own, which the instance's master key wraps; the originals were sealed before.
So whoever finds the disk reads nothing. The keys lie under a passphrase: scrypt (RFC 7914), then AES-256-GCM.
"""

import base64
import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from comitas.config.environment import Environment
from comitas.core import sealing

FORMAT = 2
PLAIN_FORMAT = 1
"""Of the first version: the database lay there in clear."""
MANIFEST = "manifest.json"
DATABASE = "database.dump"
CHECKPOINTS = "checkpoints/ledger.jsonl"
NAMES = re.compile(r"database\.dump|checkpoints/(ledger|destructions)\.jsonl|objects/[0-9a-f]{2}/[0-9a-f-]{36}")
LARGEST_MANIFEST = 512 * 2**20  # bytes: some three million originals
LARGEST_KEYS = 2**16
KEYS_FORMAT = 1
SHORTEST_PASSPHRASE = 12  # characters
SCRYPT = {"n": 2**17, "r": 8, "p": 1}  # 128 MiB and half a second a guess
BLOCK = 2**20


NAME = re.compile(r"comitas-(?P<instance>[a-z][a-z0-9-]*)-(?P<moment>\d{8}T\d{9}Z)")
PARTIAL, KEYS = ".partial", ".keys"


class Broken(Exception):
    """The backup cannot be used; the message says why, and `code` is its kind (`desk.rules.safekeeping.WHY`)."""

    def __init__(self, sentence: str, code: str = "other") -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was backed up. `files` maps a name inside the folder to its size in bytes and its SHA-256 in hexadecimal.

    `database_key`: what the database is sealed under, wrapped by the master key, in hexadecimal; "" where it lies in clear, as in
    backups of the first version.
    """

    instance: str
    version: str
    made_at: str
    position: int
    running: str
    files: dict[str, tuple[int, str]]
    database_key: str = ""

    @property
    def originals(self) -> int:
        """How many files of originals, and of what was made of them, the backup holds."""
        return sum(name.startswith("objects/") for name in self.files)


@dataclass(frozen=True, slots=True)
class Keys:
    """The three keys of an instance, as its settings hold them, and former master keys under which something may still lie."""

    secret: str
    master: bytes
    signing: bytes
    old_masters: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, env: Environment) -> "Keys":
        """Those of the instance whose settings these are."""
        return cls(env.secret_key, env.master_key, env.signing_key, env.old_master_keys)

    @property
    def signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.signing)

    @property
    def texts(self) -> dict[str, str]:
        """By the name of the setting each belongs to."""
        old = ",".join(as_text(key) for key in self.old_masters)
        return {
            "COMITAS_SECRET_KEY": self.secret,
            "COMITAS_MASTER_KEY": as_text(self.master),
            "COMITAS_SIGNING_KEY": as_text(self.signing),
            **({"COMITAS_OLD_MASTER_KEYS": old} if old else {}),
        }


def found(target: Path, instance: str, ending: str = "") -> dict[Path, datetime]:
    """What is called a backup of *instance* in a folder, with the moment that its name says; *ending*: `PARTIAL` for unfinished ones.

    "demo" has nothing to do with what is called a backup of "demo-2".
    """
    named = ((path, NAME.fullmatch(path.name.removesuffix(ending))) for path in target.glob(f"comitas-*{ending}"))
    return {path: read_moment(name["moment"]) for path, name in named if name and name["instance"] == instance}


def keys_file(folder: Path) -> Path:
    """Where the keys of the backup in *folder* lie: beside it, so that they can be kept apart."""
    return folder.with_name(folder.name.removesuffix(PARTIAL) + KEYS)


def remove(folder: Path) -> None:
    """Remove a backup with its keys. Cut off at any moment, what is left is called unfinished, and the next backup removes it."""
    partial = folder if folder.name.endswith(PARTIAL) else folder.with_name(folder.name + PARTIAL)
    if partial != folder:
        folder.rename(partial)
    keys_file(partial).unlink(missing_ok=True)
    shutil.rmtree(partial) if partial.is_dir() and not partial.is_symlink() else partial.unlink()


@contextlib.contextmanager
def alone(target: Path, instance: str) -> Iterator[None]:
    """Keep a second backup away, and remove what an interrupted one left."""
    handle = os.open(target / f".comitas-{instance}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in found(target, instance, PARTIAL):
            remove(left)
        yield
    except BlockingIOError:
        raise Broken(f"Another backup into {target} is under way.") from None
    finally:
        os.close(handle)


def as_text(key: bytes) -> str:
    """A key as a setting holds it."""
    return base64.urlsafe_b64encode(key).decode()


def database_key(manifest: Manifest, keys: Keys) -> bytes | None:
    """What the database of this backup is sealed under; None where it lies in clear. `Broken` where none of *keys* opens it."""
    if not manifest.database_key:
        return None
    for master in (keys.master, *keys.old_masters):
        with contextlib.suppress(sealing.SealBroken):
            return sealing.unwrap(bytes.fromhex(manifest.database_key), master)
    raise Broken("The database in this backup is sealed under another master key than the one given.", "keys")


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
    if raw.pop("format") not in (PLAIN_FORMAT, FORMAT):
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
        raise Broken("\n".join([f"The backup in {folder} is damaged.", *wrong[:20], *more]), "damaged")


def seal_keys(path: Path, keys: Keys, passphrase: str, instance: str) -> None:
    """Write the keys to *path*, 0600, under *passphrase*. `Broken` where that is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Broken(
            f"The passphrase is shorter than {SHORTEST_PASSPHRASE} characters: choose a longer one.", "short-passphrase"
        )
    salt = os.urandom(16)
    plain = json.dumps(keys.texts).encode()
    body = {
        "format": KEYS_FORMAT,
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
        master, signing = (base64.urlsafe_b64decode(texts[f"COMITAS_{kind}_KEY"]) for kind in ("MASTER", "SIGNING"))
        old = [base64.urlsafe_b64decode(text) for text in texts.get("COMITAS_OLD_MASTER_KEYS", "").split(",") if text]
        return Keys(texts["COMITAS_SECRET_KEY"], master, signing, tuple(old))
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


def read_moment(moment: str) -> datetime:
    """The instant that a name holds."""
    return datetime.strptime(moment.removesuffix("Z") + "000", "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)


def spoken(moment: str) -> str:
    """A moment of a name as people read it: 2026-03-03 08:14 UTC; any other text as it is."""
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)\d{5}Z", moment)
    return "{}-{}-{} {}:{} UTC".format(*found.groups()) if found else moment


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=sealing.KEY_BYTES, **SCRYPT).derive(passphrase.encode())


def _context(instance: str) -> bytes:
    return b"comitas keys 1|" + instance.encode()
