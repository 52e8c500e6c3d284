"""Whole instances in throw-away folders, with an embedded database of their own, for tests that restart, copy or break them."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from comitas.config import environment, postgres, service

ROOT = Path(__file__).resolve().parent.parent.parent.parent
SETTINGS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE")
FILL = """
import django; django.setup()
import sys
from datetime import datetime, UTC
from allauth.mfa.models import Authenticator
from comitas.config import migration, rounds
from comitas.samples import cast as samples
from comitas.accounts import actions as accounts
from comitas.documents import actions as documents
at = datetime(2026, 3, 3, 8, tzinfo=UTC)
migration.migrate()
cast = samples.create(at)
clear = {"data": {"secret": "JBSWY3DPEHPK3PXP"}}  # as an earlier version kept it
Authenticator.objects.get_or_create(user_id=cast.lea.id, type="totp", defaults=clear)
place = accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central).pk
for n in range(int(sys.argv[1])):
    data = b"%PDF-1.7 original " + str(n).encode() * 50_000
    upload = documents.receive_file(by=cast.rosa, at=at, name=f"letter {n}.pdf", data=data)
    documents.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=place)
rounds.attest_to_all()
"""


@dataclass
class Instance:
    """One COMITAS_HOME. Commands run as the account that its database runs as."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "demo"

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, *map(str, arguments)]

    def options(self) -> dict[str, object]:
        """For subprocess: settings, and the account."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("COMITAS_") and k not in SETTINGS}
        changed = {
            "COMITAS_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "comitas.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        runner = service.runner()
        other = {"user": runner.uid, "group": runner.gid, "extra_groups": []} if os.geteuid() == 0 else {}
        return {"env": {**kept, **changed, "PYTHONDONTWRITEBYTECODE": "1"}, "cwd": "/", **other}

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run python with *arguments* to its end."""
        return subprocess.run(self.command(*arguments), capture_output=True, text=True, **self.options())  # type: ignore[call-overload,no-any-return]

    def start(self, *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Start python with *arguments*; its words are thrown away."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(self.command(*arguments), **quiet, **self.options())  # type: ignore[call-overload,no-any-return]

    @contextmanager
    def running(self) -> Iterator[None]:
        """With its database up."""
        own(self.data)
        env = environment.read({"COMITAS_HOME": str(self.home)})
        with postgres.cluster_running(postgres.cluster_of(env, service.runner())):
            own_all(self.data / "keys")
            yield


@contextmanager
def place() -> Iterator[Path]:
    """A folder that the database's account owns."""
    folder = Path(tempfile.mkdtemp(prefix="comitas-i-"))
    own(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def own(folder: Path) -> Path:
    """*folder*, made where absent, of the database's account."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    runner = service.runner()
    for part in (folder, folder.parent):
        if part.name.startswith("comitas-i-") or part == folder:
            os.chown(part, runner.uid, runner.gid)
    return folder


def own_all(folder: Path) -> None:
    runner = service.runner()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, runner.uid, runner.gid)
