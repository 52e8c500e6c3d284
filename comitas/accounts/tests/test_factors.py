"""Lost second factors: two people or an envelope. New browsers are told of; sessions end at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from comitas.accounts import actions, queries
from comitas.accounts.models import Device, FactorReset, SealedCodes, User
from comitas.accounts.rules import devices, factors, roles
from comitas.core import clock
from comitas.core.actor import Actor, system
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.ledger.models import Line
from comitas.samples.cast import PASSWORD, Cast

SignedIn = Callable[[Actor], Client]
BY = system("test")


@pytest.fixture(autouse=True)
def _now(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def factor(who: Actor, kind: str = "totp") -> Authenticator:
    return Authenticator.objects.create(user_id=who.id, type=kind, data={"secret": "x"})


def asked(by: Actor, at: datetime, who: Actor, **more: Any) -> FactorReset:
    return actions.ask_factor_reset(by=by, at=at, **({"user": who.id, "why": "lost", "seen": "person"} | more))


def kinds(begin: str) -> list[str]:
    return list(Line.objects.filter(kind__startswith=begin).order_by("id").values_list("kind", flat=True))


def test_two_people_reset_it_and_everything_of_the_old_ends(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ines = signed_in(cast.ines)
    for kind in ("totp", "webauthn", "recovery_codes"):
        factor(cast.ines, kind)
    actions.seal_codes(by=cast.ines, at=at, envelope="12", place="Safe")
    made = asked(cast.ada, at, cast.ines)
    assert made.until == at + factors.WAITS and Authenticator.objects.count() == 3
    actions.decide_factor_reset(by=cast.karin, at=at, reset=made.pk, approve=True)
    assert not Authenticator.objects.exists() and SealedCodes.objects.get().ended_at == at
    assert ines.get("/").status_code == 302  # signed out
    assert kinds("factor-reset.") == ["factor-reset.asked", "factor-reset.approved"]
    with pytest.raises(Conflict):
        actions.decide_factor_reset(by=cast.karin, at=at, reset=made.pk, approve=True)


@pytest.mark.parametrize("who", ["ada", "ines"])
def test_one_person_is_not_two(who: str, cast: Cast, at: datetime) -> None:
    """Who asked does not agree, nor does the person whose factor it is."""
    factor(cast.ines)
    actions.give_role(by=BY, at=at, user=cast.ines.id or 0, authority=cast.central, role=roles.HEAD)
    made = asked(cast.ada, at, cast.ines)
    with pytest.raises(Denied):
        actions.decide_factor_reset(by=cast.people[who], at=at, reset=made.pk, approve=True)
    assert Authenticator.objects.exists()
    with pytest.raises(Denied):
        asked(cast.ines, at, cast.ines)


def test_the_database_itself_refuses_one_person_twice(cast: Cast, at: datetime) -> None:
    factor(cast.ines)
    made = asked(cast.ada, at, cast.ines)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.filter(pk=made.pk).update(approved=True, decided_by=cast.ada.id, decided_at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.filter(pk=made.pk).update(approved=True, decided_at=at)


def test_the_person_concerned_and_the_asker_may_refuse(cast: Cast, at: datetime) -> None:
    factor(cast.ines)
    for who in (cast.ines, cast.ada, cast.karin):
        made = asked(cast.ada, at, cast.ines)
        actions.decide_factor_reset(by=who, at=at, reset=made.pk, approve=False)
    assert Authenticator.objects.exists() and kinds("factor-reset.").count("factor-reset.refused") == 3


@pytest.mark.parametrize("who", ["rosa", "jonas", "max", "lea", "pavel", "solo"])
def test_who_may_not_ask_or_agree(who: str, cast: Cast, at: datetime) -> None:
    factor(cast.ines)
    made = asked(cast.ada, at, cast.ines)
    with pytest.raises(NotThere):
        actions.decide_factor_reset(by=cast.people[who], at=at, reset=made.pk, approve=True)
    actions.decide_factor_reset(by=cast.ada, at=at, reset=made.pk, approve=False)
    with pytest.raises((Denied, Invalid)):
        asked(cast.people[who], at, cast.ines)


def test_a_deputy_of_the_head_resets_nothing(cast: Cast, at: datetime) -> None:
    factor(cast.ines)
    given = {"authority": cast.central, "absent": cast.karin.id, "deputy": cast.jonas.id}
    actions.name_deputy(by=BY, at=at, first=at.date(), last=at.date(), **given)  # type: ignore[arg-type]
    with pytest.raises(Denied):
        asked(cast.jonas, at, cast.ines)
    made = asked(cast.ada, at, cast.ines)
    with pytest.raises(NotThere):
        actions.decide_factor_reset(by=cast.jonas, at=at, reset=made.pk, approve=True)


def test_a_request_of_yesterday_is_over_and_one_waits_at_a_time(cast: Cast, at: datetime) -> None:
    factor(cast.ines)
    old = asked(cast.ada, at, cast.ines)
    with pytest.raises(Invalid, match="already"):
        asked(cast.karin, at, cast.ines)
    later = at + factors.WAITS
    with pytest.raises(Conflict):
        actions.decide_factor_reset(by=cast.karin, at=later, reset=old.pk, approve=True)
    assert asked(cast.karin, later, cast.ines).pk != old.pk


@pytest.mark.parametrize(
    ("change", "field"), [({"why": "x"}, "why"), ({"seen": ""}, "seen"), ({"user": "max"}, "user")]
)
def test_what_cannot_be_asked_is_refused_at_its_field(
    change: dict[str, str], field: str, cast: Cast, at: datetime
) -> None:
    factor(cast.ines)
    given = {"user": cast.max.id} if "user" in change else change  # Max has no second factor
    with pytest.raises(Invalid) as refused:
        asked(cast.ada, at, cast.ines, **given)
    assert set(refused.value.fields) == {field}


def test_the_envelope_counts_as_opened_once_a_code_is_used(cast: Cast, at: datetime) -> None:
    with pytest.raises(Invalid):
        actions.seal_codes(by=cast.solo, at=at, envelope="1", place="Safe")  # no codes yet
    factor(cast.solo, "recovery_codes")
    for problem in ({"envelope": " "}, {"place": ""}):
        with pytest.raises(Invalid):
            actions.seal_codes(by=cast.solo, at=at, **({"envelope": "1", "place": "Safe"} | problem))
    actions.seal_codes(by=cast.solo, at=at, envelope="1", place="Safe")
    assert queries.factors_of(cast.solo, cast.solo.id or 0).sealed is not None
    actions.note_sign_in(by=cast.solo, at=at, how="password+totp")
    assert queries.factors_of(cast.solo, cast.solo.id or 0).sealed is not None
    actions.note_sign_in(by=cast.solo, at=at, how="password+recovery_codes")
    assert queries.factors_of(cast.solo, cast.solo.id or 0).sealed is None
    assert kinds("person.recovery-code-used") == ["person.recovery-code-used"]
    actions.seal_codes(by=cast.solo, at=at, envelope="2", place="Safe")
    actions.note_factor_change(by=cast.solo, at=at, what="recovery_codes_generated")
    assert queries.factors_of(cast.solo, cast.solo.id or 0).sealed is None
    assert queries.others_who_reset(cast.solo) == 0 and queries.others_who_reset(cast.ada) == 1


def test_a_browser_is_known_again_and_a_new_one_is_announced_once(cast: Cast, at: datetime) -> None:
    first = actions.note_sign_in(by=cast.lea, at=at, agent="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    assert queries.new_devices(cast.lea) == []  # the first is nothing new
    assert actions.note_sign_in(by=cast.lea, at=at, token=first) == first
    assert Device.objects.count() == 1
    second = actions.note_sign_in(by=cast.lea, at=at + timedelta(days=1), agent="curl")
    (announced,) = queries.new_devices(cast.lea)
    assert second != first and announced.name == "" and kinds("person.new-device") == ["person.new-device"]
    with pytest.raises(NotThere):
        actions.confirm_device(by=cast.max, at=at, device=announced.pk)
    actions.confirm_device(by=cast.lea, at=at, device=announced.pk)
    assert queries.new_devices(cast.lea) == []
    # one browser, two people: for the second of them it is their first
    assert actions.note_sign_in(by=cast.max, at=at, token=first) == first
    assert queries.new_devices(cast.max) == [] and first.encode() not in bytes(Device.objects.first().digest)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit Chrome/120 Safari/537 Edg/120", "Edge, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit Version/17 Safari/605", "Safari, macOS"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537", "Chrome, Android"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_browser_in_two_words(agent: str, name: str) -> None:
    assert devices.called(agent) == name


def test_signing_in_on_the_page_sets_the_cookie_and_tells_on_the_home_page(cast: Cast, at: datetime) -> None:
    def sign_in(browser: Client, agent: str) -> None:
        answer = browser.post("/sign-in/", {"login": "lea", "password": PASSWORD}, headers={"user-agent": agent})
        assert answer.status_code == 302 and answer["Location"] == "/"

    one, other = Client(), Client()
    sign_in(one, "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    cookie = next(morsel for name, morsel in one.cookies.items() if name.endswith("_device"))
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and len(cookie.value) > 40
    assert "new browser" not in one.get("/").content.decode()
    sign_in(other, "Mozilla/5.0 (X11; Linux) Chrome/120 Safari")
    home = one.get("/").content.decode()
    assert "Somebody signed in as you with a new browser" in home and "Chrome, Linux" in home
    known = f"/account/devices/{Device.objects.get(announced=True).pk}/known/"
    assert known in home and one.get(known).status_code == 405
    one.post(known)
    assert "new browser" not in one.get("/").content.decode()


def test_an_administrator_signs_somebody_out_everywhere_but_no_neighbour(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    jonas, again = signed_in(cast.jonas), signed_in(cast.jonas)
    for who in (cast.karin, cast.solo):
        with pytest.raises((Denied, Invalid)):
            actions.end_sessions(by=who, at=at, user=cast.jonas.id or 0)
    assert jonas.get("/").status_code == 200
    signed_in(cast.ada).post(f"/people/{cast.jonas.id}/change/", {"change": "sign-out"})
    assert jonas.get("/").status_code == again.get("/").status_code == 302
    assert kinds("person.signed-out") == ["person.signed-out"]
    with pytest.raises(NotThere):
        actions.end_sessions(by=cast.ada, at=at, user=987654)


def test_sessions_end_with_a_role_and_with_the_account_and_stay_ended(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    jonas = signed_in(cast.jonas)
    actions.end_role(by=cast.ada, at=at, user=cast.jonas.id or 0, authority=cast.central, role=roles.OFFICER)
    assert jonas.get("/").status_code == 302
    rosa = signed_in(cast.rosa)
    actions.set_active(by=cast.ada, at=at, user=cast.rosa.id or 0, active=False)
    assert rosa.get("/").status_code == 302
    actions.set_active(by=cast.ada, at=at, user=cast.rosa.id or 0, active=True)
    assert rosa.get("/").status_code == 302  # a session of before is not alive again


def test_a_session_of_before_the_first_round_goes_on(cast: Cast) -> None:
    """An instance that is brought up to date signs nobody out."""
    from django.contrib.auth.base_user import AbstractBaseUser

    user = User.objects.get(pk=cast.lea.id)
    assert user.get_session_auth_hash() == AbstractBaseUser.get_session_auth_hash(user)
    before = user.get_session_auth_hash()
    user.session_round = 1
    assert user.get_session_auth_hash() != before


def test_the_pages_ask_agree_and_refuse(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    User.objects.update(language="en")
    factor(cast.ines)
    ada, karin, ines = signed_in(cast.ada), signed_in(cast.karin), signed_in(cast.ines)
    page = ada.get("/people/factors/").content.decode()
    assert "Ines Marlow" in page and "Max Orrin" not in page
    wrong = ada.post("/people/factors/", {"user": cast.ines.id, "why": "", "seen": "person"})
    assert wrong.status_code == 400 and b'id="id_why-error"' in wrong.content
    ada.post("/people/factors/", {"user": cast.ines.id, "why": "stolen", "seen": "call"})
    decide = f"/people/factors/{FactorReset.objects.get().pk}/decide/"
    assert 'value="approve"' not in ada.get("/people/factors/").content.decode()
    assert "asks you to agree" in karin.get("/").content.decode()
    assert "your second factor be reset" in ines.get("/").content.decode()
    assert decide in ines.get("/account/").content.decode()
    assert signed_in(cast.rosa).post(decide, {"do": "approve"}).status_code == 404
    assert "another person" in ada.post(decide, {"do": "approve"}, follow=True).content.decode()
    ines.post(decide, {"do": "refuse"})
    assert Authenticator.objects.exists()
    ada.post("/people/factors/", {"user": cast.ines.id, "why": "stolen", "seen": "call"})
    decide = f"/people/factors/{FactorReset.objects.get(decided_at=None).pk}/decide/"
    assert 'value="approve"' in karin.get("/people/factors/").content.decode()
    karin.post(decide, {"do": "approve"})
    assert not Authenticator.objects.exists() and ines.get("/").status_code == 302
    assert "No second factor." in ada.get(f"/people/{cast.ines.id}/").content.decode()
    assert "Nobody else works here" in signed_in(cast.solo).get("/people/factors/").content.decode()


def test_the_list_of_resets_asks_no_more_for_more_rows(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    factor(cast.ines)
    browser, counts = signed_in(cast.karin), []
    for number in (2, 28):
        for _each in range(number):
            made = asked(cast.ada, at, cast.ines)
            actions.decide_factor_reset(by=cast.ada, at=at, reset=made.pk, approve=False)
        browser.get("/people/factors/")
        with CaptureQueriesContext(connection) as seen:
            page = browser.get("/people/factors/").content.decode()
        counts.append(len(seen))
    assert counts[0] == counts[1] and "after=" in page
