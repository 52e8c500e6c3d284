"""The files of an arrival or a case: which is shown, and what lay in a mail or an archive."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from comitas.core.web import Request
from comitas.documents.models import Placement
from comitas.documents.rules import states


def with_query(request: Request, **changes: object) -> str:
    """The address of this page with another query."""
    query = {**request.GET.dict(), **{name: str(value) for name, value in changes.items()}}
    return "?" + urlencode({name: value for name, value in query.items() if value not in ("", "0")})


def placement_of(request: Request, placed: list[Placement]) -> Placement | None:
    """The file that is shown: the one asked for, else the first that has been read, else the first."""
    asked = request.GET.get("file", "")
    by_id = {str(each.pk): each for each in placed}
    if asked in by_id:
        return by_id[asked]
    read = [each for each in placed if each.document.state == states.READ]
    return (read or placed or [None])[0]  # type: ignore[list-item]


def files(request: Request, placed: list[Placement], shown: UUID | None) -> list[dict[str, Any]]:
    """The files of an arrival as tabs; what lay inside one is listed under it."""
    held = {each.pk: each.document.root_id or each.document_id for each in placed}
    outer = held.get(shown) if shown else None
    return [
        {
            "label": each.document.name,
            "url": with_query(request, file=each.pk),
            "current": each.document_id == outer,
            "count": None,
        }
        for each in placed
        if each.document.root_id is None
    ]


def inside(placed: Iterable[Placement], shown: UUID, address: Callable[[Placement], str]) -> list[dict[str, Any]]:
    """A mail or an archive and everything that lay in it, each a step further in than what it lay in."""
    return [
        {
            "placement": each.pk,
            "name": each.document.name,
            "size": each.document.size,
            "depth": min(each.document.depth, 5),
            "url": address(each),
            "current": each.pk == shown,
            "state": "" if each.document.state == states.READ else _(states.SENTENCES[each.document.state]),
        }
        for each in placed
    ]


def again(placed: Placement | None) -> UUID | None:
    """The placement of a document of which another attempt at reading may come to more."""
    if placed is None:
        return None
    document = placed.document
    return placed.pk if states.may_be_read_again(document.state, document.refusal, document.kind) else None


def file_address(request: Request) -> Callable[[Placement], str]:
    """The address of this page with another file shown."""
    return lambda placed: with_query(request, file=placed.pk)
