"""What the checks say, on a page."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.checks.models import Verdict
from comitas.checks.rules.findings import LEVEL_WORDS, STATUSES, Finding, Seen
from comitas.core.text import isolated
from comitas.desk.presenters import apart, moment, told
from comitas.documents.rules import finding as searching
from comitas.documents.rules.reading import Box, Page

MOST_PLACES = 5  # of one finding: further ones are marked in the document
LONGEST_WORDS = 90

COLOURS = {"missing": "brick", "unclear": "ochre", "met": "moss", "not-applicable": "grey"}


def finding_row(finding: Finding, word: Verdict | None = None) -> dict[str, Any]:
    """One finding: its word, its question, article, reason, where it was seen, what would cure it, what an officer said."""
    return {
        "rule": finding.rule,
        "status": finding.status,
        "word": _(STATUSES[finding.status]),
        "colour": COLOURS[finding.status],
        "title": _(finding.title),
        "article": apart(finding.article),
        "level": _(LEVEL_WORDS[finding.level]),
        "reason": told(finding.reason),
        "cure": _(finding.cure) if finding.open else "",
        "seen": [_place(seen) for seen in finding.seen[:MOST_PLACES]],
        "askable": finding.open and bool(finding.ask),
        "stale": finding.stale,
        "decided": finding.verdict is not None and not finding.stale,
        "said": _said(finding, word),
    }


def _place(seen: Seen) -> dict[str, str]:
    """Page 2: “the words”, and the address of the page where they are marked."""
    words = " ".join(seen.quote.split())
    shown = words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"
    told_words = _("Page %(page)d: “%(words)s”") % {"page": seen.page, "words": isolated(shown)}
    return {"words": told_words, "url": f"{reverse('desk:item', args=[seen.document])}#{anchor(seen)}"}


def anchor(seen: Seen) -> str:
    """The name of a place within the page of its document."""
    return "seen-" + hashlib.sha256(f"{seen.page} {seen.quote}".encode()).hexdigest()[:12]


def marks(page: Page, places: Iterable[Seen], back: str) -> list[dict[str, Any]]:
    """The words of *places* as `ui/sheet.html` marks them on *page*; each leads to the address *back*."""
    found = {seen: boxes for seen in places if seen.page == page.number and (boxes := _boxes(page, seen))}
    return [
        {"id": anchor(seen), "number": str(number), "label": _("Seen by the checks"), "href": back, "boxes": boxes}
        for number, (seen, boxes) in enumerate(found.items(), 1)
    ]


def _boxes(page: Page, seen: Seen) -> tuple[Box, ...]:
    """Of each line of the words, where it stands first."""
    firsts = (next(searching.hits(page, words), None) for words in seen.quote.split("\n"))
    return tuple(box for hit in firsts if hit for box in hit.boxes)


def _said(finding: Finding, word: Verdict | None) -> str:
    if finding.verdict is None:
        return ""
    values = {"name": finding.verdict.by, "reason": finding.verdict.reason, "when": moment(word.at) if word else ""}
    if finding.verdict.status == finding.verdict.about:
        return _("Confirmed by %(name)s, %(when)s: %(reason)s") % values
    return _("Overruled by %(name)s, %(when)s: %(reason)s") % values
