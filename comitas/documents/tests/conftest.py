"""Every test has a store of its own."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from comitas.accounts import actions as accounts
from comitas.samples.cast import Cast


@pytest.fixture(autouse=True)
def objects(settings: Any, tmp_path: Path) -> Path:
    """Where the test's objects lie."""
    settings.OBJECTS = tmp_path / "objects"
    return settings.OBJECTS


@pytest.fixture
def compartment(cast: Cast, at: datetime) -> UUID:
    """A compartment of the central authority, open to its content roles."""
    return accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central).pk


@pytest.fixture
def restricted(cast: Cast, at: datetime) -> UUID:
    """A compartment that only Ines and Karin may read."""
    return accounts.create_compartment(
        by=cast.ines, at=at, authority=cast.central, restricted=True, readers=(cast.ines.id, cast.karin.id)
    ).pk


@pytest.fixture
def files(objects: Path) -> Callable[[], list[Path]]:
    """`files()` lists the files in the store."""
    return lambda: sorted(path for path in objects.rglob("*") if path.is_file())
