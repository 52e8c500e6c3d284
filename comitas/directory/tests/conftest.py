"""What the directory's tests share."""

import pytest

from comitas.core.actor import Actor, system


@pytest.fixture
def by() -> Actor:
    """Who acts: what an officer may do is judged by the views."""
    return system("test")
