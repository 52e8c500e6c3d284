"""Backups and drills as the administrator sees them: the files by which pages and supervisor speak, and what the codes mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from comitas.core.text import N_

ASKED = "backup.asked"
"""A file in the instance's folder: somebody wants a backup. It stays until one was tried, also over a crash."""
NOTED = "safety.json"
"""A file there: how the last backup and the last drill stand."""
RUNNING, DONE, FAILED = "running", "done", "failed"
BACKUP, DRILL = "backup", "drill"

WHY: dict[str, str] = {
    "not-plugged-in": N_("The disk for backups was not there. Plug it in, and back up again."),
    "no-room": N_("There was not enough room for it. Make room on the disk for backups, or take a larger one."),
    "short-passphrase": N_("The passphrase for the keys is shorter than 12 characters. Set a longer one."),
    "keys": N_("The keys or the passphrase given do not open the backup."),
    "damaged": N_(
        "The backup is damaged or incomplete. Make a new one at once, to another disk if this happens again."
    ),
    "none": N_("There was no backup to try."),
    "stopped": N_("It was stopped before it was finished."),
    "other": N_(
        "The reason stands in backup.log, in the instance’s folder of logs, or was said where the command was typed."
    ),
}
"""Why one failed; any other code is "other"."""


@dataclass(frozen=True, slots=True)
class Noted:
    """How a backup or a drill stands: `state`, since when, why it failed (a key of `WHY`), and the name of the backup."""

    state: str
    at: datetime
    why: str = ""
    of: str = ""


def noted(told: object) -> Noted | None:
    """What was noted; None where it is not what we write."""
    if not isinstance(told, Mapping):
        return None
    try:
        at = datetime.fromisoformat(str(told["at"]))
    except (KeyError, ValueError):
        return None
    why = str(told.get("why", ""))
    return Noted(str(told.get("state", "")), at, why if why in WHY else "other", str(told.get("of", "")))
