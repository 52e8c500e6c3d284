"""The choice of language: kept with the person who is signed in, in a cookie for who is not yet."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from comitas.accounts import actions as accounts
from comitas.accounts.access import public
from comitas.accounts.queries import actor_of
from comitas.core import clock
from comitas.core.refusals import NotThere


@public
def choose(request: HttpRequest, code: str) -> HttpResponseBase:
    """Change the language and go back to where one was. A link, so that it works without JavaScript.

    It changes a preference on GET, which is harmless: nobody gains by making an officer read French.
    """
    if code not in dict(settings.LANGUAGES):
        raise NotThere(code)
    user = request.user
    if user.is_authenticated:
        accounts.set_preferences(by=actor_of(user), at=clock.now(), language=code, time_zone=user.time_zone)
    back = request.GET.get("next", "/")
    response = redirect(back if url_has_allowed_host_and_scheme(back, None) else "/")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SECURE,
        httponly=True,
    )
    return response
