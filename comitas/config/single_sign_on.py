"""Single sign-on by OpenID Connect (Core 1.0), by django-allauth, held stricter than it comes.

The ID token alone counts, and its signature, issuer, audience, time and nonce are checked, though it came straight from the provider
(Core, 3.1.3.7). It is used for nothing but its subject: a person who is here already has linked it while signed in. Nobody is made, and
nobody is found by their mail address. What the visitor's own address says of scopes and parameters is not passed on.
"""

import hmac
import secrets
from typing import Any

import jwt
import requests
from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comitas.accounts import actions as accounts
from comitas.accounts import queries as people
from comitas.core import clock
from comitas.core.refusals import NotThere
from comitas.core.web import Request

PROVIDER = "sso"
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that only the provider has: no shared secret, and never "none" (RFC 8725, 3.1)."""
DEMANDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
SLACK = 60
"""Seconds by which two clocks may differ."""


class SocialAdapter(DefaultSocialAccountAdapter):
    """No accounts are made, and whatever fails is one page."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") != "connect" and not sociallogin.is_existing:
            raise ImmediateHttpResponse(_failed(request, unknown=True))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_rest: Any) -> None:
        raise ImmediateHttpResponse(_failed(request))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("sso")


class Provider(OpenIDConnectOAuth2Adapter):
    """The one provider that is set. `nonce` is what its token must name: it binds the token to this browser's question."""

    nonce = ""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER)

    @property
    def openid_config(self) -> Any:
        """What the provider says of itself; the issuer must be the one that is set (Discovery 1.0, 4.3)."""
        try:
            found = super().openid_config
            if found["issuer"].rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
                raise OAuth2Error("The provider names another issuer.")
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("The provider does not say what it is.") from error
        return found

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return f"{settings.ENV.url.rstrip('/')}{reverse('sso-return')}"

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        told = kwargs["response"].get("id_token")
        if not isinstance(told, str):
            raise OAuth2Error("There is no ID token.")
        claims = self._checked(told, app.client_id)
        return self.get_provider().sociallogin_from_response(request, {"id_token": {"sub": claims["sub"]}})

    def _checked(self, token: str, client: str) -> dict[str, Any]:
        """The claims of an ID token that is what it says, for us, now, and the answer to our question. OAuth2Error for any other."""
        issuer = self.openid_config["issuer"]
        try:
            head = jwt.get_unverified_header(token)
            if head.get("alg") not in SIGNED_BY:
                raise OAuth2Error("The token is not signed as we demand.")
            claims: dict[str, Any] = jwt.decode(
                token, self._key(head.get("kid")), algorithms=[head["alg"]], audience=client, issuer=issuer, leeway=SLACK,
                options={"require": DEMANDED},
            )  # fmt: skip
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("The token is not valid.") from error
        if not self.nonce or not hmac.compare_digest(str(claims["nonce"]).encode(), self.nonce.encode()):
            raise OAuth2Error("The token answers another question.")
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else client) != client or not str(claims["sub"]).strip():
            raise OAuth2Error("The token was made for another.")
        return claims

    def _key(self, named: Any) -> Any:
        from allauth.socialaccount.adapter import get_adapter

        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if key.public_key_use in (None, "sig")]
        fitting = [key for key in keys if key.key_id == named] if named else keys
        if len(fitting) != 1:
            raise OAuth2Error("The provider's key is not known.")
        return fitting[0].key


class _Return(OAuth2CallbackView):
    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = str((state or {}).get("nonce", ""))
        return state, response


@require_POST
def leave(request: HttpRequest) -> HttpResponseBase:
    """To the provider, to sign in."""
    return _leave(request, "login", get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL)


def come_back(request: HttpRequest) -> HttpResponseBase:
    """From the provider, with a code."""
    _demand_set()
    try:
        answer: HttpResponseBase = _Return.adapter_view(Provider(request))(request)
    except (OAuth2Error, requests.RequestException, AttributeError, KeyError, TypeError, ValueError):
        return _failed(request)
    return answer


def own(request: Request) -> HttpResponse:
    """Whether one's account is linked."""
    _demand_set()
    linked = people.is_linked(request.actor, PROVIDER)
    return render(request, "accounts/sso.html", {"linked": linked, "name": settings.OIDC_NAME})


@require_POST
@reauthentication_required
def link(request: Request) -> HttpResponseBase:
    """To the provider, to link the account there with one's own here."""
    return _leave(request, "connect", reverse("sso"))


@require_POST
@reauthentication_required
def unlink(request: Request) -> HttpResponseBase:
    """The account there signs in here no more."""
    _demand_set()
    accounts.unlink_identity(by=request.actor, at=clock.now(), provider=PROVIDER)
    messages.success(request, _("The link is ended."))
    return redirect("sso")


def _leave(request: HttpRequest, process: str, following: str) -> HttpResponseBase:
    """A page that leads on by itself: our policy lets no form lead to another host, not even by a redirect."""
    _demand_set()
    adapter, nonce = Provider(request), secrets.token_urlsafe(24)
    provider = adapter.get_provider()
    provider.get_oauth2_adapter = lambda _request: adapter  # ours, not the one it comes with
    try:
        found = provider.redirect(
            request, process, next_url=following, auth_params={"nonce": nonce}, scope=["openid"], nonce=nonce
        )
    except (
        SuspiciousOperation,
        OAuth2Error,
        requests.RequestException,
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
    ):
        return _failed(request)
    if found.status_code != 302 or not found["Location"].startswith(
        ("https://", "http://localhost:", "http://127.0.0.1:")
    ):
        return _failed(request)
    page = render(request, "accounts/sso_leave.html", {"address": found["Location"], "name": settings.OIDC_NAME})
    page["Refresh"] = f"0; url={found['Location']}"
    return page


def _failed(request: HttpRequest, *, unknown: bool = False) -> HttpResponse:
    context = {"unknown": unknown, "name": settings.OIDC_NAME}
    return render(request, "accounts/sso_failed.html", context, status=403 if unknown else 401)


def _demand_set() -> None:
    if not settings.OIDC_ISSUER:
        raise NotThere("single sign-on")
