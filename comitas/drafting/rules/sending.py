"""What recording a letter as sent says about it, and what it hands to the step of each part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from comitas.cases.rules.codes import CHANNELS
from comitas.core.text import N_
from comitas.drafting.rules.kinds import KINDS

LONGEST_ASKED = 20_000
"""Characters that a step takes of a letter's text (`cases.rules.steps.LONGEST_TEXT`)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter as it left. `authority` is the id of the directory's entry, "" where there is none."""

    kind: str
    on: date
    channel: str
    to_name: str
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


def unsigned(on: date, drafted_on: date, today: date) -> str | None:
    """Why a letter cannot have been signed by hand on *on*."""
    if on > today:
        return N_("This date has not come yet. Record the signature when it is given.")
    if on < drafted_on:
        return N_("The letter would have been signed before it was drafted. Check the date.")
    return None


def _text(sent: Sent) -> str:
    return sent.body[:LONGEST_ASKED]


_HANDED: dict[str, dict[str, Callable[[Sent], object]]] = {
    "ask": {"asked": _text, "review_on": lambda sent: sent.answer_by},
    "return": {"missing": _text},
    "consult": {"with_whom": lambda sent: sent.to_name, "reason": _text, "review_on": lambda sent: sent.answer_by},
    "transmit": {"authority": lambda sent: sent.authority, "review_on": lambda sent: sent.answer_by},
    "forward": {"authority": lambda sent: sent.authority},
    "remind": {"channel": lambda sent: sent.channel, "review_on": lambda sent: sent.answer_by},
    "inform": {"channel": lambda sent: sent.channel},
    "ask-again": {"asked": _text, "review_on": lambda sent: sent.answer_by},
    "recall": {"channel": lambda sent: sent.channel, "reason": _text},
    "return-to-requester": {"missing": _text, "review_on": lambda sent: sent.answer_by},
    "report-progress": {"channel": lambda sent: sent.channel},
    "tell-result": {"channel": lambda sent: sent.channel},
    "answer": {"channel": lambda sent: sent.channel},
    "answer-partly": {"channel": lambda sent: sent.channel, "still_open": lambda sent: sent.still_open},
}
"""Step: the fields that the letter fills."""


def data(sent: Sent) -> dict[str, object]:
    """The fields of the step that the letter takes."""
    filled = {name: value(sent) for name, value in _HANDED.get(KINDS[sent.kind].step, {}).items()}
    return {"date": sent.on} | {name: value for name, value in filled.items() if value}
