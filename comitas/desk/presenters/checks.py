"""What the checks say, on a page."""

from typing import Any

from django.utils.translation import gettext as _

from comitas.checks.models import Verdict
from comitas.checks.rules.findings import LEVEL_WORDS, STATUSES, Finding
from comitas.desk.presenters import moment, told

COLOURS = {"missing": "brick", "unclear": "ochre", "met": "moss", "not-applicable": "grey"}


def finding_row(finding: Finding, word: Verdict | None = None) -> dict[str, Any]:
    """One finding: its word, its question, article, reason, where it was seen, what would cure it, what an officer said."""
    return {
        "rule": finding.rule,
        "status": finding.status,
        "word": _(STATUSES[finding.status]),
        "colour": COLOURS[finding.status],
        "title": _(finding.title),
        "article": finding.article,
        "level": _(LEVEL_WORDS[finding.level]),
        "reason": told(finding.reason),
        "cure": _(finding.cure) if finding.open else "",
        "seen": [_("Page %(page)d: “%(words)s”") % {"page": seen.page, "words": seen.quote} for seen in finding.seen],
        "askable": finding.open and bool(finding.ask),
        "stale": finding.stale,
        "decided": finding.verdict is not None and not finding.stale,
        "said": _said(finding, word),
    }


def _said(finding: Finding, word: Verdict | None) -> str:
    if finding.verdict is None:
        return ""
    values = {"name": finding.verdict.by, "reason": finding.verdict.reason, "when": moment(word.at) if word else ""}
    if finding.verdict.status == finding.verdict.about:
        return _("Confirmed by %(name)s, %(when)s: %(reason)s") % values
    return _("Overruled by %(name)s, %(when)s: %(reason)s") % values
