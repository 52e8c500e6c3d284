"""Tokens: who issues them, what they open, when they stop."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from comitas.accounts import actions as accounts
from comitas.accounts.models import Membership, User
from comitas.api import actions, queries
from comitas.api.models import Machine, Token
from comitas.api.rules import tokens
from comitas.api.tests.calling import Caller, token_for
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


@pytest.fixture
def machine(cast: Cast) -> Machine:
    return actions.create_machine(
        by=cast.ada, at=clock.now(), authority=cast.central, name="Court system", purpose="The courts' own.", roles=["case-officer"]
    )  # fmt: skip


def issued(cast: Cast, machine: Machine, scopes: tuple[str, ...] = ("cases:read",), days: int = 30) -> str:
    return actions.issue_token(by=cast.ada, at=clock.now(), machine=machine.pk, scopes=scopes, days=days)


def asked(token: str, path: str = "/api/v1/account") -> int:
    return Client(headers={"Authorization": f"Bearer {token}"}).get(path).status_code


def test_a_token_opens_the_door_for_its_account(cast: Cast, machine: Machine) -> None:
    answer = Client(headers={"Authorization": f"Bearer {issued(cast, machine)}"}).get("/api/v1/account").json()
    assert answer["name"] == "Court system" and answer["scopes"] == ["cases:read"]
    assert [role["role"]["code"] for role in answer["roles"]] == ["case-officer"]


def test_only_a_digest_is_kept_and_the_ledger_has_no_token(cast: Cast, machine: Machine) -> None:
    token = issued(cast, machine)
    assert bytes(Token.objects.get().digest) == tokens.digest(token)
    kept = b"".join(bytes(line.canonical) for line in Line.objects.filter(kind__startswith="token."))
    assert kept and token.encode() not in kept and tokens.digest(token).hex().encode() not in kept
    assert not any(token in str(value) for row in Token.objects.values() for value in row.values())


def test_every_change_leaves_a_line(cast: Cast, machine: Machine) -> None:
    issued(cast, machine)
    actions.replace_token(by=cast.ada, at=clock.now(), token=Token.objects.get().pk)
    actions.withdraw_token(by=cast.ada, at=clock.now(), token=Token.objects.latest("made_at").pk)
    kinds = list(Line.objects.order_by("-id").values_list("kind", flat=True)[:3])
    assert kinds == ["token.withdrawn", "token.replaced", "token.issued"]
    assert Line.objects.filter(kind="machine.created").count() == 1


def test_a_token_that_is_withdrawn_stops_at_once(cast: Cast, machine: Machine) -> None:
    token = issued(cast, machine)
    assert asked(token) == 200
    actions.withdraw_token(by=cast.ada, at=clock.now(), token=Token.objects.get().pk)
    assert asked(token) == 401
    with pytest.raises(Conflict):
        actions.withdraw_token(by=cast.ada, at=clock.now(), token=Token.objects.get().pk)


def test_a_token_expires(cast: Cast, machine: Machine) -> None:
    token = issued(cast, machine, days=1)
    Token.objects.update(made_at=clock.now() - timedelta(days=2), expires_at=clock.now() - timedelta(seconds=1))
    assert asked(token) == 401


def test_the_old_token_works_on_for_a_week_after_it_was_replaced(cast: Cast, machine: Machine) -> None:
    old = issued(cast, machine)
    new = actions.replace_token(by=cast.ada, at=clock.now(), token=Token.objects.get().pk)
    assert (asked(old), asked(new)) == (200, 200)
    kept = Token.objects.get(digest=tokens.digest(old))
    assert kept.expires_at <= clock.now() + tokens.OVERLAP
    assert queries.bearer(old, clock.now() + tokens.OVERLAP) is None
    assert queries.bearer(new, clock.now() + tokens.OVERLAP) is not None
    with pytest.raises(Conflict):
        actions.replace_token(by=cast.ada, at=clock.now(), token=kept.pk)


def test_an_account_that_is_closed_opens_nothing(cast: Cast, machine: Machine) -> None:
    token = issued(cast, machine)
    accounts.set_active(by=cast.ada, at=clock.now(), user=machine.user_id, active=False)
    assert asked(token) == 401


def test_a_role_that_ends_ends_what_the_token_opens(cast: Cast, machine: Machine) -> None:
    token = issued(cast, machine)
    assert asked(token, "/api/v1/cases") == 200
    accounts.end_role(by=cast.ada, at=clock.now(), user=machine.user_id, authority=cast.central, role="case-officer")
    assert asked(token, "/api/v1/cases") == 403


@pytest.mark.parametrize("who", ["rosa", "ines", "karin", "pavel", "max", "lea"])
def test_only_an_administrator_gives_tokens(cast: Cast, machine: Machine, who: str) -> None:
    by = cast.people[who]
    with pytest.raises((Denied, NotThere)):
        actions.issue_token(by=by, at=clock.now(), machine=machine.pk, scopes=["cases:read"], days=3)
    with pytest.raises(Denied):
        actions.create_machine(by=by, at=clock.now(), authority=cast.central, name="X", purpose="Y")


def test_an_administrator_of_another_authority_does_not_see_it(cast: Cast, machine: Machine) -> None:
    with pytest.raises(NotThere):
        actions.issue_token(by=cast.solo, at=clock.now(), machine=machine.pk, scopes=["cases:read"], days=3)
    assert list(queries.machines(cast.solo, clock.now())) == []


@pytest.mark.parametrize(
    ("scopes", "days"), [((), 3), (("everything",), 3), (("cases:read",), 0), (("cases:read",), 367)]
)
def test_what_no_token_can_be_is_refused(cast: Cast, machine: Machine, scopes: tuple[str, ...], days: int) -> None:
    with pytest.raises(Invalid):
        issued(cast, machine, scopes, days)
    assert not Token.objects.exists()


def test_a_program_has_five_working_tokens_at_most(cast: Cast, machine: Machine) -> None:
    for _time in range(tokens.MOST_WORKING):
        issued(cast, machine)
    with pytest.raises(Invalid):
        issued(cast, machine)


def test_nobody_signs_in_as_a_machine(cast: Cast, machine: Machine) -> None:
    user = User.objects.get(pk=machine.user_id)
    assert user.email.endswith(".invalid")
    assert not any(user.check_password(guess) for guess in ("", user.username, "Court system", str(machine.pk)))


def test_a_session_opens_nothing(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.karin).get("/api/v1/cases").status_code == 401


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer comitas_" + "a" * 43, "Bearer \x00", "bearer " + "é" * 51],
)
def test_whatever_is_no_token_gets_the_same_answer(db: None, header: str) -> None:
    answer = Client(headers={"Authorization": header}).get("/api/v1/cases")
    assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.content == Client().get("/api/v1/cases").content


def test_a_token_in_the_address_is_no_token(cast: Cast) -> None:
    token = token_for(cast.ines)
    assert Client().get(f"/api/v1/cases?access_token={token}&token={token}").status_code == 401


def test_a_token_is_never_logged(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caller = Caller(cast.ines)
    with caplog.at_level(logging.DEBUG):
        for path in ("/cases", "/nothing", "/cases?limit=x"):
            caller.get(path)
    assert caller.token not in caplog.text


def test_when_it_was_used_last_is_noted_once_a_minute(cast: Cast, django_assert_num_queries: object) -> None:
    caller = Caller(cast.ines)
    assert caller.get("/account").status_code == 200
    used = Token.objects.get().used_at
    assert used is not None
    caller.get("/account")
    assert Token.objects.get().used_at == used
    Token.objects.update(used_at=used - timedelta(minutes=2))
    caller.get("/account")
    assert (Token.objects.get().used_at or used) > used


def test_who_calls_too_often_waits(cast: Cast, settings: object) -> None:
    settings.MACHINE_RATE = 3
    caller, other = Caller(cast.ines), Caller(cast.karin)
    answers = [caller.get("/account") for _time in range(8)]  # a minute may end among them
    late = [one for one in answers if one.status_code == 429]
    assert late and late[0]["Retry-After"] and late[0].json()["code"] == "rate"
    assert other.get("/account").status_code == 200


def test_who_tries_wrong_tokens_waits(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "WRONG_AT_ONCE", 3)
    assert 429 in [Client().get("/api/v1/account").status_code for _time in range(8)]


# --- the administrator's pages ---------------------------------------------------------------------------------------


def test_a_program_is_given_an_account_and_a_token_on_the_page(cast: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(cast.ada)
    form = {
        "authority": cast.central,
        "name": "Court system",
        "purpose": "The courts.",
        "roles": ["registrar", "case-officer"],
    }
    response = browser.post("/machines/new/", form)
    made = Machine.objects.get()
    assert response.status_code == 302 and response["Location"] == f"/machines/{made.pk}/"
    roles = Membership.objects.filter(user=made.user, until=None)
    assert {one.role for one in roles} == {"registrar", "case-officer"}
    page = browser.post(f"/machines/{made.pk}/", {"scopes": ["cases:read"], "days": "30"}).content.decode()
    token = tokens.LOOKS.search(page)[0]
    assert asked(token, "/api/v1/cases") == 200
    assert token not in browser.get(f"/machines/{made.pk}/").content.decode()
    assert "Court system" in browser.get("/machines/").content.decode()


def test_a_token_is_replaced_and_withdrawn_on_the_page(cast: Cast, machine: Machine, signed_in: SignedIn) -> None:
    browser, old = signed_in(cast.ada), issued(cast, machine)
    place = f"/machines/{machine.pk}/tokens/{Token.objects.get().pk}/"
    new = tokens.LOOKS.search(browser.post(place, {"do": "replace"}).content.decode())[0]
    assert (asked(old), asked(new)) == (200, 200)
    assert browser.post(place, {"do": "withdraw"}).status_code == 302
    assert (asked(old), asked(new)) == (401, 200)
    assert "works no more" in browser.post(place, {"do": "withdraw"}, follow=True).content.decode()


def test_what_is_typed_wrong_is_said_at_the_field(cast: Cast, machine: Machine, signed_in: SignedIn) -> None:
    browser = signed_in(cast.ada)
    page = browser.post(f"/machines/{machine.pk}/", {"days": "9999"})
    assert page.status_code == 400 and b"Choose at least one thing" in page.content
    assert browser.post("/machines/new/", {"name": " "}).status_code == 400
    assert not Token.objects.exists()


def test_the_pages_are_in_french_too(cast: Cast, machine: Machine, signed_in: SignedIn) -> None:
    User.objects.filter(pk=cast.ada.id).update(language="fr")
    browser = signed_in(cast.ada)
    assert "Émettre un jeton" in browser.get(f"/machines/{machine.pk}/").content.decode()


def test_the_list_asks_as_much_for_many_as_for_one(
    cast: Cast, machine: Machine, signed_in: SignedIn, at: datetime, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = signed_in(cast.ada)
    browser.get("/machines/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get("/machines/")
    for number in range(8):
        made = actions.create_machine(
            by=cast.ada, at=clock.now(), authority=cast.central, name=f"M{number}", purpose="P"
        )
        issued(cast, made)
    with CaptureQueriesContext(connection) as many:
        browser.get("/machines/")
    assert len(many) == len(few)
