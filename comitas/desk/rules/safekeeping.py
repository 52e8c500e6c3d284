"""Backups and drills as the administrator sees them: the files by which pages and supervisor speak, and what the codes mean."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from comitas.core.text import N_

ASKED = "backup.asked"
"""A file in the instance's folder: somebody wants a backup. It stays until one was tried, also over a crash."""
NOTED = "safety.json"
"""A file there: how the last backup and the last drill stand."""
RUNNING, DONE, FAILED = "running", "done", "failed"
NOTES = BACKUP, DRILL, THINNING = "backup", "drill", "thinning"

WHY: dict[str, str] = {
    "not-plugged-in": N_("The disk for backups was not there. Plug it in, and back up again."),
    "no-room": N_("There was not enough room for it. Make room on the disk for backups, or take a larger one."),
    "short-passphrase": N_("The passphrase for the keys is shorter than 12 characters. Set a longer one."),
    "keys": N_("The keys or the passphrase given do not open the backup."),
    "damaged": N_(
        "The backup is damaged or incomplete. Make a new one at once, to another disk if this happens again."
    ),
    "none": N_("There was no backup to try."),
    "not-removed": N_("Look whether the account of the instance may delete there, and whether the disk is well."),
    "stopped": N_("It was stopped before it was finished."),
    "other": N_(
        "The reason stands in backup.log, in the instance’s folder of logs, or was said where the command was typed."
    ),
}
"""Why one failed; any other code is "other"."""


@dataclass(frozen=True, slots=True)
class Noted:
    """How a backup, a drill or a thinning stands: `state`, since when, why it failed (a key of `WHY`), and the name of the backup.

    Of a thinning `removed`: how many backups are gone, `left`: how many folders are called like one of ours and are none.
    """

    state: str
    at: datetime
    why: str = ""
    of: str = ""
    removed: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Keep:
    """Which backups are kept: the `last` ones, and besides the newest of each of the last `days` and `weeks` that have one.

    Nothing is removed for being old: where no new backup is made, all stay. `last` 0: nothing is ever removed.
    """

    last: int
    days: int = 0
    weeks: int = 0


def surplus(made: Collection[datetime], keep: Keep, zone: str) -> set[datetime]:
    """Of backups made at these instants those that are not kept; days and weeks are those of *zone*. Never the newest."""
    newest_first = sorted(set(made), reverse=True)
    if not keep.last:
        return set()
    kept = set(newest_first[: keep.last])
    for most, week in ((keep.days, False), (keep.weeks, True)):
        periods: dict[date, datetime] = {}
        for at in newest_first:
            periods.setdefault(_period(at.astimezone(ZoneInfo(zone)).date(), week), at)
        kept.update(sorted(periods.values(), reverse=True)[:most])
    return set(newest_first) - kept


def _period(day: date, week: bool) -> date:
    """The day itself, or the Monday of its week."""
    return day - timedelta(days=day.weekday()) if week else day


def noted(told: object) -> Noted | None:
    """What was noted; None where it is not what we write."""
    if not isinstance(told, Mapping):
        return None
    try:
        at = datetime.fromisoformat(str(told["at"]))
    except (KeyError, ValueError):
        return None
    why = str(told.get("why", ""))
    removed, left = (count if isinstance(count := told.get(name), int) else 0 for name in ("removed", "left"))
    return Noted(str(told.get("state", "")), at, why if why in WHY else "other", str(told.get("of", "")), removed, left)
