"""kill -9 at random moments: what was acknowledged is readable, what was not leaves at most a file that the sweep removes."""

import base64
import hashlib
import os
import random
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import settings as django_settings

from comitas.accounts import actions as accounts
from comitas.core.actor import Actor, system
from comitas.documents import actions, queries, store
from comitas.documents.models import Object, Upload
from comitas.documents.rules import uploads
from comitas.documents.tests.uploading import content
from comitas.samples import cast as samples

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
ROUNDS = int(os.environ.get("ROUNDS", "4"))


def child(database: str, home: Path, seed: int, compartment: UUID) -> subprocess.Popen[str]:
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
    owner = urlsplit(os.environ["DATABASE_OWNER_URL"])._replace(path=f"/{database}").geturl()
    key = base64.b64encode(django_settings.MASTER_KEY).decode()
    environ = {
        **os.environ,
        "COMITAS_HOME": str(home),
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": owner,
        "COMITAS_MASTER_KEY": key,
    }
    command = [sys.executable, "-m", "comitas.documents.tests.uploading", str(seed), str(compartment)]
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)


def acknowledged(process: subprocess.Popen[str], chance: random.Random) -> list[list[str]]:
    """What the process had acknowledged when it was killed: somewhere after its first, or its fortieth, answer."""
    assert process.stdout and process.stdout.readline() == "ready\n"
    told = [process.stdout.readline() for _each in range(chance.randrange(1, 40))]
    time.sleep(chance.uniform(0, 0.02))
    process.kill()
    rest, _ = process.communicate()
    told += rest.splitlines(keepends=True)
    return [line.split() for line in told if line.endswith("\n")]


def finish(rosa: Actor, at: datetime, upload: Upload, number: int) -> None:
    """Go on where the server says it stopped, to the end."""
    data = content(number, upload.size)
    for offset in range(upload.received, upload.size, uploads.SEGMENT_BYTES):
        part = data[offset : offset + uploads.SEGMENT_BYTES]
        actions.receive_part(by=rosa, at=at, upload=upload.pk, offset=offset, data=part)
    actions.complete_upload(by=rosa, at=at, upload=upload.pk)
    found = queries.upload(rosa, upload.pk)
    assert bytes(found.object.sha256) == hashlib.sha256(data).digest()


def check_upload(rosa: Actor, at: datetime, number: int, upload_id: UUID, received: int) -> None:
    upload = Upload.objects.select_related("object").get(pk=upload_id)
    assert upload.received >= received
    if upload.state in uploads.WAITING:
        finish(rosa, at, upload, number)


def check_sweep(at: datetime, objects: Path) -> None:
    names = tuple(UUID(path.name) for path in objects.rglob("*") if path.is_file())
    actions.remove_strays(by=system("sweeper"), at=at, candidates=names)
    left = {UUID(path.name) for path in objects.rglob("*") if path.is_file()}
    assert left == set(Object.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_nothing_acknowledged_is_lost(
    turn: int, committed_db: str, tmp_path: Path, settings: Any, at: datetime
) -> None:
    seed = SEED + turn
    settings.OBJECTS = tmp_path / "demo" / "objects"
    rosa, central = samples.found().rosa, samples.found().central
    compartment = accounts.create_compartment(by=rosa, at=at, authority=central).pk
    lines = acknowledged(child(committed_db, tmp_path, seed, compartment), random.Random(seed))
    assert lines, f"SEED={seed}"
    for what, number, row, size in lines:
        if what == "kept":
            data = b"".join(queries.original(rosa, UUID(row)))
            assert data == content(int(number), int(size)), f"SEED={seed}"
        else:
            check_upload(rosa, at, int(number), UUID(row), int(size))
    check_sweep(at, store.path(UUID(int=0)).parent.parent)
