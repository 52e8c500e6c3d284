"""What recording a letter as sent says about it, and what it hands to the step of each part."""

from dataclasses import dataclass
from datetime import date

from comitas.cases.rules.codes import CHANNELS
from comitas.core.text import N_
from comitas.drafting.rules.kinds import KINDS

LONGEST_ASKED = 20_000
"""Characters that a step takes of what was asked (`cases.rules.steps.LONGEST_TEXT`)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter as it left. `authority` is the id of the directory's entry, "" where there is none."""

    kind: str
    on: date
    channel: str
    authority: str
    body: str
    still_open: str
    answer_by: date | None


def problem(on: date, approved_on: date, today: date, channel: str) -> tuple[str, str] | None:
    """The field and the sentence, where date or channel cannot be. Dates are local dates of the authority."""
    if on > today:
        return "on", N_("This date has not come yet. Record the letter when it has left.")
    if on < approved_on:
        return "on", N_("The letter would have left before it was approved. Check the date.")
    if channel not in CHANNELS:
        return "channel", N_("Choose how it was sent.")
    return None


def data(sent: Sent) -> dict[str, object]:
    """The fields of the step that the letter takes."""
    step = KINDS[sent.kind].step
    given: dict[str, object] = {"date": sent.on}
    if step in ("answer", "answer-partly"):
        given["channel"] = sent.channel
    if step == "answer-partly":
        given["still_open"] = sent.still_open
    if step == "ask":
        given["asked"] = sent.body[:LONGEST_ASKED]
    if step == "transmit":
        given["authority"] = sent.authority
    if step in ("ask", "transmit") and sent.answer_by:
        given["review_on"] = sent.answer_by
    return given
