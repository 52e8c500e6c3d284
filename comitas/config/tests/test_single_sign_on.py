"""Single sign-on: with a real provider (oidc-provider-mock, on Authlib), and with one that lies."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from comitas.accounts import actions as accounts
from comitas.accounts.models import User
from comitas.config.tests import lying_provider
from comitas.config.tests.lying_provider import CLIENT, KEY, OTHER_KEY, Provider
from comitas.core.actor import Actor, system
from comitas.ledger.models import Line
from comitas.ledger.rules import canonical
from comitas.samples.cast import PASSWORD, Cast

SignedIn = Callable[[Actor], Client]
SECRET = "a-shared-secret-of-the-instance-0123456789"


def lead_to(settings: Any, issuer: str) -> None:
    """As the environment would."""
    app = {
        "provider_id": "sso", "name": "Ministry", "client_id": CLIENT, "secret": SECRET,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True, "scope": ["openid"]},
    }  # fmt: skip
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer, "Ministry"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


@pytest.fixture
def provider(settings: Any, cast: Cast) -> Iterator[Provider]:
    cache.clear()
    with lying_provider.running() as found:
        lead_to(settings, found.issuer)
        yield found


@pytest.fixture
def linked(provider: Provider, cast: Cast) -> Provider:
    """Lea's account is linked with the subject s-1."""
    SocialAccount.objects.create(user_id=cast.lea.id, provider="sso", uid="s-1")
    return provider


def leave(browser: Client, provider: Provider, path: str = "/sign-in/sso/", **form: str) -> dict[str, str]:
    """What the browser is sent to the provider with."""
    page = browser.post(path, form)
    assert page.status_code == 200
    address = page["Refresh"].partition("url=")[2]
    assert unescape(re.findall(r'href="(http[^"]+authorize[^"]+)"', page.content.decode())[0]) == address
    provider.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    return provider.asked


def come_back(browser: Client, provider: Provider, **more: str) -> Any:
    return browser.get("/sign-in/sso/return/", {"code": "code-1", "state": provider.asked["state"], **more})


def signed_in_as(browser: Client) -> str:
    key = browser.session.get("_auth_user_id")
    return User.objects.get(pk=key).username if key else ""


@pytest.mark.filterwarnings("ignore")  # of the provider, about its own libraries
def test_a_real_provider_links_and_signs_in(settings: Any, cast: Cast, signed_in: SignedIn) -> None:
    from oidc_provider_mock import run_server_in_thread  # type: ignore[import-untyped]

    cache.clear()
    with run_server_in_thread(require_nonce=True) as server:
        lead_to(settings, f"http://localhost:{server.server_port}")

        def at_the_provider(browser: Client, path: str, subject: str) -> Any:
            address = browser.post(path)["Refresh"].partition("url=")[2]
            answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
            back = urlsplit(answer.headers["Location"])
            return browser.get(back.path, {name: values[0] for name, values in parse_qs(back.query).items()})

        karin = signed_in(cast.karin)
        assert karin.post("/account/sso/link/").status_code == 302  # whether it is she is asked first
        karin.post("/account/confirm/", {"password": PASSWORD})
        assert at_the_provider(karin, "/account/sso/link/", "k-77").status_code == 302
        assert SocialAccount.objects.get().user_id == cast.karin.id
        elsewhere, stranger = Client(), Client()
        assert at_the_provider(elsewhere, "/sign-in/sso/", "k-77")["Location"] == "/"
        assert signed_in_as(elsewhere) == "karin"
        people = User.objects.count()
        assert at_the_provider(stranger, "/sign-in/sso/", "karin@arland.example").status_code == 403
        assert signed_in_as(stranger) == "" and User.objects.count() == people
    line = Line.objects.filter(kind="person.signed-in").latest("id")
    assert canonical.decode(bytes(line.canonical)).payload["how"] == "socialaccount"


