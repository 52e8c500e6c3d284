"""Every test has a store of its own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def objects(settings: Any, tmp_path: Path) -> Path:
    """Where the test's objects lie."""
    settings.OBJECTS = tmp_path / "objects"
    return settings.OBJECTS
