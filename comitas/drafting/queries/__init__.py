"""Reading letters. The actor comes first, and fetching is authorising: absent and forbidden look alike."""

from comitas.drafting.queries.enclosures import MOST_ENCLOSED, Enclosed, enclosed, may_be_enclosed
from comitas.drafting.queries.filling import Asked, Filled, executing, filled
from comitas.drafting.queries.letters import (
    MOST_POSTED,
    Pending,
    about_of,
    file_name,
    in_hand,
    letter,
    letters,
    of_case,
    others_named,
    pending,
    posted,
    returned,
    signers,
    waiting,
    wanting,
)
from comitas.drafting.queries.owed import Owed, owed
from comitas.drafting.queries.printing import Picture, Printer, picture, printed, sizes
from comitas.drafting.queries.sheets import paper, sheet
from comitas.drafting.queries.wording import in_words

__all__ = [
    "MOST_ENCLOSED",
    "MOST_POSTED",
    "Asked",
    "Enclosed",
    "Filled",
    "Owed",
    "Pending",
    "Picture",
    "Printer",
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
    "posted",
    "printed",
    "returned",
    "sheet",
    "signers",
    "sizes",
    "waiting",
    "wanting",
]