def test_the_question_has_state_nonce_and_pkce_and_asks_for_the_subject_alone(linked: Provider) -> None:
    browser = Client()
    asked = leave(browser, linked, "/sign-in/sso/?scope=offline_access&auth_params=prompt%3Dnone%26nonce%3Dx")
    assert asked["scope"] == "openid" and "prompt" not in asked and asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 16 and len(asked["nonce"]) >= 32
    again = leave(Client(), linked)
    assert all(asked[name] != again[name] for name in ("state", "nonce", "code_challenge"))
    linked.asked = asked
    assert come_back(browser, linked)["Location"] == "/" and signed_in_as(browser) == "lea"
    assert len(linked.redeemed[0]["code_verifier"]) >= 43


def _token(provider: Provider, **changed: Any) -> None:
    for name, value in changed.items():
        setattr(provider, name, value)


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param({"claims": {"aud": "another"}}, id="another audience"),
        pytest.param({"claims": {"aud": [CLIENT, "another"]}}, id="two audiences and nobody authorised"),
        pytest.param({"claims": {"azp": "another"}}, id="authorised another"),
        pytest.param({"claims": {"iss": "https://other.example"}}, id="another issuer"),
        pytest.param({"claims": {"exp": 1_700_000_000}}, id="expired"),
        pytest.param({"claims": {"iat": 4_000_000_000, "nbf": 4_000_000_000}}, id="not yet"),
        pytest.param({"claims": {"nonce": "of-another-sign-in"}}, id="another nonce"),
        pytest.param({"claims": {"nonce": ["x"]}}, id="a nonce that is no text"),
        pytest.param({"claims": {"sub": " "}}, id="no subject"),
        *[pytest.param({"without": {name}}, id=f"without {name}") for name in ("nonce", "exp", "aud", "iss", "sub", "iat")],
        pytest.param({"key": OTHER_KEY}, id="signed by another"),
        pytest.param({"key": None, "algorithm": "none"}, id="not signed"),
        pytest.param({"key": SECRET, "algorithm": "HS256"}, id="signed with the shared secret"),
        pytest.param({"answer": {"access_token": "a", "token_type": "Bearer"}}, id="no token"),
        pytest.param({"answer": {"access_token": "a", "token_type": "Bearer", "id_token": "a.b.c"}}, id="no real token"),
        pytest.param({"answer": {"access_token": "a", "token_type": "Bearer", "id_token": 7}}, id="a number"),
        pytest.param({"answer": ["x"]}, id="a list"),
        pytest.param({"answer": {}}, id="nothing"),
    ],
)  # fmt: skip
def test_a_token_that_is_not_right_signs_nobody_in(linked: Provider, lie: dict[str, Any]) -> None:
    browser = Client()
    leave(browser, linked)
    _token(linked, **lie)
    assert come_back(browser, linked).status_code == 401
    assert signed_in_as(browser) == ""


@pytest.mark.parametrize(
    "config",
    [
        {"issuer": "https://other.example"},
        {"jwks_uri": "http://127.0.0.1:1/"},
        {"token_endpoint": "http://127.0.0.1:1/"},
    ],
)
def test_a_provider_that_changes_what_it_is_signs_nobody_in(linked: Provider, config: dict[str, str]) -> None:
    browser = Client()
    leave(browser, linked)
    linked.config = config
    assert come_back(browser, linked).status_code == 401 and signed_in_as(browser) == ""


def test_a_provider_that_is_away_or_leads_astray_is_a_page_and_no_fault(linked: Provider, settings: Any) -> None:
    linked.config = {"authorization_endpoint": "javascript:alert(1)"}
    assert Client().post("/sign-in/sso/").status_code == 401
    lead_to(settings, "http://127.0.0.1:1")
    assert Client().post("/sign-in/sso/").status_code == 401


def test_an_answer_is_taken_once_and_only_by_the_browser_that_asked(linked: Provider) -> None:
    asked, thief = Client(), Client()
    leave(asked, linked)
    assert come_back(thief, linked).status_code == 401 and signed_in_as(thief) == ""  # another browser's state
    assert come_back(asked, linked).status_code == 302
    asked.post("/sign-out/")
    assert come_back(asked, linked).status_code == 401 and signed_in_as(asked) == ""  # played back


