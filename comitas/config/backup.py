"""`comitas backup [TARGET]`: database, originals and checkpoints into one folder, and the keys, sealed, into a file apart.

It runs beside the pages. The order makes it whole: checkpoints first, so that they attest to nothing that the database of the
backup lacks; then the database in one snapshot; then the originals, which were on disk before any row named them and never
change. A folder that is not finished is called .partial.
"""

import contextlib
import os
import shutil
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psycopg

from comitas.config import bundle, destroyed, dump, environment, passphrases, safety, thinning
from comitas.config.bundle import Broken, Keys, Manifest
from comitas.config.commands import words
from comitas.config.environment import Environment
from comitas.core import sealing

MARGIN = 64 * 2**20  # bytes to leave free on the target


def main(arguments: list[str]) -> int:
    """Exit code 1 where there is no backup, with the reason. The database must be running."""
    parser = words.parser("backup", "Back up database, originals, checkpoints and keys.")
    parser.add_argument("target", nargs="?", type=Path, help="folder to write to; COMITAS_BACKUP_TARGET unless given")
    parser.add_argument(
        "--passphrase-file", type=Path, help="file whose first line seals the keys; asked for unless given"
    )
    given = parser.parse_args(arguments)
    env = environment.read()
    try:
        passphrase = _passphrase(given.passphrase_file, env)
        safety.note(env, safety.BACKUP, safety.RUNNING)
        folder = make(env, given.target or env.backups, passphrase)
    except (Broken, OSError, psycopg.OperationalError) as error:
        with contextlib.suppress(OSError):
            safety.note(env, safety.BACKUP, safety.FAILED, getattr(error, "code", "other"))
        safety.tell("instance.not-backed-up")
        return words.refuse(f"No backup was made. {error}")
    manifest = bundle.read_manifest(folder, Keys.of(env).signer.public_key())
    safety.note(env, safety.BACKUP, safety.DONE, of=folder.name)
    safety.tell("instance.backed-up", {"originals": manifest.originals, "position": manifest.position})
    print(f"Backup: {folder}")
    thinning.after(env, folder)
    print(f"Keys, under the passphrase: {bundle.keys_file(folder)}" if passphrase else NO_KEYS)
    return 0


NO_KEYS = (
    "The keys are not in this backup. Without COMITAS_MASTER_KEY and COMITAS_SIGNING_KEY it cannot be restored: keep them "
    "elsewhere, or back up with --passphrase-file."
)


def _passphrase(file: Path | None, env: Environment) -> str | None:
    if file:
        return passphrases.from_file(file)
    return env.backup_passphrase or passphrases.asked("Passphrase for the keys", twice=True)


def make(env: Environment, target: Path, passphrase: str | None) -> Path:
    """A finished and verified backup; returns its folder. `Broken` or OSError where there is none."""
    if env.backup_mounted and target == env.backups:
        _check_plugged_in(env, target)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = datetime.now(UTC)
    name = f"comitas-{env.instance}-{bundle.moment(at)}"
    partial, folder = target / f"{name}{bundle.PARTIAL}", target / name
    keys = Keys.of(env)
    with bundle.alone(target, env.instance):
        _make_room(env, target)
        partial.mkdir(mode=0o700)
        manifest = _fill(env, partial, at)
        bundle.write_manifest(partial, manifest, keys.signer)
        os.sync()
        bundle.check(partial, bundle.read_manifest(partial, keys.signer.public_key()))
        if passphrase is not None:
            bundle.seal_keys(bundle.keys_file(folder), keys, passphrase, env.instance)
        partial.rename(folder)
        destroyed.leave_beside(env, target)
        os.sync()
    return folder


def _fill(env: Environment, folder: Path, at: datetime) -> Manifest:
    files = {}
    checkpoints = env.checkpoints / "ledger.jsonl"
    if checkpoints.exists():
        files[bundle.CHECKPOINTS] = bundle.copy(checkpoints, folder / bundle.CHECKPOINTS)
    key = sealing.new_key()
    moment = dump.write(env, folder / bundle.DATABASE, key)
    files[bundle.DATABASE] = bundle.measure(folder / bundle.DATABASE)
    files |= _copy_objects(env.objects, folder)
    if destroyed.of(env).exists():
        files[destroyed.NAME] = bundle.copy(destroyed.of(env), folder / destroyed.NAME)
    wrapped = sealing.wrap(key, env.master_key).hex()
    return Manifest(env.instance, _version(), bundle.moment(at), moment.position, moment.running.hex(), files, wrapped)


def _copy_objects(objects: Path, folder: Path) -> dict[str, tuple[int, str]]:
    files = {}
    for source in objects.glob("[0-9a-f][0-9a-f]/*"):
        name = f"objects/{source.parent.name}/{source.name}"
        if bundle.NAMES.fullmatch(name):
            with contextlib.suppress(FileNotFoundError):  # destroyed lawfully, or an upload given up, since we looked
                files[name] = bundle.copy(source, folder / name)
    return files


def _check_plugged_in(env: Environment, target: Path) -> None:
    """`Broken` where the disk is absent: its empty place would take the backup, on the very disk that may be lost."""
    there = target.is_dir() and target.stat().st_dev != env.home.stat().st_dev
    if not there:
        raise Broken(f"The disk for backups is not at {target}: plug it in, and back up again.", "not-plugged-in")


def _make_room(env: Environment, target: Path) -> None:
    """`Broken` where there is no room, also after what may go has gone: that only where the newest backup is read whole and good."""
    try:
        _check_room(env, target)
    except Broken:
        if not thinning.thins(env, target) or not thinning.for_room(env, target):
            raise
        _check_room(env, target)


def _check_room(env: Environment, target: Path) -> None:
    """`Broken` where the target cannot hold what is there now."""
    objects = sum(path.stat().st_size for path in env.objects.glob("*/*"))
    with psycopg.connect(env.database_owner_url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    needed = objects + (int(row[0]) if row else 0) + MARGIN
    free = shutil.disk_usage(target).free
    if free < needed:
        raise Broken(
            f"{target} has {free // 2**20} MiB free, and the backup may need {needed // 2**20} MiB.", "no-room"
        )


def _version() -> str:
    try:
        return version("comitas")
    except PackageNotFoundError:
        return "checkout"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
