"""What a letter says, as a proposal to an officer: never a decision.

A proposal names the words it was read from and where they stand, so that the screen can mark them. What is unsure is not
proposed at all, and nothing is proposed that does not stand in the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

SURE = "sure"
CHECK = "check"
TWO_READINGS = "two-readings"

FIELDS = (
    "transmitting_authority", "requesting_authority", "conducting_authority", "state", "addressee", "their_reference",
    "our_reference", "date_written", "kind", "measure", "person", "offence", "legal_basis", "deadline", "deadline_reason",
    "urgency", "confidentiality", "custody", "account", "amount", "hearing_date",
)  # fmt: skip

# Fields whose letters and digits are the value: where two engines read them differently, nobody but an officer may choose.
READ_TWICE = frozenset(
    {"their_reference", "our_reference", "date_written", "deadline", "hearing_date", "account", "amount"}
)

Value = str | dict[str, str]


@dataclass(frozen=True)
class Proposal:
    """One thing read in a letter.

    `value` is normalised (ISO 8601 date, code, number without blanks) and None where two readings stand against each other;
    `shown` are the words as they stand, on one line. `line` counts from 0 in the page's lines and `page` from 1. `start` is
    an offset in that line; `end` counts on through the following lines, each joined by one line feed, so that
    `"\\n".join(lines[line:])[start:end] == quote` also where a quotation runs over the end of a line.

    Composite values are dicts of text: their_reference {number, of: letter|case, owner}, person {name, nature:
    natural|legal, role?, born?, nationality?, document?}, offence {cited, provision?, uncac?}, legal_basis {instrument,
    articles?}, account {number, scheme: iban|other, verdict: passes|fails|none}.
    """

    field: str
    value: Value | None
    shown: str
    page: int
    line: int
    start: int
    end: int
    quote: str
    certainty: str
    readings: tuple[str, ...] = ()


def pieces(proposal: Proposal, lines: tuple[str, ...]) -> tuple[tuple[int, int, int], ...]:
    """Where the quotation stands, line by line: (line, start, end) for each line it touches, for marking on the screen."""
    found = []
    line, start, left = proposal.line, proposal.start, proposal.end - proposal.start
    while left > 0 and line < len(lines):
        end = min(len(lines[line]), start + left)
        if end > start:
            found.append((line, start, end))
        left -= end - start + 1
        line, start = line + 1, 0
    return tuple(found)


# What a composite value cannot be without.
_NEEDED = {
    "their_reference": "number",
    "person": "name",
    "offence": "cited",
    "legal_basis": "instrument",
    "account": "number",
}


def restored(item: object) -> Proposal | None:
    """A proposal from its JSON; None for what is none, because what is shown must be whole."""
    if not isinstance(item, dict):
        return None
    given: dict[str, Any] = {each.name: item.get(each.name) for each in fields(Proposal)}
    readings = given["readings"]
    if not isinstance(readings, list | tuple) or not _all_text(readings):
        return None
    if not _all_text(given[name] for name in ("field", "shown", "quote", "certainty")):
        return None
    if not all(type(given[name]) is int and given[name] >= 0 for name in ("page", "line", "start", "end")):
        return None
    known = given["field"] in FIELDS and given["certainty"] in (SURE, CHECK, TWO_READINGS)
    return Proposal(**{**given, "readings": tuple(readings)}) if known and _fits(given) else None


def _fits(given: dict[str, Any]) -> bool:
    """Two readings have no value; everything else has one in the shape of its field."""
    value, needed = given["value"], _NEEDED.get(given["field"])
    if given["certainty"] == TWO_READINGS:
        return value is None and len(given["readings"]) == 2
    if needed is None:
        return isinstance(value, str)
    return isinstance(value, dict) and bool(value.get(needed)) and _all_text(value.values())


def _all_text(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def stands(proposal: Proposal, lines: tuple[str, ...]) -> bool:
    """Whether the words that a proposal quotes are in the text of its page, where it says."""
    rest = "\n".join(lines[proposal.line :])
    return bool(proposal.quote) and rest[proposal.start : proposal.end] == proposal.quote
