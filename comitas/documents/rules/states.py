"""The life of a document's reading."""

from comitas.core.text import N_

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

TRIES = 3
"""Runs of the converter that may die over one document before it is refused: the third time it is the document's fault."""
