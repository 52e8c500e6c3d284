"""Where a part stands, in words for the other State. Shorter than what we know: the officer takes out or adds (UNCAC 46(24))."""

from comitas.core.text import N_

STANDS: dict[str, str] = {
    "received": N_("its examination has not begun yet"),
    "examining": N_("it is being examined"),
    "information-requested": N_("we are waiting for the information that we asked you for"),
    "accepted": N_("the assistance will be given; it is about to be handed to the authority that executes it"),
    "with-authority": N_("it is being executed"),
    "before-court": N_("it is before a court"),
    "postponed": N_("its execution is postponed"),
    "ready": N_("it is executed; the answer is being prepared"),
    "partial": N_("a part of the result was sent to you; the rest is still to come"),
    "answered": N_("it is answered"),
    "answered-in-part": N_("it is answered as far as it could be executed"),
    "papers-awaited": N_("the person is arrested; we are waiting for your request with its documents"),
    "court-allowed": N_("a court has allowed it; it is not granted yet"),
    "granted": N_("it is granted"),
    "surrender-agreed": N_("it is granted; day and place of the surrender are agreed"),
    "surrender-failed": N_("it is granted; the person was not handed over on the agreed day"),
    "surrender-postponed": N_("it is granted; the surrender is postponed"),
    "temporarily-surrendered": N_("the person is temporarily surrendered to you"),
    "prosecution-due": N_("it is refused; the case goes to our prosecutors"),
    "surrendered": N_("the person was surrendered to you"),
    "carried-out": N_("it is carried out"),
    "refused": N_("it is refused"),
    "refused-by-court": N_("it is refused by a court"),
    "returned": N_("it was returned to you for completion"),
    "withdrawn": N_("it is withdrawn"),
    "lapsed": N_("it has ended without execution"),
}
"""State of a part: the end of the sentence that begins with its number and what was asked."""
