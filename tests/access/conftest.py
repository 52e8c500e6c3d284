"""Here all tests run on a database in which things of every kind of case stand, and whoever is signed in also bears a token, so that the
machine door is asked whatever the pages are asked."""

from collections.abc import Callable

import pytest
from django.test import Client

from comitas.accounts.models import User
from comitas.api.rules import tokens
from comitas.api.tests.calling import token_for
from comitas.core.actor import Actor
from tests.access.standing import at_home

standing = pytest.fixture(autouse=True)(at_home)


@pytest.fixture(autouse=True)
def as_often_as_one_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every address is asked without a token, all in one minute: sixty times is what a stranger may."""
    monkeypatch.setattr(tokens, "WRONG_AT_ONCE", 10**9)


@pytest.fixture
def signed_in(db: None, settings: object) -> Callable[[Actor], Client]:
    """`signed_in(cast.ines)` is a browser with her session, and a program with a token for all that her roles allow."""
    settings.MACHINE_RATE = 10**9

    def client(actor: Actor) -> Client:
        browser = Client(headers={"Authorization": f"Bearer {token_for(actor)}"})
        browser.force_login(User.objects.get(pk=actor.id or 0))
        return browser

    return client
