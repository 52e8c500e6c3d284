"""Answers for what goes wrong: a sentence, what to do next, nothing of the machine."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def _page(request: HttpRequest, template: str, status: int, sentence: str = "") -> HttpResponse:
    return HttpResponse(render_to_string(template, {"sentence": sentence}, request=request), status=status)


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: absent, or not for this person. The same page for both."""
    return _page(request, "404.html", 404)


def denied(request: HttpRequest, sentence: str = "") -> HttpResponse:
    """403."""
    return _page(request, "403.html", 403, sentence)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 raised by Django itself."""
    return denied(request)


def invalid(request: HttpRequest, sentence: str = "") -> HttpResponse:
    """400 with the sentence of a refusal."""
    return _page(request, "400.html", 400, sentence)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 raised by Django itself."""
    return invalid(request)


def conflict(request: HttpRequest, sentence: str) -> HttpResponse:
    """409: somebody was first."""
    return _page(request, "409.html", 409, sentence)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from this site, or from a page left open too long."""
    return _page(request, "403_csrf.html", 403)


def broken(request: HttpRequest) -> HttpResponse:
    """500: ours. Rendered without a context, so that it works when the context is what broke."""
    return HttpResponse(render_to_string("500.html"), status=500)
