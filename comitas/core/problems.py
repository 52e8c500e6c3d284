"""Errors as programs read them: problem details for HTTP (RFC 9457), in a sentence of the caller's language.

`type` is "about:blank", so that `title` says what the status means; `code` tells apart what has the same status.
"""

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from comitas.core.text import N_

MEDIA_TYPE = "application/problem+json"
TITLES: dict[int, str] = {
    400: N_("Bad request"),
    401: N_("Not signed in"),
    403: N_("Not allowed"),
    404: N_("Not here"),
    405: N_("Not done here"),
    406: N_("Not acceptable"),
    408: N_("Too slow"),
    409: N_("Conflict"),
    411: N_("Length missing"),
    412: N_("Precondition failed"),
    413: N_("Too large"),
    415: N_("Unknown media type"),
    416: N_("Range not satisfiable"),
    422: N_("Not valid"),
    429: N_("Too many requests"),
    500: N_("Something went wrong here"),
    507: N_("Disk full"),
}
SENTENCES: dict[int, str] = {
    400: N_("The request cannot be understood."),
    404: N_("There is no such thing, or not for you."),
    405: N_("This address does not take this method."),
    413: N_("The body is larger than is taken here."),
    500: N_("This is our fault. Try again in a minute; the same idempotency key does nothing twice."),
}


def problem(status: int, sentence: str = "", code: str = "", **more: Any) -> HttpResponse:
    """The answer; *more* are further members, such as `errors`."""
    return JsonResponse(told(status, sentence, code, **more), status=status, content_type=MEDIA_TYPE)


def told(status: int, sentence: str = "", code: str = "", **more: Any) -> dict[str, Any]:
    """The members of a problem."""
    title = _(TITLES.get(status, TITLES[400 if status < 500 else 500]))
    usual = SENTENCES.get(status, "")
    found = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": sentence or (_(usual) if usual else title),
    }
    return {**found, **({"code": code} if code else {}), **more}


def raw(status: int, sentence: str = "", code: str = "") -> bytes:
    """The same as bytes, for who answers before Django."""
    return json.dumps(told(status, sentence, code), ensure_ascii=False).encode()
