"""Fixtures that every app's tests share."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from comitas.accounts.models import User
from comitas.core.actor import Actor
from comitas.samples import cast as samples
from comitas.samples.cast import Cast


@pytest.fixture
def at() -> datetime:
    """The instant at which tests act: Tuesday 3 March 2026, 09:14 in Arland."""
    return datetime(2026, 3, 3, 8, 14, tzinfo=UTC)


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, already in the template that the test's database was made from."""
    return samples.found()


@pytest.fixture
def signed_in(db: None) -> Callable[[Actor], Client]:
    """`signed_in(cast.ines)` is a browser with her session."""

    def client(actor: Actor) -> Client:
        browser = Client()
        browser.force_login(User.objects.get(pk=actor.id or 0))
        return browser

    return client
