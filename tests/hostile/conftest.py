"""Here all tests run on a database in which things of every kind of case stand."""

import pytest

from tests.access.standing import at_home

standing = pytest.fixture(autouse=True)(at_home)
