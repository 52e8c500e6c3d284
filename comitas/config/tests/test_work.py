"""The worker process, on a database of the test's own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app

from comitas.core.actor import system
from comitas.ledger import actions, queries, store
from comitas.ledger.models import Line, Order
from comitas.ledger.rules import kinds

WORKED = kinds.declare("test.worked", "Worked {n}.")
HARMLESS = "builtin:procrastinate.builtin_tasks.remove_old_jobs"


def environ(name: str, home: Path) -> dict[str, str]:
    """This test's settings for a process of its own: another database, another home, the same keys."""
    urls = {key: os.environ[key] for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    moved = {key: urlsplit(url)._replace(path=f"/{name}").geturl() for key, url in urls.items()}
    keys = {
        f"COMITAS_{kind}_KEY_FILE": str(settings.ENV.keys / f"{kind.lower()}_key") for kind in ("MASTER", "SIGNING")
    }
    return {
        **os.environ,
        **moved,
        **keys,
        "COMITAS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "comitas.config.settings",
    }


@pytest.fixture
def worker(committed_db: str, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """`worker()` starts a worker; what still runs at the end is killed."""
    begun: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        with (tmp_path / "worker.log").open("ab") as log:
            command = [sys.executable, "-m", "comitas.config.work"]
            begun.append(subprocess.Popen(command, env=environ(committed_db, tmp_path), stdout=log, stderr=log))
        return begun[-1]

    yield start
    for child in begun:
        child.kill()
        child.wait()


def until(true: Callable[[], Any], seconds: float = 45) -> Any:
    """Wait for *true*; a slow machine gets its time."""
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, "this did not happen"
        time.sleep(0.05)
    return found


def write(n: int, at: datetime) -> int:
    with transaction.atomic():
        actions.record(WORKED, by=system("test"), at=at, payload={"n": n})
        return Line.objects.filter(kind=WORKED.name).latest("id").pk


def checkpoints(tmp_path: Path) -> Path:
    return tmp_path / "demo" / "checkpoints" / "ledger.jsonl"


def status_of(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job])
        return str(cursor.fetchone()[0])


def harmless_job() -> int:
    return app.configure_task(HARMLESS).defer(max_hours=72)


def strand(job: int, attempts: int = 0) -> None:
    """Leave *job* as a worker leaves it that was killed and whose row is gone."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE id = %s", [attempts, job])


def test_it_orders_lines_attests_to_them_and_ends_when_told(worker: Any, at: datetime, tmp_path: Path) -> None:
    child = worker()
    line = write(1, at)
    until(lambda: Order.objects.filter(line_id=line).exists())
    last = write(2, at)
    # A line is ordered only when no older transaction of the cluster is open, and the other tests share the cluster.
    until(lambda: Order.objects.filter(line_id=last).exists())
    child.send_signal(signal.SIGTERM)
    assert child.wait(30) == 0, (tmp_path / "worker.log").read_text()
    found = queries.verify(store.every(checkpoints(tmp_path), settings.SIGNING_KEY.public_key()))
    assert found.sure_up_to == found.positions == Line.objects.count()
    assert Order.objects.filter(line_id=last, position__lte=found.sure_up_to), "what was committed is attested to"


def test_jobs_of_a_dead_worker_are_done_and_those_that_never_survive_are_given_up(worker: Any) -> None:
    job, deadly = harmless_job(), harmless_job()
    strand(job)
    strand(deadly, attempts=10)
    worker()
    until(lambda: status_of(job) == "succeeded")
    until(lambda: status_of(deadly) == "failed")


def test_it_goes_on_after_its_connections_were_cut(worker: Any, at: datetime) -> None:
    worker()
    first = harmless_job()
    until(lambda: status_of(first) == "succeeded")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchall()
    second, line = harmless_job(), write(3, at)
    until(lambda: status_of(second) == "succeeded")
    until(lambda: Order.objects.filter(line_id=line).exists())


def test_it_waits_for_a_database_that_is_not_there(committed_db: str, tmp_path: Path) -> None:
    env = environ(committed_db, tmp_path)
    env["DATABASE_URL"] = env["DATABASE_URL"].replace("host=", "host=%2Fnowhere")
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        child = subprocess.Popen([sys.executable, "-m", "comitas.config.work"], env=env, stdout=output, stderr=output)
    try:
        until(lambda: b"Ledger order and readers: OperationalError" in log.read_bytes())
        assert child.poll() is None
        child.send_signal(signal.SIGTERM)
        assert child.wait(30) == 0
    finally:
        child.kill()
        child.wait()