@pytest.mark.parametrize(
    "change", [{"state": ""}, {"state": "x" * 16}, {"code": "code-2"}, {"code": ""}, {"error": "access_denied"}]
)
def test_a_changed_answer_signs_nobody_in(linked: Provider, change: dict[str, str]) -> None:
    browser = Client()
    leave(browser, linked)
    assert come_back(browser, linked, **change).status_code == 401 and signed_in_as(browser) == ""


def test_without_the_verifier_the_code_is_worth_nothing(linked: Provider) -> None:
    browser = Client()
    leave(browser, linked)
    linked.asked = {**linked.asked, "code_challenge": "of-somebody-else"}
    assert come_back(browser, linked).status_code == 401 and signed_in_as(browser) == ""


def test_nobody_is_found_by_their_mail_address_and_nobody_is_made(provider: Provider) -> None:
    """The token names Karin's address as verified; its subject is linked with nobody."""
    browser, people = Client(), User.objects.count()
    leave(browser, provider)
    page = come_back(browser, provider)
    assert page.status_code == 403 and "linked with nobody here" in page.content.decode()
    assert signed_in_as(browser) == "" and User.objects.count() == people and not SocialAccount.objects.exists()


def test_the_second_factor_is_asked_for_all_the_same(linked: Provider, cast: Cast) -> None:
    Authenticator.objects.create(user_id=cast.lea.id, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    browser = Client()
    leave(browser, linked)
    assert come_back(browser, linked)["Location"] == "/sign-in/second-factor/"
    assert browser.get("/").status_code == 302


def test_a_closed_account_stays_closed(linked: Provider, cast: Cast) -> None:
    accounts.set_active(
        by=system("test"), at=datetime.now(UTC) - timedelta(minutes=1), user=cast.lea.id or 0, active=False
    )
    browser = Client()
    leave(browser, linked)
    assert come_back(browser, linked)["Location"] == "/sign-in/closed/" and signed_in_as(browser) == ""


def test_linking_asks_who_it_is_and_takes_no_account_of_another(
    linked: Provider, cast: Cast, signed_in: SignedIn
) -> None:
    max_ = signed_in(cast.max)
    answer = max_.post("/account/sso/link/")
    assert answer.status_code == 302 and answer["Location"].startswith("/account/confirm/")
    max_.post("/account/confirm/", {"password": PASSWORD})
    leave(max_, linked, "/account/sso/link/")
    come_back(max_, linked)
    assert SocialAccount.objects.get().user_id == cast.lea.id  # it was Lea's, and stays hers


def test_the_link_is_ended(linked: Provider, cast: Cast, signed_in: SignedIn) -> None:
    lea = signed_in(cast.lea)
    assert "End the link" in lea.get("/account/sso/").content.decode()
    lea.post("/account/confirm/", {"password": PASSWORD})
    lea.post("/account/sso/unlink/")
    assert not SocialAccount.objects.exists() and Line.objects.filter(kind="person.identity-unlinked").count() == 1


def test_the_way_back_leads_only_to_our_own_pages(linked: Provider) -> None:
    for asked, goes in (("/figures/", "/figures/"), ("https://evil.example/", "/"), ("//evil.example", "/")):
        browser = Client()
        leave(browser, linked, next=asked)
        assert come_back(browser, linked)["Location"] == goes


def test_without_the_setting_there_is_no_such_page(cast: Cast, signed_in: SignedIn) -> None:
    assert Client().post("/sign-in/sso/").status_code == 404
    assert Client().get("/sign-in/sso/return/?code=x&state=y").status_code == 404
    assert signed_in(cast.lea).get("/account/sso/").status_code == 404
    assert "sso" not in Client().get("/sign-in/").content.decode()


def test_the_liar_tells_the_truth_when_it_is_not_told_to_lie(linked: Provider) -> None:
    """Or the lies above would be found out for another reason."""
    browser = Client()
    leave(browser, linked)
    assert come_back(browser, linked).status_code == 302 and jwt.encode({}, KEY, algorithm="RS256")
