"""Files: what is known of one, and its bytes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from ninja import Router

from comitas.api.presenters.arrivals import Document
from comitas.api.presenters.arrivals import document as shown
from comitas.api.views.door import needs, opened
from comitas.core import problems
from comitas.core.refusals import NotThere
from comitas.core.streams import streamed
from comitas.documents import queries
from comitas.documents.rules import ranges
from comitas.ledger.models import Reading
from comitas.ledger.queries import KeyDestroyed

router = Router(tags=["documents"])
READ = needs("document:read", "documents:read")
INERT = "default-src 'none'; frame-ancestors 'none'; sandbox"


@router.get(
    "/documents/{uuid:placement}", response=Document, operation_id="document", url_name="document", summary="Read about a file"
)  # fmt: skip
@READ
def document(request: Any, placement: UUID) -> Document:
    """What is known of a file; that it was read is noted."""
    placed = queries.placement(request.actor, placement)
    opened(request, f"document {placed.document_id}", placed.compartment_id)
    return shown(placed)


@router.get(
    "/documents/{uuid:placement}/original", operation_id="original", url_name="original", summary="Download a file",
    openapi_extra={"responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}},
)  # fmt: skip
@READ
def original(request: Any, placement: UUID) -> HttpResponseBase:
    """The bytes as they came, whole or the range asked for (RFC 9110, section 14); every download is noted."""
    placed = queries.placement(request.actor, placement)
    held = placed.document
    try:
        part = ranges.asked(request.headers.get("Range", ""), held.size)
        chunks = queries.original(request.actor, placement, *(part or ()))
    except ranges.NotSatisfiable:
        answer = problems.problem(416)
        answer["Content-Range"] = f"bytes */{held.size}"
        return answer
    except KeyDestroyed as error:
        raise NotThere(str(placement)) from error
    opened(request, f"document {held.pk}", placed.compartment_id, Reading.Manner.DOWNLOAD)
    start, stop = part or (0, held.size)
    body = streamed(request, chunks) if stop > start else iter(())
    response = StreamingHttpResponse(body, status=206 if part else 200) if held.size else HttpResponse(b"")
    if part:
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{held.size}"
    response["Content-Type"] = "application/octet-stream"
    response["Content-Length"] = str(stop - start)
    response["Content-Disposition"] = content_disposition_header(True, held.name) or "attachment"
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "no-store"
    return response
