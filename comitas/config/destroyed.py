"""The list of destructions goes with every backup, and its newest state lies beside them: whoever restores an old one destroys again."""

import os
import secrets
from pathlib import Path

from comitas.config.environment import Environment

NAME = "checkpoints/destructions.jsonl"


def of(env: Environment) -> Path:
    """The list of an instance. It lies outside the database."""
    return env.home / NAME


def beside(folder: Path, instance: str) -> Path:
    """Where the newest list lies for all backups in *folder*."""
    return folder / f"comitas-{instance}.destroyed"


def leave_beside(env: Environment, folder: Path) -> None:
    """Put the list beside the backups, in place of the one there."""
    if not of(env).exists():
        return
    fresh = folder / f".{secrets.token_hex(8)}.partial"
    with fresh.open("xb") as file:
        file.write(of(env).read_bytes())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(beside(folder, env.instance))


def to_apply(backup: Path, instance: str, given: Path | None) -> list[Path]:
    """The lists for a restore of *backup*: the one named, and the one beside it."""
    found = [one for one in (given, beside(backup.parent, instance)) if one is not None]
    return [one for one in found if one == given or one.exists()]
