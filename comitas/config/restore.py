"""`comitas restore FOLDER --into HOME`: a new instance from a backup, whole or not at all.

It is built in HOME/.restoring and gets its name when the ledger has been verified and every original opened; interrupted, it
can simply be run again.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg

from comitas.config import bundle, database, destroyed, dump, environment, passphrases, postgres, service
from comitas.config.bundle import Broken, Keys, Manifest, keys_file
from comitas.config.commands import words
from comitas.config.environment import Environment

STAGE = ".restoring"
SERVICE_STAGE = ".restored"
REFUSAL = "Nothing was restored."


def main(arguments: list[str]) -> int:
    """Exit code 1 where nothing was restored, with the reason."""
    parser = words.parser("restore", "Make a new instance from a backup.")
    parser.add_argument("folder", type=Path, help="the backup")
    parser.add_argument("--into", type=Path, required=True, help="folder that will be the new COMITAS_HOME")
    parser.add_argument("--keys", type=Path, help="file with the sealed keys; the one beside the backup unless given")
    parser.add_argument(
        "--passphrase-file", type=Path, help="file whose first line opens the keys; asked for unless given"
    )
    parser.add_argument(
        "--destructions",
        type=Path,
        help="list of what was destroyed since the backup; the one beside it is taken anyway",
    )
    given = parser.parse_args(arguments)
    try:
        gone = given.destructions.resolve() if given.destructions else None
        folder, into = given.folder.resolve(), given.into.resolve()
        keys = (given.keys or keys_file(folder)).resolve()
        if os.geteuid() == 0:
            home = as_service(folder, into, keys, passphrase_of(keys, given.passphrase_file), gone)
        else:
            home = restore(folder, into, find_keys(keys, given.passphrase_file), gone)
    except (Broken, OSError, postgres.Refused, database.Unfit, psycopg.Error) as error:
        return words.refuse(f"{REFUSAL} {error}")
    except environment.Misconfigured as error:
        return words.refuse(REFUSAL, *error.problems)
    print(f"Restored: {home}. Start it with COMITAS_HOME={into} COMITAS_INSTANCE={home.name}.")
    return 0


def passphrase_of(file: Path, passphrase_file: Path | None) -> str | None:
    """What opens the sealed keys; None where there are no sealed keys. `Broken` where nobody gives it."""
    if not file.exists():
        return None
    given = passphrases.from_file(passphrase_file) if passphrase_file else passphrases.asked("Passphrase", twice=False)
    if given is None:
        raise Broken(f"The keys lie sealed in {file}: name the file that holds the passphrase with --passphrase-file.")
    return given


def as_service(folder: Path, into: Path, keys: Path, passphrase: str | None, gone: Path | None = None) -> Path:
    """For root: the service's account restores into a folder of its own, and root puts the result in its place."""
    account = service.service_account()
    into.mkdir(mode=0o755, parents=True, exist_ok=True)
    place = into / SERVICE_STAGE
    shutil.rmtree(place, ignore_errors=True)
    service.adopt(place, account)
    command = [
        Path(sys.prefix) / "bin" / "python",
        "-m",
        "comitas.config.restore",
        folder,
        "--into",
        place,
        "--keys",
        keys,
        *(["--destructions", gone] if gone else []),
    ]
    done = subprocess.run(
        [*map(str, command), "--passphrase-file", "-"],
        input=passphrase or "",
        text=True,
        check=False,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(service.mirror(into, account)), "HOME": str(place)},
        user=account.uid,
        group=account.gid,
        extra_groups=[],
    )
    if done.returncode:
        raise Broken(done.stderr.removeprefix(REFUSAL).strip())
    made = next(path for path in place.iterdir() if not path.name.startswith("."))
    made.replace(free_place(into, made.name))
    shutil.rmtree(place)
    return into / made.name


def free_place(into: Path, instance: str) -> Path:
    """Where the instance will be. `Broken` where something is there already."""
    final = into / instance
    if final.exists() and any(final.iterdir()):
        raise Broken(f"{final} is not empty: a backup is restored into an empty place only.")
    return final


def find_keys(file: Path, passphrase_file: Path | None) -> Keys:
    """From the sealed file where there is one, else from the settings. `Broken` where neither has them."""
    passphrase = passphrase_of(file, passphrase_file)
    if passphrase is not None:
        return bundle.open_keys(file, passphrase)
    try:
        env = environment.read(make_keys=False)
    except environment.Misconfigured as error:
        raise Broken(" ".join(error.problems)) from error
    if not (env.secret_key and env.master_key and env.signing_key):
        raise Broken(f"The keys are neither in {file} nor in the settings: without them nothing can be opened.")
    return Keys.of(env)


def restore(folder: Path, into: Path, keys: Keys, gone: Path | None = None) -> Path:
    """The folder of the new instance. `Broken` where the backup is damaged or the place is taken. *gone*: a list of destructions."""
    manifest = bundle.read_manifest(folder, keys.signer.public_key())
    instance = os.environ.get("COMITAS_INSTANCE") or manifest.instance
    final = free_place(into, instance)
    bundle.check(folder, manifest)
    stage = into / STAGE
    stage.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(stage, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(stage / instance, ignore_errors=True)
        lists = destroyed.to_apply(folder, manifest.instance, gone)
        _build(folder, manifest, keys, _environ(stage, instance, keys), lists)
        (stage / instance).replace(final)
        os.sync()
        shutil.rmtree(stage)
    except BlockingIOError:
        raise Broken(f"Another restore into {into} is under way.") from None
    finally:
        os.close(handle)
    return final


def _environ(stage: Path, instance: str, keys: Keys) -> dict[str, str]:
    """The settings of the instance while it is being built."""
    given = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in keys.texts}
    return {**given, **keys.texts, "COMITAS_HOME": str(stage), "COMITAS_INSTANCE": instance}


def _build(folder: Path, manifest: Manifest, keys: Keys, environ: Mapping[str, str], lists: list[Path]) -> None:
    env = environment.read(environ)
    env.home.mkdir(mode=0o700)
    _put_back_files(folder, manifest, env)
    if not env.production:
        _put_back_keys(env, keys)
    with postgres.running(env):
        dump.read(env, folder / bundle.DATABASE, bundle.database_key(manifest, keys))
        os.environ.update(environ)  # from here on the program itself runs on what was restored
        os.environ["DJANGO_SETTINGS_MODULE"] = "comitas.config.settings"
        words.set_up()
        from comitas.config import revival

        revival.revive(manifest, lists)
        _close_connections()


def _close_connections() -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.settings_dict["OPTIONS"].get("pool"):
            connection.close_pool()  # type: ignore[attr-defined]


def _put_back_files(folder: Path, manifest: Manifest, env: Environment) -> None:
    """Originals and checkpoints, each compared with the list once more as it is copied."""
    for name, known in manifest.files.items():
        if name != bundle.DATABASE and bundle.copy(folder / name, env.home / name) != known:
            raise Broken(f"{name} changed while it was being read.")
    for path in (env.home, *env.home.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _put_back_keys(env: Environment, keys: Keys) -> None:
    """Where a demonstration looks for them. In production they come from the settings only."""
    env.keys.mkdir(mode=0o700)
    for name, text in keys.texts.items():
        path = env.keys / name.removeprefix("COMITAS_").lower()
        path.touch(mode=0o600)
        path.write_text(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
