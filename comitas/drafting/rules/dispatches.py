"""How a request of ours leaves: advance copy and original are one request, sent several times and by several ways."""

from datetime import date

from comitas.cases.rules.codes import CHANNELS
from comitas.core.text import N_

DISPATCHES: dict[str, str] = {
    "original": N_("The original"),
    "advance": N_("An advance copy; the original follows"),
    "copy": N_("A further copy"),
}
SENDING: dict[str, str] = {code: words for code, words in CHANNELS.items() if code != "telephone"}
"""Ways by which a request leaves. By telephone nothing is sent: UNCAC 46(14) asks for a written record."""
TRACKED = ("courier", "letter", "diplomatic")
"""Ways that usually bear a number: of the consignment, of registered mail, of the bag."""


def problem(kind: str, channel: str, on: date, approved_on: date, today: date) -> tuple[str, str] | None:
    """The field and the sentence, where a dispatch cannot have been so."""
    if kind not in DISPATCHES:
        return "kind", N_("Say what was sent.")
    if channel not in SENDING:
        return "channel", N_("Choose how it was sent.")
    if on > today:
        return "on", N_("This date has not come yet. Record it when it has left.")
    if on < approved_on:
        return "on", N_("It would have left before it was approved. Check the date.")
    return None


def undelivered(delivered_on: date, sent_on: date, today: date) -> str | None:
    """Why it cannot have arrived on that day."""
    if delivered_on > today:
        return N_("This date has not come yet.")
    return N_("It would have arrived before it was sent. Check the date.") if delivered_on < sent_on else None


def missing_original(kinds: frozenset[str]) -> bool:
    """Whether an advance copy left and the original that it announced has not."""
    return "advance" in kinds and "original" not in kinds
