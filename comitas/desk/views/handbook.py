"""The handbook, in the reader's language where it is written in it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases.rules import diagram
from comitas.cases.rules.families import FAMILIES
from comitas.core.refusals import NotThere
from comitas.core.web import Request
from comitas.desk.gateways import handbook as gateways
from comitas.desk.rules import handbook as rules

FIRST = next(iter(rules.PAGES))


@access.requires("handbook:read")
def handbook(request: Request, page: str = FIRST) -> HttpResponse:
    """One page; the first one at the handbook's own address."""
    text, language = gateways.handbook_page(page, get_language() or gateways.ENGLISH)
    found = rules.rendered(text, reverse("desk:handbook"))
    context = {
        "page": found,
        "html": SafeString(found.html),  # our own file, and the parser lets no HTML through
        "language": language,
        "translated": language == get_language(),
        "pages": [{"url": reverse("desk:handbook-page", args=[name]), "words": _(words), "current": name == page}
                  for name, words in rules.PAGES.items()],
    }  # fmt: skip
    return render(request, "desk/handbook.html", context)


@access.requires("handbook:read")
def picture(request: Request, family: str) -> HttpResponse:
    """The life of a part of one family, drawn from the table that the program follows."""
    if family not in FAMILIES:
        raise NotThere(family)
    return HttpResponse(diagram.svg(FAMILIES[family], _), content_type="image/svg+xml")
