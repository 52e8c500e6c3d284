"""Backup and restore with real clusters: whole or not at all, and every kind of damage told in a sentence."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import rfc8785

from comitas.config import bundle, service
from comitas.config.tests.instances import FILL, Instance, own, place
from comitas.core import segments

ORIGINALS = 3
FACTORS = """
import django; django.setup()
from allauth.mfa.models import Authenticator
from comitas.accounts import queries
print(queries.opened_secret(Authenticator.objects.get().data["secret"]))
"""
PASSPHRASE = "five grey herons at noon"


@pytest.fixture(scope="module")
def source() -> Iterator[Instance]:
    """An instance that runs, with the cast and some originals."""
    with place() as folder:
        found = Instance(own(folder / "source"))
        with found.running():
            filled = found.run("-c", FILL, str(ORIGINALS))
            assert filled.returncode == 0, filled.stderr
            yield found


@pytest.fixture(scope="module")
def secret() -> Iterator[Path]:
    with place() as folder:
        path = folder / "passphrase"
        path.write_text(PASSPHRASE + "\n")
        path.chmod(0o644)
        yield path


@pytest.fixture(scope="module")
def backup(source: Instance, secret: Path) -> Iterator[Path]:
    """A finished backup of the source."""
    with place() as target:
        made = source.run("-m", "comitas.config.backup", target, "--passphrase-file", secret)
        assert made.returncode == 0, made.stderr
        yield next(path for path in target.glob("comitas-demo-*") if path.is_dir())


@pytest.fixture
def copied(backup: Path) -> Iterator[Path]:
    """A copy of the backup, to be damaged, with its keys beside it."""
    with place() as folder:
        shutil.copytree(backup, folder / backup.name)
        shutil.copy(backup.with_name(backup.name + ".keys"), folder)
        own_tree(folder)
        yield folder / backup.name


@pytest.fixture
def target() -> Iterator[Path]:
    with place() as folder:
        yield folder


def own_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def restored(backup: Path, into: Path, secret: Path) -> tuple[int, str]:
    done = Instance(into).run("-m", "comitas.config.restore", backup, "--into", into, "--passphrase-file", secret)
    return done.returncode, done.stdout + done.stderr


def test_a_backup_restores_to_a_ledger_that_verifies_and_originals_that_open(
    backup: Path, target: Path, secret: Path
) -> None:
    assert not list(backup.parent.glob("*.partial"))
    code, said = restored(backup, target / "home", secret)
    assert code == 0, said
    copy = Instance(target / "home")
    assert [path.name for path in copy.home.iterdir()] == ["demo"], "nothing of the building is left"
    with copy.running():
        verified = copy.run("-m", "comitas.config.commands.ledger", "verify")
        assert verified.returncode == 0, verified.stderr
        assert "Sure up to position" in verified.stdout
        read = copy.run("-c", "import django; django.setup(); from comitas.config import rounds; rounds.follow_all()")
        assert read.returncode == 0, (
            "who follows the ledger gets past the line that tells of the restore: " + read.stderr
        )
        opened = copy.run("-m", "comitas.config.originals")
        assert opened.stdout == f"Originals that open and are what came: {ORIGINALS}.\n"
        factors = copy.run("-c", FACTORS)
        assert factors.stdout == "JBSWY3DPEHPK3PXP\n", (
            "an earlier version's secret is sealed and opens: " + factors.stderr
        )
        again = copy.run("-c", FILL, "1")
        assert again.returncode == 0, again.stderr


def test_the_keys_lie_sealed_and_nowhere_else(source: Instance, backup: Path) -> None:
    keys = [(source.data / "keys" / name).read_text() for name in ("master_key", "signing_key", "secret_key")]
    for path in (*backup.rglob("*"), backup.with_name(backup.name + ".keys")):
        if path.is_file():
            assert not any(key.encode() in path.read_bytes() for key in keys)
    assert backup.with_name(backup.name + ".keys").stat().st_mode & 0o077 == 0


def test_the_database_lies_sealed_and_opens_with_the_keys_alone(backup: Path, secret: Path) -> None:
    keys = bundle.open_keys(backup.with_name(backup.name + ".keys"), PASSPHRASE)
    manifest = bundle.read_manifest(backup, keys.signer.public_key())
    assert b"PGDMP" not in (backup / "database.dump").read_bytes()
    with (backup / "database.dump").open("rb") as file:
        assert next(segments.opened(file, bundle.database_key(manifest, keys) or b"", b"database")).startswith(b"PGDMP")
    with pytest.raises(bundle.Broken):
        bundle.database_key(manifest, bundle.Keys(keys.secret, bytes(32), keys.signing))


def test_a_backup_of_the_first_version_restores(copied: Path, target: Path, secret: Path) -> None:
    """There the database lay in clear."""
    keys = bundle.open_keys(copied.with_name(copied.name + ".keys"), PASSPHRASE)
    manifest = bundle.read_manifest(copied, keys.signer.public_key())
    dump = copied / "database.dump"
    with dump.open("rb") as file:
        plain = b"".join(segments.opened(file, bundle.database_key(manifest, keys) or b"", b"database"))
    dump.write_bytes(plain)
    files = {**manifest.files, "database.dump": bundle.measure(dump)}
    body = {"format": 1, **{k: v for k, v in asdict(replace(manifest, files=files)).items() if k != "database_key"}}
    signature = keys.signer.sign(rfc8785.dumps(body)).hex()
    (copied / "manifest.json").write_text(json.dumps({**body, "signature": signature}))
    code, said = restored(copied, target / "home", secret)
    assert code == 0, said


def test_a_drill_says_whether_the_last_backup_holds(source: Instance, backup: Path, secret: Path) -> None:
    done = source.run("-m", "comitas.config.drill", backup, "--passphrase-file", secret)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"It holds: {backup} was restored in")
    noted = json.loads((source.data / "safety.json").read_text())["drill"]
    assert (noted["state"], noted["of"]) == ("done", backup.name)
    assert not list(source.data.glob(".drill-*"))


def test_a_drill_on_a_damaged_backup_says_so(source: Instance, copied: Path, secret: Path) -> None:
    next(path for path in (copied / "objects").rglob("*") if path.is_file()).unlink()
    done = source.run("-m", "comitas.config.drill", copied, "--passphrase-file", secret)
    assert done.returncode == 1 and "is missing." in done.stderr
    assert json.loads((source.data / "safety.json").read_text())["drill"]["why"] == "damaged"


def test_nothing_is_written_where_the_disk_for_backups_is_absent(source: Instance, target: Path, secret: Path) -> None:
    """Its empty place lies on the disk of the data."""
    given = {"COMITAS_BACKUP_MOUNTED": "yes", "COMITAS_BACKUP_TARGET": str(target)}
    run = source.options()
    run["env"] = {**run["env"], **given}  # type: ignore[dict-item]  # as Instance.run gives it
    command = source.command("-m", "comitas.config.backup", "--passphrase-file", secret)
    done = subprocess.run(command, capture_output=True, text=True, **run)  # type: ignore[call-overload]  # as above
    assert done.returncode == 1 and "plug it in" in done.stderr and not list(target.iterdir())
    assert json.loads((source.data / "safety.json").read_text())["backup"]["why"] == "not-plugged-in"


@pytest.mark.parametrize("name", ["database.dump", "objects", "checkpoints/ledger.jsonl", "manifest.json"])
def test_a_flipped_byte_is_found_and_nothing_is_restored(name: str, copied: Path, target: Path, secret: Path) -> None:
    damaged = next(path for path in (copied / name, *(copied / name).rglob("*")) if path.is_file())
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    code, said = restored(copied, target / "home", secret)
    assert code == 1
    assert said.startswith("Nothing was restored.")
    assert "was altered" in said
    assert not (target / "home" / "demo").exists()


def test_a_missing_original_is_named(copied: Path, target: Path, secret: Path) -> None:
    lost = next(path for path in (copied / "objects").rglob("*") if path.is_file())
    lost.unlink()
    code, said = restored(copied, target / "home", secret)
    assert code == 1
    assert f"{lost.relative_to(copied)} is missing." in said


def test_a_wrong_passphrase_is_a_sentence(backup: Path, target: Path) -> None:
    wrong = target / "wrong"
    wrong.write_text("five grey herons at dusk")
    wrong.chmod(0o644)
    code, said = restored(backup, target / "home", wrong)
    assert code == 1
    assert "The passphrase does not open" in said
    assert "Traceback" not in said


def test_a_short_passphrase_is_refused_and_leaves_no_backup(source: Instance, target: Path) -> None:
    short = target / "short"
    short.write_text("heron")
    short.chmod(0o644)
    done = source.run("-m", "comitas.config.backup", target / "b", "--passphrase-file", short)
    assert done.returncode == 1
    assert "shorter than 12 characters" in done.stderr
    assert not [path for path in (target / "b").glob("comitas-*") if not path.name.endswith(".partial")]


def test_a_place_that_is_taken_is_refused(backup: Path, target: Path, secret: Path) -> None:
    own(target / "home" / "demo")
    (target / "home" / "demo" / "something").touch()
    code, said = restored(backup, target / "home", secret)
    assert code == 1
    assert "is not empty" in said


def test_an_unfinished_backup_is_no_backup(copied: Path, target: Path, secret: Path) -> None:
    (copied / "manifest.json").unlink()
    code, said = restored(copied, target / "home", secret)
    assert code == 1
    assert "is no finished backup" in said


def test_a_backup_without_keys_says_so_and_is_not_restored_without_them(
    source: Instance, target: Path, secret: Path
) -> None:
    done = source.run("-m", "comitas.config.backup", target / "b")
    assert done.returncode == 0, done.stderr
    assert "The keys are not in this backup." in done.stdout
    folder = next((target / "b").glob("comitas-*"))
    code, said = restored(folder, target / "home", secret)
    assert code == 1
    assert "neither in" in said


def kill_when(child: subprocess.Popen[bytes], there: Callable[[], object]) -> None:
    """Kill *child* as soon as *there* is true; or do nothing, where it has ended before."""
    while child.poll() is None and not there():
        time.sleep(0.005)
    child.kill()
    child.wait()


def test_a_killed_backup_leaves_nothing_that_looks_finished_and_the_next_one_cleans_up(
    source: Instance, target: Path
) -> None:
    folder = own(target / "b")
    for pattern in ("*.partial", "*.partial/database.dump", "*.partial/objects/*"):
        child = source.start("-m", "comitas.config.backup", folder)
        kill_when(child, lambda pattern=pattern: list(folder.glob(pattern)))
        assert all((path / "manifest.json").exists() for path in folder.glob("comitas-*Z"))
    assert list(folder.glob("*.partial")), "at least the first was killed in the middle"
    assert source.run("-m", "comitas.config.backup", folder).returncode == 0
    assert not list(folder.glob("*.partial"))


def test_a_new_backup_takes_the_place_of_the_oldest_and_leaves_what_is_none(
    source: Instance, target: Path, secret: Path
) -> None:
    own(target / "b")
    (target / "b" / "comitas-demo-20200101T000000000Z").mkdir()  # called so, and none
    given = {"COMITAS_BACKUP_TARGET": str(target / "b"), "COMITAS_BACKUP_KEEP": "1", "COMITAS_BACKUP_KEEP_DAYS": "0",
             "COMITAS_BACKUP_KEEP_WEEKS": "0"}  # fmt: skip
    run = source.options()
    run["env"] = {**run["env"], **given}  # type: ignore[dict-item]  # as Instance.run gives it
    command = source.command("-m", "comitas.config.backup", "--passphrase-file", secret)
    for _night in range(2):
        done = subprocess.run(command, capture_output=True, text=True, **run)  # type: ignore[call-overload]  # as above
        assert done.returncode == 0, done.stderr
    assert "Old backups removed: 1. Kept: 1." in done.stdout
    names = sorted(path.name for path in (target / "b").glob("comitas-*"))
    assert len(names) == 3 and names[0] == "comitas-demo-20200101T000000000Z" and names[2] == f"{names[1]}.keys"
    assert json.loads((source.data / "safety.json").read_text())["thinning"] | {"at": 0} == {
        "state": "done", "why": "", "of": "", "removed": 1, "left": 1, "at": 0,
    }  # fmt: skip


def test_a_killed_restore_can_be_run_again(backup: Path, target: Path, secret: Path) -> None:
    into = own(target / "home")
    arguments = ("-m", "comitas.config.restore", backup, "--into", into, "--passphrase-file", secret)
    for inside in ("objects", "postgres/data/PG_VERSION"):
        child = Instance(into).start(*arguments)
        kill_when(child, lambda inside=inside: (into / ".restoring" / "demo" / inside).exists())
        assert not (into / "demo").exists()
    code, said = restored(backup, into, secret)
    assert code == 0, said
    assert [path.name for path in into.iterdir()] == ["demo"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands over to the service's account")
def test_root_restores_through_the_services_account(backup: Path, secret: Path) -> None:
    """The place belongs to root, and so does the passphrase; what is restored belongs to the service."""
    with place() as folder:
        into = folder / "home"
        into.mkdir(mode=0o755)
        folder.chmod(0o755)
        private = folder / "passphrase"
        private.write_text(secret.read_text())
        private.chmod(0o600)
        command = [sys.executable, "-m", "comitas", "restore", backup, "--into", into, "--passphrase-file", private]
        options = {**Instance(into).options(), "user": None, "group": None, "extra_groups": None}
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)  # type: ignore[call-overload]
        assert done.returncode == 0, done.stderr
        assert (into / "demo").stat().st_uid == service.runner().uid
        assert [path.name for path in into.iterdir() if path.name.startswith(".")] == []
