"""Forged forms, framing, leaking addresses, other hosts: ASVS 5, chapters 3 and 4."""

from collections.abc import Callable

import pytest
from django.test import Client

from comitas.core.actor import Actor
from comitas.ledger.models import Line
from comitas.samples import matrix
from comitas.samples.cast import PASSWORD, Cast
from tests.access import addresses

SignedIn = Callable[[Actor], Client]
POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
)


def checking(browser: Client) -> Client:
    """The same browser, as a real one: forms need their token."""
    browser.handler.enforce_csrf_checks = True
    return browser


def plain_paths() -> list[str]:
    return [address.path({}) for address in addresses.addresses() if not address.kwargs]


def test_no_form_is_taken_without_its_token(cast: Cast, signed_in: SignedIn) -> None:
    """Every address that takes a POST at all, as somebody who holds every role."""
    browser, lines = checking(signed_in(cast.solo)), Line.objects.count()
    told = {
        address.route: browser.post(address.path({**addresses.PLAIN, **ABSENT})).status_code
        for address in addresses.addresses()
    }
    assert {route: status for route, status in told.items() if status not in (401, 403, 404, 405, 415)} == {}
    assert [route for route, status in told.items() if status == 403] and Line.objects.count() == lines


ABSENT = dict.fromkeys((*addresses.CONTENT, "once", "authority"), addresses.UUID(int=7)) | {"person": 987654}
ABSENT["ours"] = ABSENT


def test_signing_in_itself_is_not_forged(cast: Cast) -> None:
    stranger = checking(Client())
    answer = stranger.post("/sign-in/", {"login": "lea", "password": PASSWORD})
    assert answer.status_code == 403 and "_auth_user_id" not in stranger.session


def test_a_token_of_another_browser_is_worth_nothing(cast: Cast, signed_in: SignedIn) -> None:
    mine, theirs = checking(signed_in(cast.lea)), checking(signed_in(cast.max))
    token = theirs.get("/account/").content.decode().split('csrfmiddlewaretoken" value="')[1].split('"')[0]
    mine.get("/account/")
    form = {"language": "fr", "time_zone": "UTC", "csrfmiddlewaretoken": token}
    assert mine.post("/account/", form).status_code == 403
    assert theirs.post("/account/", form).status_code == 302


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"referer": "https://evil.example/x"}, {}]
)
def test_over_https_a_form_from_elsewhere_is_refused_even_with_a_token(
    headers: dict[str, str], cast: Cast, signed_in: SignedIn
) -> None:
    browser = checking(signed_in(cast.lea))
    page = browser.get("/account/", secure=True).content.decode()
    form = {
        "language": "fr", "time_zone": "UTC", "csrfmiddlewaretoken": page.split('csrfmiddlewaretoken" value="')[1].split('"')[0]
    }  # fmt: skip
    assert browser.post("/account/", form, secure=True, headers=headers or None).status_code == 403
    assert (
        browser.post("/account/", form, secure=True, headers={"referer": "https://testserver/account/"}).status_code
        == 302
    )


def test_asking_for_a_page_changes_nothing(cast: Cast, signed_in: SignedIn) -> None:
    browser, lines = signed_in(cast.solo), Line.objects.count()
    for path in plain_paths():
        browser.get(path)
        browser.head(path)
    assert Line.objects.count() == lines


@pytest.mark.parametrize(
    "path", ["/sign-in/", "/", "/account/", "/nothing/", "/register/emergency/", "/static/nothing.js"]
)
def test_no_answer_is_framed_guessed_at_or_told_on(path: str, cast: Cast, signed_in: SignedIn) -> None:
    for browser in (signed_in(cast.solo), Client()):
        headers = browser.get(path).headers
        assert all(words in headers["Content-Security-Policy"] for words in POLICY), path
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY" and headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin" and headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers


def test_no_page_has_a_script_of_its_own(cast: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(cast.solo)
    for path in ("/", "/account/", "/account/second-factor/", "/register/emergency/", "/people/factors/"):
        page = browser.get(path).content.decode()
        assert (
            "<script>" not in page and " onclick=" not in page and "javascript:" not in page and " style=" not in page
        ), path


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "testserver:80:80"]
)
def test_another_host_is_not_answered(host: str, cast: Cast) -> None:
    assert Client().get("/sign-in/", headers={"host": host} if host else {"host": " "}).status_code == 400


def test_what_a_proxy_would_say_is_not_believed_of_the_host(cast: Cast) -> None:
    forged = {
        "x-forwarded-host": "evil.example",
        "x-host": "evil.example",
        "x-forwarded-server": "evil.example",
        "x-original-url": "/people/",
    }
    answer = Client().get("/account/", headers=forged)
    assert answer.status_code == 302 and "evil" not in answer["Location"]
    assert "evil.example" not in Client().get("/sign-in/", headers=forged).content.decode()


def test_kinds_of_cases_are_the_ones_that_access_is_tested_with() -> None:
    assert set(matrix.KINDS) == {"open", "restricted", "recused", "elsewhere"}
