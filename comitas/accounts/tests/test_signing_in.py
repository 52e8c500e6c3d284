"""Signing in, without a browser: what a passkey's answer may be, and what stays a wrong code."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

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
