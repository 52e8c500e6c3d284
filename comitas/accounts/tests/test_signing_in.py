"""Signing in, without a browser: what a passkey's answer may be, and what stays a wrong code."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comitas.accounts.tests.soft_key import SoftKey
from comitas.core.actor import Actor
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
ODD: list[Any] = [
    None, 0, "x", [], {}, {"response": []}, {"response": {"userHandle": 7}}, {"id": "x", "rawId": "x", "type": "public-key", "response": {}},
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": {
        "clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}},
    {"id": "é", "rawId": "\x00", "type": [], "response": {"clientDataJSON": "e30", "attestationObject": "oA"}},
]  # fmt: skip


def challenge(browser: Client) -> dict[str, Any]:
    answer = browser.get(
        "/sign-in/passkey/", headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest"}
    )
    return dict(answer.json()["request_options"]["publicKey"])


@pytest.mark.parametrize("credential", [*map(json.dumps, ODD), "not json", "", "[" * 2000, '{"response": 1e400}'])
def test_an_answer_of_any_shape_signs_nobody_in_and_breaks_nothing(cast: Cast, credential: str) -> None:
    browser = Client()
    asked = challenge(browser)
    assert asked["userVerification"] == "required" and not asked.get("allowCredentials")
    answer = browser.post("/sign-in/passkey/", {"credential": credential})
    assert answer.status_code == 302 and answer["Location"] == "/sign-in/"
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize("credential", [*map(json.dumps, ODD), "not json"])
def test_a_registration_of_any_shape_adds_nothing(cast: Cast, signed_in: SignedIn, credential: str) -> None:
    from allauth.mfa.models import Authenticator

    browser = signed_in(cast.lea)
    confirm(browser)
    page = browser.get("/account/passkeys/add/").content.decode()
    assert "passkey-options" in page and "<script>" not in page
    answer = browser.post("/account/passkeys/add/", {"name": "x", "credential": credential})
    assert answer.status_code == 200 and not Authenticator.objects.exists()


def test_adding_a_passkey_asks_first_whether_it_is_you(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.lea).get("/account/passkeys/add/")
    assert answer.status_code == 302 and answer["Location"].startswith("/account/confirm/")


def test_nobody_renames_or_removes_the_passkey_of_another(cast: Cast, signed_in: SignedIn) -> None:
    from allauth.mfa.models import Authenticator

    kept = Authenticator.objects.create(user_id=cast.max.id, type="webauthn", data={"name": "Max", "credential": {}})
    browser = signed_in(cast.lea)
    confirm(browser)
    for what in ("name", "remove"):
        for method in (browser.get, browser.post):
            assert method(f"/account/passkeys/{kept.pk}/{what}/").status_code == 404
    assert Authenticator.objects.filter(pk=kept.pk).exists()


def confirm(browser: Client) -> None:
    """As if the password had been given a moment ago."""
    from comitas.samples.cast import PASSWORD

    assert browser.post("/account/confirm/", {"password": PASSWORD}).status_code == 302


def added(browser: Client) -> SoftKey:
    """A passkey of whoever sits at *browser*."""
    confirm(browser)
    page = browser.get("/account/passkeys/add/").content.decode()
    held = re.findall(r'<script id="passkey-options" type="application/json">(.*?)</script>', page)[0]
    key, options = SoftKey(), json.loads(held)["publicKey"]
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    answer = browser.post("/account/passkeys/add/", {"name": "Mine", "credential": key.made(options)})
    assert answer.status_code == 302 and answer["Location"] == "/account/recovery-codes/"
    return key


def used(browser: Client, answer: str) -> str:
    browser.post("/sign-in/passkey/", {"credential": answer})
    return str(browser.session.get("_auth_user_id", ""))


def test_a_passkey_signs_in_alone_and_its_answer_counts_once(cast: Cast, signed_in: SignedIn) -> None:
    key = added(signed_in(cast.lea))
    browser, thief = Client(), Client()
    heard = key.signed(challenge(browser))
    challenge(thief)
    assert used(thief, heard) == "", "What was heard on the line answers another question."
    assert used(browser, heard) == str(cast.lea.id)
    browser.post("/sign-out/")
    assert used(browser, heard) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://evil.example"}, {"origin": "http://testserver"}, {"host": "evil.example"}, {"verified": False},
        {"id": b"another-credential"}, {"user": "MQ"},
    ],
)  # fmt: skip
def test_an_answer_for_another_page_or_person_signs_nobody_in(
    change: dict[str, Any], cast: Cast, signed_in: SignedIn
) -> None:
    key = added(signed_in(cast.lea))
    for name, value in change.items():
        setattr(key, name, value)
    browser = Client()
    assert used(browser, key.signed(challenge(browser))) == ""


def test_a_device_that_does_not_know_its_person_is_not_added(cast: Cast, signed_in: SignedIn) -> None:
    from allauth.mfa.models import Authenticator

    browser = signed_in(cast.lea)
    confirm(browser)
    page = browser.get("/account/passkeys/add/").content.decode()
    held = re.findall(r'<script id="passkey-options" type="application/json">(.*?)</script>', page)[0]
    key = SoftKey()
    key.verified = False
    browser.post("/account/passkeys/add/", {"name": "x", "credential": key.made(json.loads(held)["publicKey"])})
    assert not Authenticator.objects.exists()
