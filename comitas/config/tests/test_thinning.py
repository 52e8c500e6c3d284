"""Old backups go: never the newest, never what is no backup of this instance, and whole or not at all, also over kill -9."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some

from comitas.config import backup, bundle, environment, safety, thinning
from comitas.config.bundle import Broken, Keys, Manifest
from comitas.config.environment import Environment
from comitas.desk.rules.safekeeping import Keep, surplus
from comitas.ledger.rules import checkpoints

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ZONES = some.sampled_from(["UTC", "Europe/Zurich", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Riyadh"])
KEEPS = some.builds(Keep, some.integers(1, 9), some.integers(0, 9), some.integers(0, 9))
MOMENTS = some.sets(some.datetimes(datetime(2024, 1, 1), datetime(2028, 3, 1)), min_size=1, max_size=60)


@given(MOMENTS, KEEPS, ZONES)
def test_the_newest_stays_and_no_more_stay_than_is_set(made: set[datetime], keep: Keep, zone: str) -> None:
    aware = {at.replace(tzinfo=UTC) for at in made}
    goes = surplus(aware, keep, zone)
    stays = aware - goes
    assert set(sorted(aware)[-keep.last :]) <= stays
    assert len(stays) <= keep.last + keep.days + keep.weeks
    assert surplus(stays, keep, zone) == set()  # once more changes nothing
    local = sorted((at.astimezone(ZoneInfo(zone)) for at in aware), reverse=True)
    days = list(dict.fromkeys(at.date() for at in local))[: keep.days]
    weeks = list(dict.fromkeys(at.isocalendar()[:2] for at in local))[: keep.weeks]
    kept = {at.astimezone(ZoneInfo(zone)) for at in stays}
    assert {at.date() for at in kept} >= set(days) and {at.isocalendar()[:2] for at in kept} >= set(weeks)


@given(MOMENTS, some.integers(0, 9), some.integers(0, 9), ZONES)
def test_nothing_goes_where_none_is_ever_to_go(made: set[datetime], days: int, weeks: int, zone: str) -> None:
    assert surplus({at.replace(tzinfo=UTC) for at in made}, Keep(0, days, weeks), zone) == set()


def test_a_year_of_nights_thins_to_days_and_weeks() -> None:
    there: set[datetime] = set()
    for night in range(365):
        there.add(NOON + timedelta(days=night))
        there -= surplus(there, Keep(3, 7, 5), "UTC")
    days = sorted((max(there) - at).days for at in there)
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6] and len(there) == 7 + 4 and days[-1] // 7 == 4


def test_a_machine_that_made_none_for_years_keeps_its_old_ones() -> None:
    old = {NOON + timedelta(days=day) for day in range(3)}
    assert surplus(old, Keep(7, 14, 8), "UTC") == set()


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    found = environment.read({"COMITAS_HOME": str(tmp_path / "home"), "COMITAS_BACKUP_KEEP": "2", "COMITAS_BACKUP_KEEP_DAYS": "0",
                              "COMITAS_BACKUP_KEEP_WEEKS": "0"})  # fmt: skip
    found.backups.mkdir(parents=True)
    return found


def made(env: Environment, day: int, keys: Keys | None = None, instance: str = "") -> Path:
    """A backup as `backup.make` leaves it, with little in it, and its keys beside it."""
    moment = bundle.moment(NOON + timedelta(days=day))
    folder = env.backups / f"comitas-{instance or env.instance}-{moment}"
    (folder / "objects" / "0a").mkdir(parents=True)
    names = ["database.dump", *(f"objects/0a/{n:036x}" for n in range(3))]
    for name in names:
        (folder / name).write_bytes(b"sealed")
    files = {name: bundle.measure(folder / name) for name in names}
    bundle.write_manifest(
        folder, Manifest(instance or env.instance, "1", moment, 7, "00", files), (keys or Keys.of(env)).signer
    )
    bundle.keys_file(folder).write_text("{}")
    return folder


def there(env: Environment) -> list[str]:
    return sorted(path.name for path in env.backups.iterdir() if not path.name.startswith("."))


def test_the_oldest_go_with_their_keys_and_it_is_noted(env: Environment) -> None:
    folders = [made(env, day) for day in range(5)]
    thinning.after(env, folders[-1])
    assert there(env) == sorted(name for one in folders[3:] for name in (one.name, one.name + ".keys"))
    noted = safety.known(env)["thinning"]
    assert (noted["state"], noted["removed"], noted["left"]) == ("done", 3, 0)


def test_what_the_last_drill_has_proven_stays(env: Environment) -> None:
    folders = [made(env, day) for day in range(5)]
    safety.note(env, safety.DRILL, safety.DONE, of=folders[1].name)
    thinning.after(env, folders[-1])
    assert [one for one in folders if one.exists()] == [folders[1], *folders[3:]]
    safety.note(env, safety.DRILL, safety.FAILED, "damaged", folders[1].name)
    thinning.after(env, folders[-1])
    assert [one for one in folders if one.exists()] == folders[3:]


def test_what_is_no_good_backup_of_this_instance_is_left_alone(env: Environment) -> None:
    """It is not counted as one either: the good ones beside it stay."""
    stranger = Keys("x", bytes(32), Ed25519PrivateKey.generate().private_bytes_raw())
    odd = [made(env, 10, stranger), made(env, 11), made(env, 12), made(env, 13)]
    (odd[1] / "manifest.json").unlink()
    next((odd[2] / "objects").rglob("0*0")).unlink(missing_ok=True)
    (odd[2] / "database.dump").unlink()
    (odd[3] / "database.dump").write_bytes(b"short")
    others = [made(env, 1, instance="demo-2"), made(env, 2, instance="demo-2")]
    for name in ("comitas-demo-notes", "comitas-demo-20260301T120000000Z-copy", "minutes of the meeting"):
        (env.backups / name).mkdir()
    outside = env.home.parent / "elsewhere"
    made(env, 14).rename(outside)
    linked = env.backups / f"comitas-demo-{bundle.moment(NOON + timedelta(days=14))}"
    linked.symlink_to(outside)
    good = [made(env, day) for day in range(3)]
    thinning.after(env, good[-1])
    assert [one for one in good if one.exists()] == good[1:]
    assert all(one.exists() for one in [*odd, *others, outside / "manifest.json", env.backups / "comitas-demo-notes"])
    assert safety.known(env)["thinning"]["left"] == 5 and linked.is_symlink()


def test_backups_from_before_a_change_of_keys_are_still_known(env: Environment) -> None:
    old = [made(env, day) for day in range(3)]
    former, fresh = Keys.of(env).signer, Ed25519PrivateKey.generate()
    env.checkpoints.mkdir(parents=True)
    over = checkpoints.hand_over(7, bytes(32), NOON, checkpoints.NONE_BEFORE, former, fresh)
    (env.checkpoints / "ledger.jsonl").write_text(over.text + "\n")
    changed = replace(env, signing_key=fresh.private_bytes_raw())
    newest = made(changed, 5)
    thinning.after(changed, newest)
    assert [one for one in old if one.exists()] == old[2:]


def test_nothing_goes_from_a_folder_that_is_not_the_one_of_the_settings(env: Environment) -> None:
    folders = [made(env, day) for day in range(4)]
    elsewhere = replace(env, backup_target=env.home / "stick")
    thinning.after(elsewhere, folders[-1])
    never = replace(env, backup_keep=Keep(0, 1, 1))
    thinning.after(never, folders[-1])
    assert all(one.exists() for one in folders)


def test_a_folder_that_cannot_be_removed_is_told_and_the_backup_stands(
    env: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [made(env, day) for day in range(4)]

    def refused(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(bundle, "remove", refused)
    thinning.after(env, folders[-1])
    assert safety.known(env)["thinning"] | {"at": ""} == {"state": "failed", "why": "not-removed", "of": "", "at": ""}
    assert all(one.exists() for one in folders)


def test_room_is_made_only_where_the_newest_is_read_whole(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [made(env, day) for day in range(4)]
    (folders[-1] / "objects" / "0a" / f"{1:036x}").write_bytes(b"broken")  # of the same size, with another fingerprint

    def full(*_given: object) -> None:
        if len(list(env.backups.glob("comitas-*Z"))) > 2:
            raise Broken("no room", "no-room")

    monkeypatch.setattr(backup, "_check_room", full)
    with pytest.raises(Broken):
        backup._make_room(env, env.backups)
    assert all(one.exists() for one in folders)
    (folders[-1] / "objects" / "0a" / f"{1:036x}").write_bytes(b"sealed")
    backup._make_room(env, env.backups)
    assert [one for one in folders if one.exists()] == folders[2:]


KILLED = """
import os, signal, sys
from pathlib import Path
from comitas.config import environment, thinning
env, left = environment.read(), [int(sys.argv[1])]
def count(event, _given):
    if event in ("os.rename", "os.remove", "os.rmdir"):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
