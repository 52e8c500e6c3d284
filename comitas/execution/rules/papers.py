"""Certified copies, apostilles and legalisations: asked of whom, by when, done when, under which number.

Source: Convention of 5 October 1961 Abolishing the Requirement of Legalisation for Foreign Public Documents, article 3 (apostille).
UNCAC 46(14) asks only that authenticity can be established; whether one is needed is the other State's to say (directory).
"""

from datetime import date

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.execution.rules.fields import CHOICE, DATE, DOCUMENT, ITEM, PART, Field, Values, in_order
from comitas.execution.rules.standing import BRICK, MOSS, OCHRE, SEA, SOON, Standing, waiting

CERTIFIED, APOSTILLE, LEGALISATION = "certified-copy", "apostille", "legalisation"
WAYS: dict[str, str] = {
    CERTIFIED: N_("Certified copy"),
    APOSTILLE: N_("Apostille"),
    LEGALISATION: N_("Legalisation"),
}
FIELDS = (
    Field("way", N_("What is needed"), CHOICE, needed=True, of=WAYS),
    Field("what", N_("Of what"), longest=300, needed=True),
    Field("part", N_("Part"), PART),
    Field("document", N_("Document"), DOCUMENT),
    Field("item", N_("Thing"), ITEM),
    Field("asked_of", N_("Asked of")),
    Field("asked_on", N_("Asked on"), DATE, past=True),
    Field("due", N_("Wanted by"), DATE),
    Field("done_on", N_("Done on"), DATE, past=True),
    Field("number", N_("Its number"), longest=80),
)


def wrong(values: Values, today: date) -> dict[str, Sentence]:
    """Days that cannot be."""
    return in_order(
        values,
        ("asked_on", "due", N_("It would be wanted before it was asked for.")),
        ("asked_on", "done_on", N_("It would be done before it was asked for.")),
    )


def standing(values: Values, today: date) -> Standing:
    """Asked for, late, done."""
    if values["done_on"]:
        return Standing(N_("Done"), MOSS)
    due = values["due"]
    words = N_("Asked for") if values["asked_on"] else N_("To be asked for")
    if due is None:
        return Standing(words, SEA)
    waits = waiting(("paper-due", due))
    if due < today:
        return Standing(N_("Late"), BRICK, waits, (Sentence(N_("It was wanted by %(day)s."), {"day": due}),))
    return Standing(words, OCHRE if (due - today).days <= SOON else SEA, waits)
