"""The life of a letter: a draft is submitted, approved, sent; or returned for correction with a note."""

from dataclasses import dataclass

from comitas.core.text import N_

DRAFT, SUBMITTED, APPROVED, SENT, DROPPED = "draft", "submitted", "approved", "sent", "dropped"


@dataclass(frozen=True, slots=True)
class State:
    """`tag` is the word in a list; `colour` a name of the palette."""

    tag: str
    colour: str


STATES: dict[str, State] = {
    DRAFT: State(N_("Draft"), "ochre"),
    SUBMITTED: State(N_("To be approved"), "sea"),
    APPROVED: State(N_("Approved, to be sent"), "sea"),
    SENT: State(N_("Sent"), "moss"),
    DROPPED: State(N_("Dropped"), "grey"),
}
FROZEN = (APPROVED, SENT)
"""States in which the letter is the PDF that was approved."""


@dataclass(frozen=True, slots=True)
class Move:
    """What may be done with a letter, from which states, into which, and who may. `otherwise` says why not elsewhere."""

    sources: tuple[str, ...]
    target: str
    permission: str
    otherwise: str


MOVES: dict[str, Move] = {
    "edit": Move(
        (DRAFT,), DRAFT, "letter:draft", N_("Only a draft can be changed. Return the letter for correction first.")
    ),
    "submit": Move((DRAFT,), SUBMITTED, "letter:draft", N_("Only a draft can be submitted for approval.")),
    "approve": Move((SUBMITTED,), APPROVED, "letter:approve", N_("Only a letter that was submitted can be approved.")),
    "return": Move(
        (SUBMITTED, APPROVED),
        DRAFT,
        "letter:approve",
        N_("Only a letter that waits for approval or for sending can be returned."),
    ),
    "scan": Move(
        (SUBMITTED, APPROVED),
        APPROVED,
        "letter:send",
        N_("The scan of a signed letter is added while the letter waits for approval or for sending."),
    ),
    "send": Move((APPROVED,), SENT, "letter:send", N_("Only an approved letter can be recorded as sent.")),
    "drop": Move((DRAFT,), DROPPED, "letter:draft", N_("Only a draft can be dropped.")),
}
