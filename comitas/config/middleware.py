"""What happens around every view: headers, the person, the declared permission, refusals."""

import logging
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.accounts.rules.permissions import PERMISSIONS
from comitas.config import errors, machines, proxies, uploads
from comitas.core import clock, memory, refusals

Next = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger(__name__)
EVERY = 60.0
"""Seconds between two notes of one session."""
CHOOSING = "account_change_password"
"""Where a password that somebody else gave leads, from every page."""
MOST_NOTED = 10_000
"""Sessions remembered by one process; then it begins anew."""


def sender(following: Next) -> Next:
    """Behind declared proxies `REMOTE_ADDR` is whom they speak for: whatever counts by address counts people, not proxies."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.TRUSTED_PROXIES:
            meta = request.META
            meta["REMOTE_ADDR"] = proxies.sender(
                meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES
            )
        return following(request)

    return middleware


def headers(following: Next) -> Next:
    """Strict content security policy: own files only, no inline script or style; pages are not kept by caches."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
        "connect-src 'self' {upload}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
    )

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = following(request)
        response.headers.setdefault("Content-Security-Policy", policy.format(upload=uploads.origin(request)))
        response.headers.setdefault(
            "X-Frame-Options", settings.X_FRAME_OPTIONS
        )  # for browsers older than frame-ancestors
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return middleware


class Person:
    """`request.actor` for whoever is signed in (else None), their language and their time zone.

    At the machine door it is whoever bears a token, and the language is what the call asks for.
    """

    def __init__(self, following: Next) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if machines.asks(request):
            return self._of_a_machine(request)
        user = request.user
        request.actor = accounts.actor_of(user) if user.is_authenticated else None  # type: ignore[attr-defined]
        language = user.language if user.is_authenticated else _asked_language(request)
        zone = user.time_zone if user.is_authenticated else settings.TIME_ZONE
        looking = memory.looking() if request.method in ("GET", "HEAD") else nullcontext()
        with translation.override(language), timezone.override(zone), access.remembering(), looking:
            response = self.following(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def _of_a_machine(self, request: HttpRequest) -> HttpResponseBase:
        language = _asked_language(request)
        with translation.override(language), timezone.override(settings.TIME_ZONE), access.remembering():
            machines.known(request, clock.now())
            response = machines.answered(request, self.following(request))
        response.headers.setdefault("Content-Language", language)
        return response


class LastSeen(UserSessionsMiddleware):
    """Notes in the list of sessions when each was last used: once a minute, or when its address or browser changes. One that nobody
    used for too long ends.

    Noted at every request it cost five of the forty statements of a page. What this process noted within the minute was used within the
    minute, so idleness is asked for with the note and costs no page of the others anything.
    """

    def __init__(self, following: Next) -> None:
        super().__init__(following)
        self.following = following
        self.noted: dict[str, tuple[float, tuple[str, str]]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key, now = request.session.session_key or "", time.monotonic()
        client = (request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_USER_AGENT", ""))
        at, who = self.noted.get(key, (-EVERY, client))
        if now - at < EVERY and who == client:
            return self.following(request)
        if len(self.noted) >= MOST_NOTED:
            self.noted.clear()
        if request.user.is_authenticated:
            if _idle(key):
                _end(request)
                return self.following(request)
            self.noted[key] = (now, client)
        return super().__call__(request)  # type: ignore[no-any-return]  # allauth has no types


def _idle(key: str) -> bool:
    """Whether the session was last used too long ago; a minute is given, because uses within a minute are noted once."""
    last = timezone.now() - timedelta(minutes=settings.IDLE_MINUTES, seconds=EVERY)
    return accounts.unused_since(key, last)


def _end(request: HttpRequest) -> None:
    """Nobody is signed in any more; the sign-in page says why, and leads back to the page that was asked for."""
    logout(request)
    request.actor = None  # type: ignore[attr-defined]  # what `Person` set, and Django's type does not know
    words = _(
        "You were signed out because nothing was done for %(minutes)d minutes. Sign in again to go on where you were."
    )
    messages.info(request, words % {"minutes": settings.IDLE_MINUTES})


class Declared:
    """No view without a declared permission, nobody without signing in, nothing with a password that somebody else gave, no one
    factor where two are required."""

    def __init__(self, following: Next) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.following(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        permission = getattr(view, "permission", "undeclared")
        if permission is None:
            return None
        if permission not in PERMISSIONS:
            log.error("The view %s declares no permission and is refused.", getattr(view, "__qualname__", view))
            return errors.not_there(request)
        if machines.asks(request):
            return machines.barred(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.user.password_given and _named(request) != CHOOSING:
            return redirect(CHOOSING)
        if settings.SECOND_FACTOR_REQUIRED and permission != "self:manage" and not is_mfa_enabled(request.user):
            return redirect(reverse("mfa_index"))
        return None


class Refusals:
    """A refusal that a view did not catch becomes an answer in a sentence."""

    def __init__(self, following: Next) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.following(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, refusals.NotThere):
            return errors.not_there(request)
        if isinstance(error, refusals.Denied):
            return errors.denied(request, str(error))
        if isinstance(error, refusals.Conflict):
            return errors.conflict(request, str(error))
        if isinstance(error, refusals.Invalid):
            return errors.invalid(request, str(error))
        return None


def _named(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _asked_language(request: HttpRequest) -> str:
    """The language chosen on the sign-in page, else the browser's, else the first one offered."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    offered = [code for code, _name in settings.LANGUAGES]
    if chosen in offered:
        return chosen
    asked = translation.get_language_from_request(request)
    return asked if asked in offered else offered[0]
