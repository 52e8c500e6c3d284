"""The life of a document's reading."""

from comitas.core.text import N_
from comitas.documents.rules.content import CONVERTIBLE
from comitas.documents.rules.refusals import AGAIN

WAITING = "waiting"
READING = "reading"
READ = "read"
REFUSED = "refused"
OFF = "off"

SENTENCES: dict[str, str] = {
    WAITING: N_("Waiting to be read"),
    READING: N_("Being read"),
    READ: N_("Read"),
    REFUSED: N_("Not read"),
    OFF: N_("Not read: documents are not converted here now"),
}
"""What a page shows for each state; why a document was refused is in `rules.refusals.SENTENCES`."""

STATES = tuple(SENTENCES)


def may_be_read_again(state: str, refusal: str, kind: str) -> bool:
    """Whether asking for another attempt can help: the document was put off, or refused for a reason that may pass."""
    return kind in CONVERTIBLE and (state == OFF or (state == REFUSED and refusal in AGAIN))


TRIES = 3
"""Runs of the converter that may die over one document before it is refused: the third time it is the document's fault."""
