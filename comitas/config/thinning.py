"""Old backups are removed once a new one stands: by `safekeeping.surplus`, in the folder of the settings alone, and one by one.

What goes is only what this instance has made and signed: whole folders with a list that its keys verify. Anything else that lies
there, whatever it is called, stays, and the administration page says how many folders only look like a backup. The newest backup
was read again from end to end just before; it is never removed, nor is the one that the last drill has proven.
"""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from comitas.config import bundle, safety
from comitas.config.bundle import Broken, Keys
from comitas.config.environment import Environment
from comitas.desk.rules import safekeeping
from comitas.ledger.rules import checkpoints

CHECKPOINTS = "ledger.jsonl"


def thins(env: Environment, target: Path) -> bool:
    """Whether anything is ever removed there: only in the folder of the settings. What was put elsewhere by hand stays."""
    return bool(env.backup_keep.last) and target.resolve() == env.backups.resolve()


def after(env: Environment, newest: Path) -> None:
    """A backup was made and verified: remove what is not kept, and note it. It is a backup also where nothing can be removed."""
    if not thins(env, newest.parent):
        return
    try:
        with bundle.alone(newest.parent, env.instance):
            removed, kept, left = thin(env, newest)
    except (Broken, OSError) as error:
        with contextlib.suppress(OSError):
            safety.note(env, safety.THINNING, safety.FAILED, "not-removed")
        print(f"Old backups could not be removed. {error}")
        return
    safety.note(env, safety.THINNING, safety.DONE, removed=removed, left=left)
    if removed:
        safety.tell("instance.backups-thinned", {"removed": removed, "kept": kept})
        print(f"Old backups removed: {removed}. Kept: {kept}.")


def for_room(env: Environment, target: Path) -> bool:
    """Make room before a backup, where the newest that is there can be read whole: True where something went."""
    good = genuine(env, target)
    if not good:
        return False
    newest = max(good, key=good.__getitem__)
    with contextlib.suppress(Broken):
        signers = list(_signers(env))
        bundle.check(newest, next(_verified(newest, signers)))
        return bool(thin(env, newest)[0])
    return False


def thin(env: Environment, newest: Path) -> tuple[int, int, int]:
    """Remove what is not kept, the oldest first; how many went, how many are kept, and how many folders are no backups of ours."""
    good = genuine(env, newest.parent)
    proven = safety.known(env).get(safety.DRILL, {})
    always = {newest.name, str(proven.get("of", "")) if proven.get("state") == safety.DONE else ""}
    goes = safekeeping.surplus(set(good.values()), env.backup_keep, env.time_zone)
    removed = [
        path for path, at in sorted(good.items(), key=lambda one: one[1]) if at in goes and path.name not in always
    ]
    for path in removed:
        bundle.remove(path)
    left = len(bundle.found(newest.parent, env.instance)) + len(removed) - len(good)
    return len(removed), len(good) - len(removed), left


def genuine(env: Environment, target: Path) -> dict[Path, datetime]:
    """The finished backups of this instance: signed by it, with every file of their list in its size. No link is followed."""
    signers = list(_signers(env))
    named = bundle.found(target, env.instance).items()
    return {path: at for path, at in named if not path.is_symlink() and _whole(path, env.instance, signers)}


def _whole(folder: Path, instance: str, signers: list[Ed25519PublicKey]) -> bool:
    manifest = next(_verified(folder, signers), None)
    if manifest is None or manifest.instance != instance:
        return False
    try:
        return all((folder / name).lstat().st_size == size for name, (size, _digest) in manifest.files.items())
    except OSError:
        return False


def _verified(folder: Path, signers: list[Ed25519PublicKey]) -> Iterator[bundle.Manifest]:
    for key in signers:
        with contextlib.suppress(Broken):
            yield bundle.read_manifest(folder, key)


def _signers(env: Environment) -> Iterator[Ed25519PublicKey]:
    """The instance's key, and those before it, as its checkpoints hand over from one to the next."""
    key = Keys.of(env).signer.public_key()
    yield key
    with contextlib.suppress(OSError, checkpoints.CheckpointBroken), (env.checkpoints / CHECKPOINTS).open() as lines:
        yield from reversed(checkpoints.signers(lines, key)[:-1])
