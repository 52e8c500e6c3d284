"""What the top bar shows: the places a person may go, and their own menu."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as accounts

# path name, words, permission, the prefix of its addresses
PLACES = ()


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`nav` for base.html; for nobody signed in, only the choice of language."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"nav": {"languages": _languages()}}
    return {"nav": {"languages": _languages(), "user_name": actor.name}}


def _languages() -> list[dict[str, Any]]:
    current = get_language()
    return [{"code": code, "current": code == current, "url": "#"} for code, _name in settings.LANGUAGES]
