"""Destruction with real clusters: killed with signal 9 it goes on, and a backup from before is emptied again when it is restored."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from comitas.config import destroyed
from comitas.config.tests.instances import Instance, own, place

PASSPHRASE = "five grey herons at noon"
BEGIN = """
import django; django.setup()
from datetime import datetime, UTC
from comitas.config import migration, rounds
from comitas.samples import cast as samples
from comitas.protection.tests.building import closed_case, approved
at = datetime(2026, 3, 3, 8, tzinfo=UTC)
migration.migrate()
cast = samples.create(at)
case = closed_case(cast, at)
rounds.attest_to_all()
print(case.number)
"""
DESTROY = """
import django; django.setup()
import os, signal, sys
from datetime import datetime, UTC
from comitas.cases.models import Case
from comitas.documents import store
from comitas.protection import jobs
from comitas.protection.models import Destruction
from comitas.protection.tests.building import approved
from comitas.samples import cast as samples
at = datetime(2026, 3, 3, 9, tzinfo=UTC)
made = Destruction.objects.first() or approved(samples.found(), at, Case.objects.get().compartment_id)
if sys.argv[1] == "killed":
    store.remove = lambda _object: os.kill(os.getpid(), signal.SIGKILL)
jobs.destroy(destruction=str(made.pk))
"""
LOOK = """
import django; django.setup()
from comitas.cases.models import Case, Person
from comitas.config import rounds
from comitas.ledger.models import Key
from comitas.protection.models import Destruction
rounds.follow_all()
done = Destruction.objects.filter(state="done").first()
print(Case.objects.count(), Person.objects.count(), Key.objects.filter(wrapped=None).count(), done.certificate if done else "none")
"""


@pytest.fixture(scope="module")
def source() -> Iterator[Instance]:
    with place() as folder:
        found = Instance(own(folder / "source"))
        with found.running():
            filled = found.run("-c", BEGIN)
            assert filled.returncode == 0, filled.stderr
            yield found


def originals(of: Instance) -> int:
    return sum(path.is_file() for path in (of.data / "objects").rglob("*"))


def test_killed_it_goes_on_and_an_old_backup_is_emptied_again(source: Instance) -> None:
    with place() as target:
        secret = target / "passphrase"
        secret.write_text(PASSPHRASE + "\n")
        secret.chmod(0o644)
        made = source.run("-m", "comitas.config.backup", target, "--passphrase-file", secret)
        assert made.returncode == 0, made.stderr
        backup = next(path for path in target.glob("comitas-demo-*") if path.is_dir())

        killed = source.run("-c", DESTROY, "killed")
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert source.run("-c", LOOK).stdout.split() == ["1", "1", "1", "none"], "the key is gone, the rows are not"
        done = source.run("-c", DESTROY, "on")
        assert done.returncode == 0, done.stderr
        assert source.run("-c", LOOK).stdout.split() == ["0", "0", "1", "D-2026-0001"]
        assert originals(source) == 0
        verified = source.run("-m", "comitas.config.commands.ledger", "verify")
        assert verified.returncode == 0 and "destroyed with their key" in verified.stdout, verified.stderr

        listed = target / "newest"
        listed.write_bytes((source.data / destroyed.NAME).read_bytes())
        listed.chmod(0o644)
        into = own(target / "home")
        command = ("-m", "comitas.config.restore", backup, "--into", into, "--passphrase-file", secret)
        altered = target / "altered"
        altered.write_text(listed.read_text().replace("Order 12/2026", "Order 13/2026"))
        altered.chmod(0o644)
        refused = Instance(into).run(*command, "--destructions", altered)
        assert refused.returncode == 1 and "list of destructions" in refused.stderr, refused.stderr

        restored = Instance(into).run(*command, "--destructions", listed)
        assert restored.returncode == 0, restored.stdout + restored.stderr
        copy = Instance(into)
        with copy.running():
            assert copy.run("-c", LOOK).stdout.split() == ["0", "0", "1", "D-2026-0001"]
            verified = copy.run("-m", "comitas.config.commands.ledger", "verify")
            assert verified.returncode == 0, verified.stderr
        assert originals(copy) == 0


def test_the_newest_list_lies_beside_the_backups(tmp_path: Path) -> None:
    backup = tmp_path / "comitas-demo-20260303"
    assert destroyed.to_apply(backup, "demo", None) == []
    beside = destroyed.beside(tmp_path, "demo")
    beside.write_text("")
    given = tmp_path / "given"
    assert destroyed.to_apply(backup, "demo", given) == [given, beside]
