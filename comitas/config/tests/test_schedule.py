"""When a backup is due that nobody sits at, and what becomes of it."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comitas.config import environment, safety, schedule
from comitas.config.environment import Environment


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    found = environment.read({"COMITAS_HOME": str(tmp_path), "COMITAS_BACKUP_AT": "00:00"})
    found.home.mkdir(exist_ok=True)
    return found


@pytest.mark.parametrize(
    ("now", "last", "is_due"),
    [
        ("2026-03-03 01:29", None, False),  # 02:29 in Paris, and nothing was ever made: not before its time
        ("2026-03-03 01:30", None, True),
        ("2026-03-03 01:30", "2026-03-03 01:30", False),  # tried just now
        ("2026-03-03 08:00", "2026-03-02 01:30", True),  # asleep at night
        ("2026-03-03 08:00", "2026-03-03 01:31", False),
        ("2026-03-29 00:35", "2026-03-28 01:30", False),  # 02:30 does not exist on this day; it counts as 03:30
        ("2026-03-29 01:30", "2026-03-28 01:30", True),
    ],
)
def test_once_a_day_and_late_rather_than_never(now: str, last: str | None, is_due: bool) -> None:
    moments = [datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None for text in (now, last)]
    assert moments[0] is not None
    assert schedule.due(moments[0], "02:30", "Europe/Paris", moments[1]) == is_due
    assert not schedule.due(moments[0], "", "Europe/Paris", moments[1])


class Begun:
    """Children that do as they are told."""

    def __init__(self, code: int = 0) -> None:
        self.code, self.children = code, list[subprocess.Popen[bytes]]()

    def __call__(self) -> subprocess.Popen[bytes]:
        self.children.append(subprocess.Popen([sys.executable, "-c", f"raise SystemExit({self.code})"]))
        return self.children[-1]

    def end(self) -> None:
        for child in self.children:
            child.wait()


def test_one_at_a_time_and_what_was_asked_for_is_made_once(env: Environment) -> None:
    safety.note(env, safety.BACKUP, safety.DONE)
    begun = Begun()
    backups = schedule.Backups(env, begun)
    backups.look()
    assert not begun.children, "today's is made"
    backups.asked.touch()
    backups.look()
    backups.look()
    assert len(begun.children) == 1
    begun.end()
    backups.look()
    assert len(begun.children) == 1 and not backups.asked.exists()


def test_a_killed_backup_is_told_and_not_begun_again_at_once(env: Environment) -> None:
    begun = Begun(1)
    backups = schedule.Backups(env, begun)
    backups.look()
    safety.note(env, safety.BACKUP, safety.RUNNING)  # its first words; then it was killed
    begun.end()
    backups.look()
    assert safety.known(env)[safety.BACKUP]["why"] == "stopped" and len(begun.children) == 1


def test_a_note_that_is_none_is_no_note(env: Environment) -> None:
    for text in ("", "[]", "{", '{"backup": 3}'):
        safety.file(env).write_text(text)
        assert safety.known(env) == {}
