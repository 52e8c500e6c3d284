"""What a person may ask about data held of them, and what is said to them.

Sources: Directive (EU) 2016/680, articles 12 to 17; Regulation (EU) 2016/679, articles 12 and 15 to 18; Convention 108+, article 9.
"""

from collections.abc import Mapping

from comitas.core.text import N_

KIND = "data_subject_request"
"""The kind of the case that a request of a person is handled in."""

ACCESS, RECTIFICATION, ERASURE, RESTRICTION = "access", "rectification", "erasure", "restriction"
RIGHTS: dict[str, str] = {
    ACCESS: N_("Access: what is held about them"),
    RECTIFICATION: N_("Rectification: something is wrong"),
    ERASURE: N_("Erasure: it must not be held"),
    RESTRICTION: N_("Restriction: it must not be used for now"),
}

CONFIRMED, FAILED = "confirmed", "failed"
IDENTITY: dict[str, str] = {
    "": N_("Not checked yet"),
    CONFIRMED: N_("Confirmed"),
    FAILED: N_("Could not be confirmed"),
}

GRANTED, PARTLY, REFUSED, NEITHER, NOT_IDENTIFIED = "granted", "partly", "refused", "neither", "not-identified"
ANSWERS: dict[str, str] = {
    GRANTED: N_("Granted"),
    PARTLY: N_("Granted in part"),
    REFUSED: N_("Refused, with reasons"),
    NEITHER: N_("Neither confirmed nor denied"),
    NOT_IDENTIFIED: N_("Not dealt with: the identity could not be confirmed"),
}
TELLING = (GRANTED, PARTLY, REFUSED)
"""Answers that tell whether something is held: only to whoever it is about."""

PROBLEMS: dict[str, str] = {
    "identity": N_("Check the identity first: this answer tells whether something is held."),
    "search": N_("Search for the person first."),
    "not-failed": N_("The identity was not found wanting. Note the check first."),
}


def problem(answer: str, identity: str, searched: bool) -> str:
    """The code of what bars an answer, "" where nothing does. "Neither" is given alike whether or not anything was found."""
    if answer == NOT_IDENTIFIED:
        return "" if identity == FAILED else "not-failed"
    if answer in TELLING and identity != CONFIRMED:
        return "identity"
    return "" if searched else "search"


def words_of(table: Mapping[str, str], code: str) -> str:
    """The words of a code, or the code."""
    return table.get(code, code)
