"""Beginning an upload from the page's script; downloading an original."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from comitas.accounts import access as need_to_know
from comitas.core import clock
from comitas.core.refusals import Denied, Invalid, NotThere
from comitas.core.web import Request
from comitas.documents import access, actions, forms, presenters, queries
from comitas.documents.models import Document
from comitas.documents.rules import ranges, uploads
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading
from comitas.ledger.queries import KeyDestroyed


@require_POST
@need_to_know.requires("document:add")
def begin_upload(request: Request) -> JsonResponse:
    """Answers `{id, token, url, part_bytes}`: where to put the parts, and with what token."""
    actor = request.actor
    try:
        name, size = forms.upload_asked(request.body)
        made = actions.begin_upload(by=actor, at=clock.now(), name=name, size=size)
    except (Denied, Invalid) as error:
        return JsonResponse({"error": str(error)}, status=403 if isinstance(error, Denied) else 400)
    origin = uploads.origin(request.get_host(), secure=settings.SECURE, port=settings.UPLOAD_PORT)
    return JsonResponse(
        {
            "id": str(made.pk),
            "token": access.token(made.pk, made.user_id),
            "url": f"{origin}/upload",
            "part_bytes": uploads.part_bytes(settings.UPLOAD_PART),
        }
    )


@require_safe
@need_to_know.requires("document:read")
def original(request: Request, placement: UUID) -> HttpResponseBase:
    """The bytes as they came, always as a download. Every download is noted; a browser that only asks for the size is not."""
    actor = request.actor
    placed = queries.placement(actor, placement)
    document = placed.document
    try:
        part = _range(request, document)
        chunks = queries.original(actor, placement, *(part or ()))
    except ranges.NotSatisfiable:
        return presenters.not_satisfiable(document)
    except KeyDestroyed as error:
        raise NotThere(str(placement)) from error
    response = presenters.original(request, document, chunks, part)
    if request.method == "GET":
        manner, subject = Reading.Manner.DOWNLOAD, f"document {document.pk}"
        ledger.read(manner, subject, by=actor, at=clock.now(), compartment=placed.compartment_id)
    return response


@require_safe
@need_to_know.requires("document:read")
def searchable(request: Request, placement: UUID) -> HttpResponseBase:
    """The searchable PDF/A of a scan, as a download; noted like every download."""
    try:
        placed, chunks = queries.searchable(request.actor, placement)
    except KeyDestroyed as error:
        raise NotThere(str(placement)) from error
    subject = f"document {placed.document_id}"
    ledger.read(Reading.Manner.DOWNLOAD, subject, by=request.actor, at=clock.now(), compartment=placed.compartment_id)
    return presenters.made(request, placed.document, chunks)


@require_safe
@need_to_know.requires("document:read")
def picture(request: Request, placement: UUID, number: int, thumbnail: bool = False) -> HttpResponseBase:
    """The picture of one page as the reader drew it. Browsers may keep it and must ask each time whether they may show it."""
    page = queries.page(request.actor, placement, number)
    held = page.thumbnail if thumbnail else page.image
    if held is None:
        raise NotThere(f"{placement} {number}")
    if presenters.is_held(request, held):
        return presenters.picture(held, None)
    try:
        return presenters.picture(held, queries.picture(held))
    except KeyDestroyed as error:
        raise NotThere(str(placement)) from error


def _range(request: Request, document: Document) -> tuple[int, int] | None:
    """The range asked for; none where the browser holds part of another file (If-Range)."""
    held = request.headers.get("If-Range")
    if held and held != presenters.etag(document):
        return None
    return ranges.asked(request.headers.get("Range", ""), document.size)
