"""Where the upload process is reached."""

from django.conf import settings
from django.http import HttpRequest

from comitas.documents.rules import uploads


def origin(request: HttpRequest) -> str:
    """The origin that the browser sends parts to: the page's own behind a TLS proxy, the upload port otherwise."""
    return uploads.origin(request.get_host(), secure=settings.SECURE, port=settings.UPLOAD_PORT)
