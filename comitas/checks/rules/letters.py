"""The paragraphs of "Ask for what is missing", from the open findings: what is required first, then what would help."""

from collections.abc import Iterable
from dataclasses import dataclass

from comitas.cases.rules.words import Sentence
from comitas.checks.rules.findings import Finding
from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `rule` is the finding it comes from, "" for the sentences between."""

    rule: str
    text: Sentence


REQUIRED = N_("To execute your request we need the following.")
HELPFUL = N_("The following would help us to execute it well.")
UNTIL_THEN = N_("We go on with what can be done meanwhile. Your answer may refer to the numbers above.")


def paragraphs(findings: Iterable[Finding]) -> tuple[Paragraph, ...]:
    """The letter's body in order; empty when nothing is open that the other State could cure."""
    asked = sorted((finding for finding in findings if finding.open and finding.ask), key=lambda finding: finding.rank)
    required = [_paragraph(finding) for finding in asked if finding.level != "R"]
    helpful = [_paragraph(finding) for finding in asked if finding.level == "R"]
    body = [*_under(REQUIRED, required), *_under(HELPFUL, helpful)]
    return (*body, Paragraph("", Sentence(UNTIL_THEN))) if body else ()


def _under(heading: str, asked: list[Paragraph]) -> list[Paragraph]:
    return [Paragraph("", Sentence(heading)), *asked] if asked else []


def _paragraph(finding: Finding) -> Paragraph:
    ask = Sentence(finding.ask)
    if not finding.article:
        return Paragraph(finding.rule, ask)
    return Paragraph(
        finding.rule, Sentence(N_("%(ask)s (Article %(article)s.)"), {"ask": ask, "article": finding.article})
    )
