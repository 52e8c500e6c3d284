"""Changing keys: new ones beside the old, one start with both, and then the old ones are good for nothing.

The master key wraps the compartments' keys, which are wrapped anew one after the other: nothing else is encrypted again, and the
bytes at rest stay as they are. The signing key hands over with a checkpoint that both keys sign. The secret key's sessions go on.
A compartment's own key is not changed: the ledger beside which its values lie is never rewritten.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from comitas.config import bundle, environment, keyfiles
from comitas.config.environment import Environment

NAMES = ("secret", "master", "signing")
HOW = "\n".join(
    (
        "Keys come from the settings here. To change one:",
        "1. Back up, and stop Comitas on every machine.",
        "2. Put the present value of COMITAS_MASTER_KEY into COMITAS_OLD_MASTER_KEYS (of COMITAS_SECRET_KEY into COMITAS_OLD_SECRET_KEYS,",
        "   of COMITAS_SIGNING_KEY into COMITAS_OLD_SIGNING_KEY), and a new value in its place.",
        "3. Start Comitas. It says when the old value can be taken away.",
    )
)


@dataclass(frozen=True, slots=True)
class Changed:
    """What one start with old keys came to: compartments whose key was wrapped anew, and whether the signer gave way."""

    wrapped: int = 0
    handed_over: bool = False

    def __bool__(self) -> bool:
        return bool(self.wrapped) or self.handed_over


def make(env: Environment, names: tuple[str, ...]) -> None:
    """New keys in the files of a demonstration, the present ones kept beside them until the next start.

    The old value is on disk before the new one takes its place: whatever happens between, nothing is lost.
    """
    for name in names:
        path, old = env.keys / f"{name}_key", old_file(env, name)
        present = path.read_text(encoding="utf-8").strip()
        former = old.read_text(encoding="utf-8").strip().split(",") if old.exists() and name == "master" else []
        _write(old, ",".join([present, *[one for one in former if one and one != present]]))
        _write(
            path,
            secrets.token_urlsafe(48)
            if name == "secret"
            else bundle.as_text(secrets.token_bytes(environment.KEY_BYTES)),
        )


def old_file(env: Environment, name: str) -> Path:
    """Where a demonstration keeps its former keys of this name."""
    return env.keys / ("old_signing_key" if name == "signing" else f"old_{name}_keys")


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    keyfiles.give_to_owner(fresh)
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(folder)
    os.close(folder)


def finish() -> Changed:
    """Move everything that still lies under a former key. Needs Django set up; nothing else of the instance may run meanwhile."""
    from django.conf import settings
    from django.db import transaction

    from comitas.config import events, rounds
    from comitas.core import clock
    from comitas.core.actor import system
    from comitas.ledger import actions as ledger
    from comitas.ledger import queries, store
    from comitas.protection import store as destructions

    at, wrapped, handed = clock.now(), 0, None
    if settings.OLD_MASTER_KEYS:
        wrapped = ledger.wrap_every_key_anew(at=at)
    if settings.OLD_SIGNING_KEY:
        rounds.sequence_all()
        position, running = queries.head()
        handed = store.hand_over(
            settings.CHECKPOINTS, position, running, at, settings.OLD_SIGNING_KEY, settings.SIGNING_KEY
        )
        destructions.sign_anew(settings.DESTRUCTIONS, settings.OLD_SIGNING_KEY, settings.SIGNING_KEY)
    found = Changed(wrapped, handed is not None)
    if found:
        payload: dict[str, object] = {"wrapped": found.wrapped, "handed_over": found.handed_over}
        with transaction.atomic():
            ledger.record(events.KEYS_CHANGED, by=system("keys"), at=at, payload=payload)
    return found


def forget(env: Environment) -> None:
    """Take away the former keys that a demonstration kept in files, once nothing lies under them. The former secret stays for the
    sessions that it signed, until the next change."""
    for name in ("master", "signing"):
        old_file(env, name).unlink(missing_ok=True)
