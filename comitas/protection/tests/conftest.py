"""Every test has a store and a list of its own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.OBJECTS = tmp_path / "objects"
    settings.DESTRUCTIONS = tmp_path / "checkpoints" / "destructions.jsonl"
