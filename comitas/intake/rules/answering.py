"""What an arrival means for a request of ours: from the other State, or from the authority at home that asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class Meaning:
    """`step`: the one that the part takes. `text`: the field of the step that the typed words fill. `whole`: all parts may take it."""

    name: str
    text: str = ""
    whole: bool = False


MEANINGS: dict[str, Meaning] = {
    "acknowledge": Meaning(N_("They acknowledge our request"), whole=True),
    "receive-question": Meaning(N_("They ask for information"), "asked"),
    "receive-part": Meaning(N_("They answer in part"), "result"),
    "receive-result": Meaning(N_("They answer"), "result"),
    "be-refused": Meaning(N_("They refuse"), "reason"),
    "satisfy": Meaning(N_("The requester says that it satisfies"), "reason"),
    "not-satisfy": Meaning(N_("The requester says that it does not satisfy, and asks no more"), "reason"),
    "take-up-draft": Meaning(N_("The requester sends the corrected draft"), whole=True),
}
"""By the code of the step."""

USUAL: dict[str, str] = {
    "acknowledgement": "acknowledge",
    "reply": "receive-result",
    "proof_of_service": "receive-result",
    "refusal": "be-refused",
}
"""Kind of arrival: what it usually means."""
NUMBERED = frozenset({"acknowledge", "receive-question", "receive-part", "receive-result", "be-refused"})
"""Meanings with which the other State tells its number."""


def data(meaning: str, words: str, still_open: str, their_number: str) -> Mapping[str, object]:
    """The fields of the step that an arrival fills, besides its date."""
    found = {MEANINGS[meaning].text: words.strip()} if MEANINGS[meaning].text and words.strip() else {}
    if meaning == "receive-part" and still_open.strip():
        found["still_open"] = still_open.strip()
    if meaning in NUMBERED and their_number.strip():
        found["their_number"] = their_number.strip()
    return found
