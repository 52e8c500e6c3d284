"""What the header of a mail says: who sent it, for which State, and when. The rest of a mail is read like any letter.

A sender may write what he likes into a header, as into a letterhead: this is what it says, not who it was.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from comitas.intake.rules.dates import Dated
from comitas.intake.rules.folding import any_of
from comitas.intake.rules.parties import rows_of, states_in, weight
from comitas.intake.rules.proposal import CHECK, SURE, Proposal
from comitas.intake.rules.sheet import MAIL_FIELD, Sheet
from comitas.intake.rules.words.labels import CLOSINGS

# A header as it is shown has nine fields; a list of recipients may take several lines of it.
MAX_HEADER_LINES = 40
# Under "Yours sincerely": name, post, office, ministry, State.
SIGNATURE_ROWS = 7

_CLOSING = re.compile(rf"(?:^|\n)[^\n]{{0,24}}{any_of(CLOSINGS)}[^\n]{{0,40}}\n")
_NAME = re.compile(r"\"?(?P<name>[^<\"]*[^<\"\s])\"?(?=\s*(?:<|$))", re.DOTALL)


@dataclass(frozen=True)
class Field:
    """The value of one header field at [start, end) of a sheet's raw text."""

    name: str
    start: int
    end: int


def header_of(sheet: Sheet) -> dict[str, Field]:
    """The fields at the top of a page, by name; none where the page does not begin as a mail does."""
    lines = sheet.raw.split("\n")[:MAX_HEADER_LINES]
    begun = [(number, found[1], found.end()) for number, line in enumerate(lines) if (found := MAIL_FIELD.match(line))]
    names = [name for _number, name, _skip in begun]
    if not begun or begun[0][0] or names[0] != "From" or not {"Date", "Subject", "Message-ID"} & set(names):
        return {}
    fields: dict[str, Field] = {}
    for (number, name, skip), after in zip(begun, [*begun[1:], (begun[-1][0] + 1, "", 0)], strict=True):
        end = sheet.starts[after[0]] - 1 if after[0] < len(sheet.starts) else len(sheet.raw)
        fields.setdefault(name, Field(name, sheet.starts[number] + skip, end))
    return fields


def find_in_mail(sheet: Sheet, dates: tuple[Dated, ...], states: tuple[str, ...]) -> list[Proposal]:
    """Sender, State and date from the header; the sender and State from the signature where the header has only an address."""
    fields = header_of(sheet)
    if not fields:
        return []
    return _from(sheet, fields["From"], states) + _dated(sheet, fields.get("Date"), dates)


def find_signature(sheet: Sheet, states: tuple[str, ...]) -> list[Proposal]:
    """Authority and State under the first closing words of a page."""
    closing = _CLOSING.search(sheet.text)
    if closing is None:
        return []
    rows = [row for row in rows_of(sheet) if row.start >= closing.end()][:SIGNATURE_ROWS]
    best = max(rows, key=lambda row: weight(row.words), default=None)
    made = []
    if best and weight(best.words):
        made.append(
            sheet.propose("transmitting_authority", sheet.shown(best.start, best.end), best.start, best.end, CHECK)
        )
    if rows and (found := states_in(sheet, rows[0].start, rows[-1].end, states)):
        made.append(sheet.propose("state", sheet.shown(*found[0]), *found[0], CHECK))
    return made


def _from(sheet: Sheet, field: Field, states: tuple[str, ...]) -> list[Proposal]:
    name = _NAME.match(sheet.raw, field.start, field.end)
    if name is None:
        return []
    start, end = _folded(sheet, name.start("name")), _folded(sheet, name.end("name"))
    made = []
    if weight(sheet.text[start:end]):
        made.append(sheet.propose("transmitting_authority", sheet.shown(start, end), start, end))
    if found := states_in(sheet, start, end, states):
        made.append(sheet.propose("state", sheet.shown(*found[0]), *found[0]))
    return made


def _dated(sheet: Sheet, field: Field | None, dates: tuple[Dated, ...]) -> list[Proposal]:
    if field is None:
        return []
    start, end = _folded(sheet, field.start), _folded(sheet, field.end)
    inside = [each for each in dates if start <= each.start and each.end <= end]
    return [sheet.propose("date_written", each.iso, each.start, each.end, SURE) for each in inside[:1]]


def _folded(sheet: Sheet, place: int) -> int:
    """Where an offset of the raw text stands in the folded one."""
    return bisect_left(sheet.places, place)
