"""A password that somebody else set leads to nothing but choosing one's own; a forgotten one is answered by a new one, shown once."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from comitas.accounts import actions
from comitas.accounts.models import User
from comitas.api import actions as machines
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Denied, Invalid, NotThere
from comitas.ledger.models import Line
from comitas.ledger.rules import canonical
from comitas.samples.cast import PASSWORD, Cast

SignedIn = Callable[[Actor], Client]
FIRST, OWN = "a lantern in the harbour", "quiet-meadow-41"
SHOWN = re.compile(r'id="given">([^<]+)<')


@pytest.fixture(autouse=True)
def _nothing_counted(db: None, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: at)
    cache.clear()
    yield
    cache.clear()


def entered(name: str, password: str) -> Client:
    browser = Client()
    browser.post("/sign-in/", {"login": name, "password": password})
    return browser


def changed(browser: Client, old: str, new: str) -> str:
    answer = browser.post("/account/password/", {"oldpassword": old, "password1": new, "password2": new})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


@pytest.fixture
def nora(cast: Cast, signed_in: SignedIn) -> Client:
    told = {"full_name": "Nora Vey", "username": "nora", "email": "nora@arland.example", "password": FIRST}
    assert signed_in(cast.ada).post("/people/new/", told).status_code == 302
    return entered("nora", FIRST)


def test_a_first_password_leads_to_nothing_but_choosing_ones_own(nora: Client, cast: Cast, at: datetime) -> None:
    for path in ("/", "/account/", "/account/second-factor/", "/account/sessions/", "/handbook/", "/people/"):
        assert nora.get(path)["Location"] == "/account/password/", path
    assert nora.post("/account/", {"language": "fr", "time_zone": "UTC"})["Location"] == "/account/password/"
    assert "Somebody else set the password" in nora.get("/account/password/").content.decode()
    assert nora.get("/sign-out/").status_code == 200
    assert "This is the password that you were given" in changed(nora, FIRST, FIRST)
    assert nora.get("/")["Location"] == "/account/password/"
    assert changed(nora, FIRST, OWN) == "/"
    assert nora.get("/").status_code == 403, "no role yet, but nothing to choose any more"
    user = User.objects.get(username="nora")
    actions.give_role(by=cast.ada, at=at, user=user.pk, authority=cast.central, role="registrar")
    assert nora.get("/").status_code == 200 and entered("nora", OWN).get("/").status_code == 200
    assert "_auth_user_id" not in entered("nora", FIRST).session
    told = [
        canonical.decode(bytes(line.canonical)).payload for line in Line.objects.filter(kind="person.factor-changed")
    ]
    assert told == [{"user": user.pk, "what": "password_changed"}] and not user.password_given


def test_nobody_of_the_cast_and_no_program_is_made_to_change_anything(cast: Cast, at: datetime, client: Client) -> None:
    assert not User.objects.filter(password_given=True).exists()
    assert entered("lea", PASSWORD).get("/").status_code == 200
    made = machines.create_machine(
        by=cast.ada, at=at, authority=cast.central, name="Figures", purpose="Counts.", roles=("statistician",)
    )
    token = machines.issue_token(by=cast.ada, at=at, machine=made.pk, scopes=("figures:read",), days=3)
    assert client.get("/api/v1/figures/", headers={"authorization": f"Bearer {token}"}).status_code != 302


def test_a_forgotten_password_is_answered_by_a_new_one_shown_once(cast: Cast, signed_in: SignedIn) -> None:
    TOTP.activate(User.objects.get(pk=cast.lea.id), "JBSWY3DPEHPK3PXP")
    lea, ada, path = signed_in(cast.lea), signed_in(cast.ada), f"/people/{cast.lea.id}/password/"
    assert path in ada.get(f"/people/{cast.lea.id}/").content.decode()
    assert not SHOWN.search(ada.get(path).content.decode()) and lea.get("/").status_code == 200
    answer = ada.post(path)
    given = SHOWN.findall(answer.content.decode())[0]
    assert len(given) == 24 and answer["Cache-Control"] == "no-store"
    assert not UserSession.objects.filter(user=cast.lea.id).exists()
    assert lea.get("/").status_code == 302, "every session of the person has ended"
    assert given not in ada.get(path).content.decode()
    lines = Line.objects.filter(kind="person.password-given")
    assert lines.count() == 1 and given not in str(bytes(lines.get().canonical))
    assert "_auth_user_id" not in entered("lea", PASSWORD).session
    again = Client()
    asked = again.post("/sign-in/", {"login": "lea", "password": given})
    assert asked["Location"].startswith("/sign-in/second-factor/"), "the second factor is asked for as before"
    assert "_auth_user_id" not in again.session
    assert SHOWN.findall(ada.post(path).content.decode())[0] != given
    assert User.objects.get(pk=cast.lea.id).password_given


def test_who_may_not_give_a_password(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    for who in (cast.karin, cast.lea, cast.solo):  # no administrator; oneself; of another authority
        with pytest.raises((Denied, Invalid)):
            actions.give_password(by=who, at=at, user=cast.lea.id or 0)
    with pytest.raises(Denied):
        actions.give_password(by=cast.ada, at=at, user=cast.ada.id or 0)
    with pytest.raises(NotThere):
        actions.give_password(by=cast.ada, at=at, user=987654)
    made = machines.create_machine(by=cast.ada, at=at, authority=cast.central, name="Figures", purpose="Counts.")
    with pytest.raises(Invalid):
        actions.give_password(by=cast.ada, at=at, user=made.user_id)
    assert f"/people/{cast.ada.id}/password/" not in signed_in(cast.ada).get(f"/people/{cast.ada.id}/").content.decode()
    assert not Line.objects.filter(kind="person.password-given").exists()


def test_whoever_forgot_their_password_is_told_whom_to_ask(cast: Cast) -> None:
    assert 'href="/sign-in/forgotten/"' in Client().get("/sign-in/").content.decode()
    page = Client().get("/sign-in/forgotten/").content.decode()
    assert "Ask an administrator of your authority" in page
    assert not any(person.full_name in page for person in User.objects.all())
