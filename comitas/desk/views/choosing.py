"""Pages about one of our authorities: the one that the address names, else the reader's first."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.accounts.access import Ours
from comitas.core.refusals import NotThere
from comitas.core.web import Request


def with_permission(request: Request, permission: str) -> list[Ours]:
    """Our authorities in which the reader holds *permission*."""
    return [one for one in people.own_authorities(request.actor) if access.may(request.actor, permission, one.pk)]


def chosen(request: Request, among: list[Ours]) -> Ours:
    """`NotThere` for an authority that is not *among* them, and where there is none."""
    asked = request.GET.get("authority", "")
    try:
        wanted = UUID(asked) if asked else None
    except ValueError as error:
        raise NotThere(asked) from error
    found = next((one for one in among if wanted in (None, one.pk)), None)
    if found is None:
        raise NotThere(asked)
    return found


def address(page: str, authority: Ours | None = None) -> str:
    """Where the page *page* shows *authority*."""
    return reverse(page) + (f"?authority={authority.pk}" if authority else "")


def others(page: str, mine: list[Ours], shown: Ours) -> list[dict[str, Any]]:
    """Links to the same page about the reader's other authorities."""
    return [{"name": one.name, "url": address(page, one)} for one in mine if one != shown]
