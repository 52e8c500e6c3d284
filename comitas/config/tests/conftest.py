"""A folder that the database's account can pass through, and a cluster in it."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from comitas.config import postgres, service


@pytest.fixture
def place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="comitas-t-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def cluster(place: Path) -> postgres.Cluster:
    """Not started, and not made yet."""
    home = place / "postgres"
    return postgres.Cluster(home, home / "run", postgres.wheel_programs(), service.runner(), throw_away=True)
