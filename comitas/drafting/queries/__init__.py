"""Reading letters. The actor comes first, and fetching is authorising: absent and forbidden look alike."""

from comitas.drafting.queries.enclosures import MOST_ENCLOSED, Enclosed, enclosed, may_be_enclosed
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
    "MOST_ENCLOSED",
    "Asked",
    "Enclosed",
    "Filled",
    "Pending",
    "Picture",
    "enclosed",
    "filled",
    "in_hand",
    "in_words",
    "letter",
    "letters",
    "may_be_enclosed",
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
