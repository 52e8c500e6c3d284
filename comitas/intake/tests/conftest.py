"""Every test has a store of its own."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from comitas.intake.tests import mailserver


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


_boxes = count()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[mailserver.Server]:
    """A real mail server, one a session."""
    with mailserver.running() as server:
        yield server


@pytest.fixture
def server(dovecot: mailserver.Server, settings: Any) -> mailserver.Server:
    """The same, trusted, with a token endpoint that nobody has asked."""
    settings.MAIL_CA_FILE = dovecot.authority
    dovecot.endpoint.forget()
    return dovecot


@pytest.fixture
def user() -> str:
    """Somebody with an empty mailbox."""
    return mailserver.USERS[next(_boxes)]
