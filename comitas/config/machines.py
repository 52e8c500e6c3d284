"""The machine door, as the gate and the middleware see it: who calls is told by the token in the header, and by nothing else.

A session opens nothing here, so that no page of another site can make a browser call (RFC 6750, section 5.3).
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.translation import gettext as _

from comitas.api import actions, queries
from comitas.api.access import Bearer
from comitas.api.rules import tokens
from comitas.core import clock, problems
from comitas.duty.access import too_often

PREFIX = "/api/v1/"
WAIT = {"Retry-After": "60"}
REALM = 'Bearer realm="comitas"'


def asks(request: HttpRequest) -> bool:
    """Whether *request* is for the machine door."""
    return request.path.startswith(PREFIX)


def known(request: Any, at: datetime) -> Bearer | None:
    """Whoever calls, put on the request as bearer and actor; nobody is signed in."""
    token = tokens.borne(request.headers.get("Authorization", ""))
    request.user = AnonymousUser()
    request.bearer = queries.bearer(token, at) if token else None
    request.actor = request.bearer.actor if request.bearer else None
    return request.bearer  # type: ignore[no-any-return]  # what was put there two lines above


def barred(request: Any) -> HttpResponse | None:
    """401 for who bears no token that works, 429 for who calls too often. Otherwise it is noted that the token was used."""
    bearer: Bearer | None = request.bearer
    at = clock.now()
    if bearer is None:
        address = request.META.get("REMOTE_ADDR", "")
        if too_often(f"api.wrong.{address}", tokens.WRONG_AT_ONCE, at):
            return _too_many()
        answer = problems.problem(401, _("Send a token that works in the Authorization header."), "token")
        answer["WWW-Authenticate"] = REALM
        return answer
    if too_often(f"api.token.{bearer.token}", settings.MACHINE_RATE, at):
        return _too_many()
    if request.method == "POST" and request.content_type not in ("application/json", ""):
        return problems.problem(415, _("Send the body as application/json."), "media-type")
    actions.note_token_used(by=bearer.actor, at=at, token=bearer.token)
    return None


def _too_many() -> HttpResponse:
    answer = problems.problem(429, _("Too many calls in this minute. Go on in the next."), "rate")
    for name, value in WAIT.items():
        answer[name] = value
    return answer


def answered(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Every error as a problem; for what is read a validator, and 304 for who has it already."""
    if response.status_code >= 400 and response.get("Content-Type") != problems.MEDIA_TYPE:
        kept = {name: response[name] for name in ("Allow", "Content-Range") if name in response}
        response = problems.problem(response.status_code)
        for name, value in kept.items():
            response[name] = value
    patch_vary_headers(response, ("Authorization", "Accept-Language"))
    if request.method != "GET" or response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    response.headers.setdefault("Cache-Control", "private, no-cache")
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def works(header: str) -> bool:
    """Whether a body may be taken from who sends *header* as Authorization: asked by the gate before a byte is read."""
    token = tokens.borne(header)
    try:
        return bool(token) and queries.bearer(token, clock.now()) is not None
    finally:
        close_old_connections()
