"""Where the upload process is reached."""

from django.conf import settings
from django.http import HttpRequest


def origin(request: HttpRequest) -> str:
    """The origin that the browser sends parts to: the page's own behind a TLS proxy, the upload port otherwise."""
    if settings.SECURE:
        return f"https://{request.get_host()}"
    return f"http://{request.get_host().rpartition(':')[0] or request.get_host()}:{settings.UPLOAD_PORT}"
