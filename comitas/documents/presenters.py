"""Answers that carry bytes: whole or a range, streamed, never opened by the browser as a page of ours."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from comitas.core.streams import streamed
from comitas.core.web import Request
from comitas.documents.models import Document, Object

INERT = "default-src 'none'; frame-ancestors 'none'; sandbox"


def original(
    request: Request, document: Document, chunks: Iterator[bytes], part: tuple[int, int] | None
) -> HttpResponseBase:
    """The original as a download, whatever it is, under the sender's name (RFC 6266)."""
    start, stop = part or (0, document.size)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse()
    else:
        response = StreamingHttpResponse(streamed(request, chunks), status=206 if part else 200)
    if part:
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{document.size}"
    response["Content-Length"] = str(stop - start)
    return _inert(response, document)


def made(request: Request, document: Document, chunks: Iterator[bytes]) -> HttpResponseBase:
    """The searchable PDF of *document* as a download."""
    name = f"{document.name.removesuffix('.pdf')}.searchable.pdf"
    response = StreamingHttpResponse(streamed(request, chunks), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    return response


def is_held(request: Request, picture: Object) -> bool:
    """Whether the browser has this very picture (If-None-Match)."""
    return etag(picture) in [each.strip() for each in request.headers.get("If-None-Match", "").split(",")]


def picture(picture: Object, data: bytes | None) -> HttpResponse:
    """A page's picture, or 304 for one that the browser has: allowed again, not sent again."""
    response = HttpResponse(data, content_type="image/webp") if data is not None else HttpResponse(status=304)
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag(picture)
    return response


def not_satisfiable(document: Document) -> HttpResponse:
    """416: the range begins after the end."""
    response = HttpResponse(status=416)
    response["Content-Range"] = f"bytes */{document.size}"
    return response


def etag(held: Document | Object) -> str:
    """The strong validator of bytes: their fingerprint."""
    return f'"{bytes(held.sha256 or b"").hex()}"'


def _inert(response: HttpResponseBase, document: Document) -> HttpResponseBase:
    response["Content-Type"] = "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(True, document.name) or "attachment"
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag(document)
    return response
