"""Every test has a store of its own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def objects(settings: Any, tmp_path: Path) -> Path:
    """Where the test's objects lie."""
    settings.OBJECTS = tmp_path / "objects"
    return settings.OBJECTS


@pytest.fixture(autouse=True)
def drops(settings: Any, tmp_path: Path) -> Path:
    """Where the test's watched folders lie."""
    settings.DROP_FOLDER = tmp_path / "drop"
    settings.DROP_FOLDER.mkdir()
    return settings.DROP_FOLDER
