"""`comitas drill [FOLDER]`: restore a backup for trial, into a place that is thrown away, and note whether it holds.

Restoring verifies the ledger and opens every original, so a drill that ends well shows that the backup can be used. It runs beside the
pages, in a process and with a database of its own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from comitas.config import bundle, environment, passphrases, safety
from comitas.config.bundle import Broken, keys_file
from comitas.config.commands import words
from comitas.config.environment import Environment

ANOTHER_DATABASE = ("DATABASE_URL", "DATABASE_OWNER_URL")
"""Taken away for the trial: it is restored into an embedded database, never into the one that is in use."""


def main(arguments: list[str]) -> int:
    """Exit code 1 where the backup does not hold, with the reason."""
    parser = words.parser("drill", "Restore a backup for trial, and say whether it holds.")
    parser.add_argument(
        "folder", nargs="?", type=Path, help="the backup; the newest in COMITAS_BACKUP_TARGET unless given"
    )
    parser.add_argument(
        "--passphrase-file", type=Path, help="file whose first line opens the keys; asked for unless given"
    )
    given = parser.parse_args(arguments)
    env = environment.read()
    folder, began = None, time.monotonic()
    try:
        folder = (given.folder or newest(env)).resolve()
        hold(env, folder, _passphrase(env, folder, given.passphrase_file))
    except (Broken, OSError) as error:
        safety.note(env, safety.DRILL, safety.FAILED, getattr(error, "code", "other"), folder.name if folder else "")
        safety.tell("instance.not-drilled")
        return words.refuse(f"The drill failed. {error}")
    safety.note(env, safety.DRILL, safety.DONE, of=folder.name)
    safety.tell("instance.drilled", {"made_at": bundle.spoken(folder.name.rsplit("-", 1)[-1])})
    print(
        f"It holds: {folder} was restored in {time.monotonic() - began:.0f} s, its ledger verifies and every original opens."
    )
    return 0


def newest(env: Environment) -> Path:
    """The last finished backup. `Broken` where there is none."""
    named = bundle.found(env.backups, env.instance) if env.backups.is_dir() else {}
    found = {path: at for path, at in named.items() if path.is_dir()}
    if not found:
        raise Broken(f"There is no backup in {env.backups}.", "none")
    return max(found, key=found.__getitem__)


def _passphrase(env: Environment, folder: Path, file: Path | None) -> str:
    """What opens the keys beside the backup; "" where they are to come from the settings."""
    if not keys_file(folder).exists():
        return ""
    given = (
        passphrases.from_file(file) if file else env.backup_passphrase or passphrases.asked("Passphrase", twice=False)
    )
    if not given:
        raise Broken(
            f"The keys lie sealed in {keys_file(folder)}: name the file that holds the passphrase with --passphrase-file."
        )
    return given


def hold(env: Environment, folder: Path, passphrase: str) -> None:
    """Restore *folder* and throw the result away. `Broken`, with the words of the restore, where it does not hold."""
    place = Path(tempfile.mkdtemp(prefix=".drill-", dir=env.home))
    try:
        command = [
            sys.executable,
            "-m",
            "comitas.config.restore",
            folder,
            "--into",
            place / "home",
            "--passphrase-file",
            "-",
        ]
        environ = {name: value for name, value in os.environ.items() if name not in ANOTHER_DATABASE}
        if env.keys.is_dir() and not passphrase:
            environ |= bundle.Keys.of(env).texts
        done = subprocess.run(
            [*map(str, command)], input=passphrase, text=True, check=False, capture_output=True, env=environ
        )
        if done.returncode:
            raise Broken(
                done.stderr.strip() or "The restore ended without a word.",
                "keys" if "passphrase" in done.stderr else "damaged",
            )
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
