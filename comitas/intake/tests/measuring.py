"""Proposals against what a reader of the letter would have written down."""

import re

from comitas.intake.rules.folding import fold
from comitas.intake.rules.proposal import Proposal

OURS = (re.compile(r"\d{4}/\d{4}(?:-\d{1,3})?"), re.compile(r"A-\d{4}-\d{4}"))
PRESENCE = {"urgency", "confidentiality", "custody"}
# A reason is given in words of the letter; nobody has written down which.
NOT_COMPARED = {"deadline_reason"}


def brief(proposal: Proposal) -> str:
    """A proposal in one text, to be compared."""
    value = proposal.value
    if proposal.field in PRESENCE:
        return "yes"
    if isinstance(value, dict):
        first = {"offence": "uncac", "person": "name", "legal_basis": "instrument"}.get(proposal.field, "number")
        return f"{value.get(first, value.get('cited', ''))} {value.get('articles', '')}".strip()
    return str(value)


def compare(
    truth: dict[str, list[str]], made: tuple[Proposal, ...]
) -> dict[str, tuple[list[str], list[str], list[str]]]:
    """For each field: what was found, what was missed, what was proposed beyond."""
    fields = (set(truth) | {p.field for p in made}) - NOT_COMPARED
    return {
        field: _compare(field, list(truth.get(field, ())), [brief(p) for p in made if p.field == field])
        for field in fields
    }


def _compare(field: str, expected: list[str], got: list[str]) -> tuple[list[str], list[str], list[str]]:
    hit, missed, left = [], [], list(got)
    for value in expected:
        match = next((g for g in left if _alike(field, value, g)), None)
        if match is None:
            missed.append(value)
        else:
            hit.append(value)
            left.remove(match)
    return hit, missed, left


def _alike(field: str, expected: str, got: str) -> bool:
    if field in PRESENCE:
        return True
    one, other = fold(expected), fold(got)
    if field in {
        "transmitting_authority",
        "requesting_authority",
        "conducting_authority",
        "state",
        "addressee",
        "person",
    }:
        return one in other or other in one
    return one == other
