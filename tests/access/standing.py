"""Things of every kind of case, made and committed once a worker: a test rolls back to them instead of making them again.

Making them takes two to six seconds, and some fifty tests want them. A folder of tests whose `conftest.py` makes `at_home` an autouse fixture runs on
that database; `made` is a plugin's, so that there is one of it a worker.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from comitas.samples import cast as samples
from conftest import copied, current, point_at
from tests.access import addresses
from tests.access.addresses import Things

AT = datetime(2026, 3, 3, 8, 14, tzinfo=UTC)  # the instant of the fixture `at`
CANARY = "Xqzvolabrint"  # no word of any language, and no part of one


@pytest.fixture(scope="session")
def made(template: str, django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[tuple[str, Things]]:
    """The name of the database, and what stands in it."""
    before = current()
    with copied(template, f"test_{os.getpid()}_{worker_id}_things", django_db_blocker) as name:
        with django_db_blocker.unblock():
            things = addresses.make(samples.found(), AT, CANARY)
            point_at(before)
        yield name, things


def at_home(made: tuple[str, Things], django_db_blocker: Any) -> Iterator[None]:
    """The test's database is the one of `made`. To be autouse, which comes before `db` opens its transaction."""
    with django_db_blocker.unblock():
        before = current()
        point_at(made[0])
    yield
    with django_db_blocker.unblock():
        point_at(before)


@pytest.fixture
def things(made: tuple[str, Things], db: None) -> Things:
    return made[1]
