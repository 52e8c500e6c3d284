"""What can be found, in the order in which it is offered."""

from comitas.core.text import N_

CASE, PERSON, REFERENCE, LETTER, DOCUMENT = "case", "person", "reference", "letter", "document"
KINDS = {
    CASE: N_("Cases"),
    PERSON: N_("Persons"),
    REFERENCE: N_("References"),
    LETTER: N_("Letters"),
    DOCUMENT: N_("Documents"),
}
