"""Reading letters. The actor comes first, and fetching is authorising: absent and forbidden look alike."""

from comitas.drafting.queries.filling import Asked, Filled, filled, in_words
from comitas.drafting.queries.letters import (
    Pending,
    in_hand,
    letter,
    letters,
    of_case,
    others_named,
    pending,
    returned,
    waiting,
    wanting,
)
from comitas.drafting.queries.printing import Picture, picture, printed, sizes
from comitas.drafting.queries.sheets import paper, sheet

__all__ = [
    "Asked",
    "Filled",
    "Pending",
    "Picture",
    "filled",
    "in_hand",
    "in_words",
    "letter",
    "letters",
    "of_case",
    "others_named",
    "paper",
    "pending",
    "picture",
    "printed",
    "returned",
    "sheet",
    "sizes",
    "waiting",
    "wanting",
]
