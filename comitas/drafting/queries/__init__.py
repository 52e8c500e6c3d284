"""Reading letters. The actor comes first, and fetching is authorising: absent and forbidden look alike."""

from comitas.drafting.queries.counterparts import OfferedBasis, addressees, offered, resolution, ways
from comitas.drafting.queries.enclosures import MOST_ENCLOSED, Enclosed, enclosed, may_be_enclosed
from comitas.drafting.queries.filling import Asked, Filled, executing, filled
from comitas.drafting.queries.guide import drafted
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
from comitas.drafting.queries.papers import (
    RequestsWaiting,
    Rounds,
    dispatch,
    request_in_word,
    request_paper,
    rounds,
    to_review,
    waiting_for_review,
)
from comitas.drafting.queries.printing import Picture, Printer, picture, printed, printed_request, sizes
from comitas.drafting.queries.requests import request_sheet, seal_of
from comitas.drafting.queries.sheets import paper, sheet
from comitas.drafting.queries.word import in_word
from comitas.drafting.queries.wording import in_words

__all__ = [
    "drafted",
    "OfferedBasis",
    "addressees",
    "offered",
    "resolution",
    "ways",
    "RequestsWaiting",
    "Rounds",
    "dispatch",
    "request_in_word",
    "request_paper",
    "rounds",
    "to_review",
    "waiting_for_review",
    "printed_request",
    "request_sheet",
    "seal_of",
    "in_word",
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
