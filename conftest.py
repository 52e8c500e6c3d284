"""The tests' database: made from a template once a worker, never flushed, used as the application's role."""

import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

ROOT = Path(__file__).parent
pytest_plugins = ["comitas.samples.fixtures", "tests.access.standing"]

# Two workers share two cores with PostgreSQL: how long an example takes says nothing, and no test asserts on time.
settings.register_profile("comitas", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("comitas")


def _owner(url: str, statement: str, *names: str) -> None:
    """Run a statement as the owner. An autovacuum worker in a database that is dropped cannot be ended by us: it ends by itself."""
    for left in range(40, -1, -1):
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))
            return
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            if not left:
                raise
            time.sleep(0.25)


def _fingerprint() -> str:
    """Changes with any migration, and with the data of the directory that migrations write, so that nothing stale is used."""
    digest = hashlib.sha256()
    for path in sorted(
        {*ROOT.glob("comitas/*/migrations/*.py"), *ROOT.glob("comitas/directory/**/*.*"), ROOT / "conftest.py"}
    ):
        if "tests" not in path.parts and path.suffix in (".py", ".csv", ".json", ".txt"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@pytest.fixture(scope="session")
def template(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated database that nobody is connected to; the first worker to come makes it."""
    from django.db import connections

    from comitas.samples import cast as samples

    name = f"test_template_{_fingerprint()}"
    url = os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(url, autocommit=True) as held:
        held.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        known = held.execute("SELECT 1 FROM pg_database WHERE datname = %s", [f"{name}_done"]).fetchone()
        if not known:
            _owner(url, "DROP DATABASE IF EXISTS {}", name)
            _owner(url, "CREATE DATABASE {}", name)
            with django_db_blocker.unblock():
                point_at(name)
                _migrated(name, ROOT / "build" / "migrated" / f"{name}.dump")
                samples.create(datetime(2026, 1, 5, 8, tzinfo=UTC))
                for connection in connections.all():
                    connection.close()
                    _close_pool(connection)
            _owner(url, "CREATE DATABASE {} TEMPLATE {}", f"{name}_done", name)
    return f"{name}_done"


def _migrated(name: str, kept: Path) -> None:
    """Bring the database up to date. What the migrations made is kept: a hundred of them take twenty seconds, a dump takes two.

    The house key is not kept: it is wrapped by a master key of this run.
    """
    from comitas.config import migration

    environment, address = _programs(name)
    if kept.exists():
        subprocess.run(
            ["pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments", address, str(kept)],
            env=environment, check=True,
        )  # fmt: skip
    migration.migrate()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = kept.with_suffix(f".{os.getpid()}")
        subprocess.run(
            ["pg_dump", "--format=custom", "--compress=1", "--exclude-table-data=ledger_key", f"--file={made}", address],
            env=environment, check=True,
        )  # fmt: skip
        made.replace(kept)


def _programs(name: str) -> tuple[dict[str, str], str]:
    """Where pg_dump and pg_restore are, and the address for them; the password goes by the environment."""
    from comitas.config import postgres
    from comitas.config.settings import ENV

    parts = conninfo_to_dict(os.environ["DATABASE_OWNER_URL"]) | {"dbname": name}
    password = parts.pop("password", None)
    environment = os.environ | {"PATH": f"{ENV.pg_bindir or postgres.wheel_programs()}:{os.environ['PATH']}"}
    return environment | ({"PGPASSWORD": str(password)} if password else {}), f"--dbname={make_conninfo('', **parts)}"


@pytest.fixture(scope="session")
def django_db_setup(template: str, django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """One database a worker; tests roll back in it."""
    with copied(template, f"test_{os.getpid()}_{worker_id}", django_db_blocker):
        yield


@pytest.fixture
def committed_db(template: str, django_db_blocker: Any, worker_id: str, request: Any) -> Iterator[str]:
    """A database of the test's own, where commits are commits. Yields its name."""
    before = current()
    with copied(template, f"test_{os.getpid()}_{worker_id}_own", django_db_blocker) as name:
        with django_db_blocker.unblock():
            yield name
    point_at(before)


@contextmanager
def copied(template: str, name: str, blocker: Any) -> Iterator[str]:
    from django.db import connections

    url = os.environ["DATABASE_OWNER_URL"]
    _owner(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _owner(url, "CREATE DATABASE {} TEMPLATE {}", name, template)
    with blocker.unblock():
        point_at(name)
    yield name
    with blocker.unblock():
        for connection in connections.all():
            connection.close()
            _close_pool(connection)
    _owner(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def current() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def point_at(name: str) -> None:
    from django.db import connections

    for connection in connections.all():
        connection.close()
        _close_pool(connection)
        connection.settings_dict["NAME"] = name


def _close_pool(connection: Any) -> None:
    if connection.settings_dict["OPTIONS"].get("pool"):
        connection.close_pool()
