"""What an arrival means for a part: of a request of ours, or of an extradition that the other State asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class Meaning:
    """`text`: the field of the step that the typed words fill. `whole`: all parts may take it. `side`: of the case that it is about."""

    name: str
    text: str = ""
    whole: bool = False
    side: str = "outgoing"


MEANINGS: dict[str, Meaning] = {
    "acknowledge": Meaning(N_("They acknowledge our request"), whole=True),
    "receive-question": Meaning(N_("They ask for information"), "asked"),
    "receive-part": Meaning(N_("They answer in part"), "result"),
    "receive-result": Meaning(N_("They answer"), "result"),
    "be-refused": Meaning(N_("They refuse"), "reason"),
    "be-arrested": Meaning(N_("They have arrested the person")),
    "be-granted": Meaning(N_("They grant the extradition"), "conditions"),
    "be-postponed": Meaning(N_("They postpone the surrender"), "reason"),
    "hear-of-prosecution": Meaning(N_("They report on the prosecution there"), "result"),
    "assure": Meaning(N_("They give an assurance"), "assurance", side="incoming"),
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
    "assurance": "assure",
}
"""Kind of arrival: what it usually means."""
NUMBERED = frozenset(
    {"acknowledge", "receive-question", "receive-part", "receive-result", "be-refused", "be-arrested", "be-granted"}
)
"""Meanings with which the other State tells its number."""


def data(meaning: str, words: str, still_open: str, their_number: str) -> Mapping[str, object]:
    """The fields of the step that an arrival fills, besides its date."""
    found = {MEANINGS[meaning].text: words.strip()} if MEANINGS[meaning].text and words.strip() else {}
    if meaning == "receive-part" and still_open.strip():
        found["still_open"] = still_open.strip()
    if meaning in NUMBERED and their_number.strip():
        found["their_number"] = their_number.strip()
    return found
