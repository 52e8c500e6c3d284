"""When a backup is made that nobody sits at: once a day, or when the administrator asks for one. The supervisor looks after it."""

import contextlib
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from comitas.config import safety
from comitas.config.environment import Environment
from comitas.desk.rules.safekeeping import ASKED


def due(now: datetime, at: str, zone: str, last: datetime | None) -> bool:
    """Whether the daily backup of *at* (such as "02:30", in *zone*) is due: its time is over, and none was tried since.

    A machine that slept through the night makes it in the morning.
    """
    if not at:
        return False
    local = now.astimezone(ZoneInfo(zone))
    planned = datetime.combine(local.date(), time.fromisoformat(at), ZoneInfo(zone))
    return planned <= now and (last is None or last < planned)


class Backups:
    """Begins backups as a child of the supervisor, one at a time."""

    def __init__(self, env: Environment, begin: Callable[[], subprocess.Popen[bytes]]):
        self.env, self.begin = env, begin
        self.child: subprocess.Popen[bytes] | None = None
        self.asked = env.home / ASKED
        self.last: datetime | None = None

    def look(self) -> None:
        """Notice the end of a backup; begin one where it is due or asked for."""
        if self.child is not None:
            if self.child.poll() is None:
                return
            self._ended(self.child)
            self.child = None
        now = datetime.now(UTC)
        if self.asked.exists() or due(now, self.env.backup_at, self.env.time_zone, self._last()):
            self.last = now
            with contextlib.suppress(OSError):  # out of processes or memory: the next look tries again
                self.child = self.begin()

    def _ended(self, child: subprocess.Popen[bytes]) -> None:
        self.asked.unlink(missing_ok=True)
        told = safety.known(self.env).get(safety.BACKUP, {})
        if child.returncode and told.get("state") == safety.RUNNING:
            safety.note(self.env, safety.BACKUP, safety.FAILED, "stopped")

    def _last(self) -> datetime | None:
        """When the last one was tried, by this process or one before it."""
        told = safety.known(self.env).get(safety.BACKUP, {}).get("at", "")
        noted = datetime.fromisoformat(told) if told else None
        return max([one for one in (noted, self.last) if one], default=None)
