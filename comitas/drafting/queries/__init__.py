"""Reading letters. The actor comes first, and fetching is authorising: absent and forbidden look alike."""

from comitas.drafting.queries.enclosures import MOST_ENCLOSED, Enclosed, enclosed, may_be_enclosed
from comitas.drafting.queries.filling import Asked, Filled, executing, filled
from comitas.drafting.queries.letters import (
    Pending,
    about_of,
    file_name,
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
from comitas.drafting.queries.owed import Owed, owed
from comitas.drafting.queries.printing import Picture, picture, printed, sizes
from comitas.drafting.queries.sheets import paper, sheet
from comitas.drafting.queries.wording import in_words

__all__ = [
    "MOST_ENCLOSED",
    "Asked",
    "Enclosed",
    "Filled",
    "Owed",
    "Pending",
    "Picture",
    "about_of",
    "enclosed",
    "executing",
    "file_name",
    "filled",
    "in_hand",
    "in_words",
    "letter",
    "letters",
    "may_be_enclosed",
    "of_case",
    "owed",
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
