"""The files of an arrival or a case: which is shown, and what lay in a mail or an archive."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.core.web import Request
from comitas.documents import queries as documents
from comitas.documents.models import Placement, View
from comitas.documents.rules import states
from comitas.documents.rules.refusals import SENTENCES


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


def made_of(request: Request, placed: Placement) -> dict[str, Any]:
    """Under a document: from which pages it was put together, and its searchable PDF where there is one."""
    recipe = documents.recipe_of(request.actor, placed.pk)
    originals = len({sheet.document for sheet in recipe})
    told = ngettext(
        "Put together from %(pages)s pages of a scan, which is kept unchanged.",
        "Put together from %(pages)s pages of %(count)s files, which are kept unchanged.",
        originals,
    )
    return {
        "put_together": told % {"pages": len(recipe), "count": originals} if recipe else "",
        "searchable": placed.pk if documents.has_searchable(request.actor, placed.pk) else None,
    }


def view_words(view: View) -> str:
    """What is being put together, or why it could not be."""
    sentences: Mapping[str, str] = dict(SENTENCES.items())
    if view.refusal:
        return _("“%(name)s” could not be put together. %(why)s") % {
            "name": view.name,
            "why": _(sentences[view.refusal]),
        }
    told = ngettext(
        "“%(name)s”, %(count)s page, is being put together.",
        "“%(name)s”, %(count)s pages, is being put together.",
        len(view.recipe),
    )
    return told % {"name": view.name, "count": len(view.recipe)}


def file_address(request: Request) -> Callable[[Placement], str]:
    """The address of this page with another file shown."""
    return lambda placed: with_query(request, file=placed.pk)
