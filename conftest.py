"""The tests' database: made from a template once a worker, never flushed, used as the application's role."""

import hashlib
import os
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

ROOT = Path(__file__).parent
pytest_plugins = ["comitas.samples.fixtures"]

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
    """Changes with any migration, so that a stale template is never used."""
    digest = hashlib.sha256()
    for path in sorted(ROOT.glob("comitas/*/migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@pytest.fixture(scope="session")
def template(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated database that nobody is connected to; the first worker to come makes it."""
    from django.db import connections

    from comitas.config import migration
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
                _point_at(name)
                migration.migrate()
                samples.create(datetime(2026, 1, 5, 8, tzinfo=UTC))
                for connection in connections.all():
                    connection.close()
                    _close_pool(connection)
            _owner(url, "CREATE DATABASE {} TEMPLATE {}", f"{name}_done", name)
    return f"{name}_done"


@pytest.fixture(scope="session")
def django_db_setup(template: str, django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """One database a worker; tests roll back in it."""
    with _database(template, f"test_{os.getpid()}_{worker_id}", django_db_blocker):
        yield


@pytest.fixture
def committed_db(template: str, django_db_blocker: Any, worker_id: str, request: Any) -> Iterator[str]:
    """A database of the test's own, where commits are commits. Yields its name."""
    before = _current()
    with _database(template, f"test_{os.getpid()}_{worker_id}_own", django_db_blocker) as name:
        with django_db_blocker.unblock():
            yield name
    _point_at(before)


@contextmanager
def _database(template: str, name: str, blocker: Any) -> Iterator[str]:
    from django.db import connections

    url = os.environ["DATABASE_OWNER_URL"]
    _owner(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _owner(url, "CREATE DATABASE {} TEMPLATE {}", name, template)
    with blocker.unblock():
        _point_at(name)
    yield name
    with blocker.unblock():
        for connection in connections.all():
            connection.close()
            _close_pool(connection)
    _owner(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _current() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def _point_at(name: str) -> None:
    from django.db import connections

    for connection in connections.all():
        connection.close()
        _close_pool(connection)
        connection.settings_dict["NAME"] = name


def _close_pool(connection: Any) -> None:
    if connection.settings_dict["OPTIONS"].get("pool"):
        connection.close_pool()