thinning.thin(env, max(env.backups.glob("comitas-demo-*Z")))
"""


@pytest.mark.parametrize("step", [1, 2, 3, 4, 7, 9, 12])
def test_kill_9_in_between_leaves_whole_backups_and_what_the_next_one_removes(env: Environment, step: int) -> None:
    folders = [made(env, day) for day in range(4)]
    environ = {**os.environ, "COMITAS_HOME": str(env.base), "COMITAS_BACKUP_KEEP": "2", "COMITAS_BACKUP_KEEP_DAYS": "0",
               "COMITAS_BACKUP_KEEP_WEEKS": "0"}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", KILLED, str(step)], env=environ, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    key = Keys.of(env).signer.public_key()
    for folder in env.backups.glob("comitas-demo-*Z"):
        bundle.check(folder, bundle.read_manifest(folder, key))  # what is called a backup is a whole one
        assert bundle.keys_file(folder).exists()
    assert all(one.exists() for one in folders[2:])
    thinning.after(env, folders[-1])
    assert there(env) == sorted(name for one in folders[2:] for name in (one.name, one.name + ".keys"))


def test_an_unfinished_backup_of_another_instance_is_not_ours_to_remove(env: Environment) -> None:
    other = env.backups / f"comitas-demo-2-{bundle.moment(NOON)}.partial"
    mine = env.backups / f"comitas-demo-{bundle.moment(NOON)}.partial"
    for folder in (other, mine):
        folder.mkdir()
        bundle.keys_file(folder).write_text("{}")
    with bundle.alone(env.backups, "demo"):
        assert other.exists() and bundle.keys_file(other).exists()
        assert not mine.exists() and not bundle.keys_file(mine).exists()


def test_what_is_set_must_be_numbers() -> None:
    with pytest.raises(environment.Misconfigured) as refused:
        environment.read(
            {"COMITAS_HOME": "/nowhere", "COMITAS_BACKUP_KEEP": "-1", "COMITAS_BACKUP_KEEP_DAYS": "many"},
            make_keys=False,
        )
    assert [problem.split()[0] for problem in refused.value.problems] == [
        "COMITAS_BACKUP_KEEP",
        "COMITAS_BACKUP_KEEP_DAYS",
    ]
