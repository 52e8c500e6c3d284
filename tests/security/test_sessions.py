"""Fixation, theft, ending: ASVS 5, chapter 7; and what the cookies say of themselves (3.3)."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comitas.accounts.models import User
from comitas.core.actor import Actor
from comitas.samples.cast import PASSWORD, Cast
from tests.security.test_authentication import signed_in_with_password

SignedIn = Callable[[Actor], Client]
COOKIE = settings.SESSION_COOKIE_NAME


def cookie(browser: Client) -> str:
    return browser.cookies[COOKIE].value


def holding(value: str) -> Client:
    """Another browser with that session cookie."""
    browser = Client()
    browser.cookies[COOKIE] = value
    return browser


def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in(cast: Cast) -> None:
    victim = Client()
    victim.get("/sign-in/passkey/", headers={"accept": "application/json"})  # a session before signing in
    planted = cookie(victim)
    victim.post("/sign-in/", {"login": "lea", "password": PASSWORD})
    assert cookie(victim) != planted
    assert holding(planted).get("/").status_code == 302 and victim.get("/").status_code == 200


@pytest.mark.parametrize("value", ["", "x", "a" * 32, "' OR 1=1 --", "../../etc", "é", "0" * 5000])
def test_a_made_up_session_is_no_session(cast: Cast, value: str) -> None:
    answer = holding(value).get("/")
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
    assert not Session.objects.filter(session_key=value).exists()


def test_sessions_are_random_and_long(cast: Cast) -> None:
    keys = {cookie(signed_in_with_password("lea")) for _each in range(3)}
    assert len(keys) == 3 and all(len(key) >= 32 for key in keys)  # 36 signs each: over 128 bits


def test_signing_out_ends_it_for_whoever_copied_it(cast: Cast) -> None:
    lea = signed_in_with_password("lea")
    copied = cookie(lea)
    assert holding(copied).get("/").status_code == 200
    assert (
        lea.get("/sign-out/").status_code == 200 and holding(copied).get("/").status_code == 200
    )  # asking is not leaving
    lea.post("/sign-out/")
    assert holding(copied).get("/").status_code == 302 and lea.get("/").status_code == 302


def test_a_session_ends_after_its_time(cast: Cast) -> None:
    lea = signed_in_with_password("lea")
    assert settings.SESSION_COOKIE_AGE <= 12 * 3600
    Session.objects.filter(session_key=cookie(lea)).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert lea.get("/").status_code == 302


def unused(browser: Client, minutes: int) -> Client:
    """The same session, last used so many minutes ago, before a process that has not seen it yet."""
    UserSession.objects.filter(session_key=cookie(browser)).update(
        last_seen_at=timezone.now() - timedelta(minutes=minutes)
    )
    return holding(cookie(browser))


def test_a_session_that_nobody_uses_ends_and_leads_back(cast: Cast) -> None:
    lea = signed_in_with_password("lea")
    assert unused(lea, settings.IDLE_MINUTES - 1).get("/figures/").status_code == 200
    again = unused(lea, settings.IDLE_MINUTES + 2)
    answer = again.get("/figures/")
    assert answer.status_code == 302 and answer["Location"] == "/sign-in/?next=/figures/"
    page = again.get(answer["Location"]).content.decode()
    assert "because nothing was done for 60 minutes" in page and "data-saved" not in page
    assert lea.get("/").status_code == 302, "it has ended for every browser and process"
    assert not Session.objects.filter(session_key=cookie(lea)).exists()


def test_a_form_that_comes_too_late_changes_nothing(cast: Cast) -> None:
    late = unused(signed_in_with_password("lea"), settings.IDLE_MINUTES + 2)
    assert late.post("/account/", {"language": "fr", "time_zone": "UTC"})["Location"].startswith("/sign-in/")
    assert not User.objects.filter(pk=cast.lea.id, language="fr").exists()


def test_whoever_types_or_sends_a_file_stays_signed_in(cast: Cast) -> None:
    lea = signed_in_with_password("lea")
    assert 'data-here="/account/here"' in lea.get("/").content.decode()
    assert unused(lea, settings.IDLE_MINUTES - 1).head("/account/here").status_code == 204
    seen = UserSession.objects.get(session_key=cookie(lea)).last_seen_at
    assert timezone.now() - seen < timedelta(seconds=30)


def test_asking_for_idleness_costs_a_page_nothing_within_the_minute(cast: Cast) -> None:
    lea = signed_in_with_password("lea")
    lea.get("/account/")
    with CaptureQueriesContext(connection) as seen:
        lea.get("/account/")
    assert not any("usersessions_usersession" in one["sql"] for one in seen.captured_queries)


def test_a_new_password_ends_every_other_session(cast: Cast) -> None:
    lea, thief = signed_in_with_password("lea"), signed_in_with_password("lea")
    told = {"oldpassword": PASSWORD, "password1": "quiet-meadow-41", "password2": "quiet-meadow-41"}
    assert lea.post("/account/password/", told).status_code == 302
    assert thief.get("/").status_code == 302 and lea.get("/").status_code == 200


def test_one_sees_ones_sessions_and_ends_the_others_after_confirming(cast: Cast, signed_in: SignedIn) -> None:
    lea, other = signed_in_with_password("lea"), signed_in_with_password("lea")
    for browser in (other, lea):
        browser.get("/")
    assert lea.get("/account/sessions/").content.decode().count("<tr") >= 3
    unsure = signed_in(cast.lea)  # nobody has typed a password here
    answer = unsure.post("/account/sessions/")
    assert answer.status_code == 302 and answer["Location"].startswith("/account/confirm/")
    assert other.get("/").status_code == 200
    lea.post("/account/confirm/", {"password": PASSWORD})
    lea.post("/account/sessions/")
    assert other.get("/").status_code == 302 and lea.get("/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/account/second-factor/add/", "/account/second-factor/remove/", "/account/recovery-codes/",
        "/account/recovery-codes/make/", "/account/passkeys/add/", "/account/passkeys/1/remove/", "/account/passkeys/1/name/",
    ],
)  # fmt: skip
def test_what_changes_how_one_signs_in_asks_again_who_it_is(path: str, cast: Cast, signed_in: SignedIn) -> None:
    from allauth.mfa.models import Authenticator

    if path != "/account/second-factor/add/":
        for kind in ("totp", "recovery_codes"):
            Authenticator.objects.create(user_id=cast.lea.id, type=kind, data={"secret": "x"})
    answer = signed_in(cast.lea).get(path)
    assert answer.status_code == 302 and answer["Location"].startswith("/account/confirm/")


def test_every_page_has_the_way_out(cast: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(cast.solo)
    for path in ("/", "/register/", "/people/", "/ledger/", "/account/", "/handbook/", "/system/"):
        assert 'action="/sign-out/"' in browser.get(path).content.decode(), path


def test_cookies_are_for_this_host_and_no_script(cast: Cast) -> None:
    lea = signed_in_with_password("lea")
    lea.get("/account/")
    for name, morsel in lea.cookies.items():
        if name == settings.LANGUAGE_COOKIE_NAME or not morsel.value:  # chosen before signing in; emptied
            continue
        assert morsel["samesite"] in ("Lax", "Strict") and morsel["httponly"], name
        assert not morsel["domain"] and morsel["path"] == "/" and len(name + morsel.value) < 4096, name


def test_over_https_cookies_are_secure_and_bound_to_the_host() -> None:
    code = (
        "import os; os.environ['COMITAS_URL'] = 'https://comitas.example'; os.environ['COMITAS_HSTS_SUBDOMAINS'] = 'yes';"
        "from comitas.config import settings as s;"
        "names = (s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEVICE_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME);"
        "assert all(name.startswith('__Host-') for name in names), names;"
        "assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.LANGUAGE_COOKIE_SECURE;"
        "assert s.SECURE_HSTS_SECONDS >= 31536000 and s.SECURE_HSTS_INCLUDE_SUBDOMAINS"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_https_is_told_for_the_hosts_below_too_unless_the_setting_says_no(cast: Cast, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000
    for below, told in ((True, "max-age=31536000; includeSubDomains"), (False, "max-age=31536000")):
        settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = below
        assert Client().get("/sign-in/", secure=True).headers["Strict-Transport-Security"] == told
    assert "Strict-Transport-Security" not in Client().get("/sign-in/").headers
