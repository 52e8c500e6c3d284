from datetime import datetime
from types import SimpleNamespace

import pytest

from comitas.takeover import jobs


@pytest.fixture(autouse=True)
def worker_at(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """The worker acts at the instant of the test."""
    monkeypatch.setattr(jobs, "clock", SimpleNamespace(now=lambda: at))
