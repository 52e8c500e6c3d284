"""How something that was found is said, and where it leads."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.core.text import N_
from comitas.documents.rules.reading import Box, Line, Page
from comitas.finding import queries
from comitas.finding.rules.asked import Asked
from comitas.finding.rules.excerpts import Piece, spans
from comitas.finding.rules.kinds import CASE, DOCUMENT, LETTER, PERSON, REFERENCE

ONE = {
    CASE: N_("Case"),
    PERSON: N_("Person"),
    REFERENCE: N_("Reference"),
    LETTER: N_("Letter"),
    DOCUMENT: N_("Document"),
}


def row(one: queries.Shown, typed: str, arrivals: Mapping[UUID, Any]) -> dict[str, Any]:
    """One thing that was found. `arrivals`: by compartment, of documents that stand in no case yet."""
    title = marked(one.title)
    return {
        "kind": _(ONE[one.kind]),
        "url": _address(one, typed, arrivals),
        "title": title,
        "page": _page(one),
        "excerpt": marked(one.excerpt),
        "language": one.language,
        "case": {"number": one.case.number, "title": one.case.title, "url": reverse("desk:case", args=[one.case.pk])}
        if one.case and one.kind != CASE
        else None,
        "number": one.case.number if one.case and one.kind == CASE else "",
        "detail": one.detail,
        "alike": one.alike,
        "arrival": _arrival(one, arrivals),
    }


def related_row(one: queries.Related) -> dict[str, Any]:
    """A case that may have to do with another, and what the two have in common."""
    told = [_("Same person: %(names)s") % {"names": ", ".join(one.persons)}] if one.persons else []
    told += (
        [_("Same reference: %(numbers)s") % {"numbers": ", ".join(one.references).upper()}] if one.references else []
    )
    told += [_("Same number: %(numbers)s") % {"numbers": ", ".join(one.numbers).upper()}] if one.numbers else []
    return {
        "number": one.case.number,
        "title": one.case.title,
        "url": reverse("desk:case", args=[one.case.pk]),
        "why": "; ".join(told),
    }


def marked(pieces: Iterable[Piece]) -> SafeString:
    """A text with what was found marked; whatever stands in it is text and no markup."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece.text) if piece.found else piece.text,) for piece in pieces)
    )


def _page(one: queries.Shown) -> str:
    if one.kind != DOCUMENT or not one.page:
        return ""
    if one.pages == 1:
        return _("page %(page)s") % {"page": one.page}
    more = one.pages - 1
    return ngettext("page %(page)s, and %(count)d other page", "page %(page)s, and %(count)d other pages", more) % {
        "page": one.page,
        "count": more,
    }


def _address(one: queries.Shown, typed: str, arrivals: Mapping[UUID, Any]) -> str:
    if one.kind == LETTER:
        return reverse("desk:letter", args=[one.thing])
    if one.kind == DOCUMENT:
        place = f"#page-{one.page}" if one.page else ""
        if one.case:
            return f"{reverse('desk:item', args=[one.thing])}?{urlencode({'find': typed})}{place}"
        found = arrivals.get(one.compartment)
        return f"{reverse('desk:arrival', args=[found.pk])}?{urlencode({'file': one.thing})}{place}" if found else ""
    return reverse("desk:case", args=[one.case.pk]) if one.case else ""


def _arrival(one: queries.Shown, arrivals: Mapping[UUID, Any]) -> dict[str, Any] | None:
    found = arrivals.get(one.compartment) if one.case is None else None
    return {"number": found.number, "url": reverse("desk:arrival", args=[found.pk])} if found else None


def marks(page: Page, asked: Asked) -> list[dict[str, Any]]:
    """What was looked for, as `ui/sheet.html` marks it on *page*."""
    found = [boxes for line in page.lines for boxes in _boxes(line, asked, page.language)]
    label = _("Found: %(words)s") % {"words": asked.typed}
    return [
        {"id": f"found-{page.number}-{number}", "number": str(number), "label": label, "href": f"#page-{page.number}", "boxes": boxes}
        for number, boxes in enumerate(found, 1)
    ]  # fmt: skip


def _boxes(line: Line, asked: Asked, language: str) -> list[tuple[Box, ...]]:
    """Of each place in a line the boxes of its words."""
    between = "" if line.text == "".join(word.text for word in line.words) else " "
    text, owners = "", []
    for index, word in enumerate(line.words):
        piece = (between if index else "") + word.text
        text += piece
        owners += [index] * len(piece)
    return [
        tuple(line.words[index].box for index in sorted(set(owners[start:end])))
        for start, end in spans(text, asked.forms, language)
    ]
