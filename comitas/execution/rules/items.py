"""Physical things of a case, where they are, and whether they go back.

Source: European Convention on Mutual Assistance in Criminal Matters (ECMA), article 6(2): objects and originals handed over are
returned as soon as possible, unless the requested State waives their return.
"""

from datetime import date

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.execution.rules.fields import DATE, PART, TEXT, Field, Values, in_order
from comitas.execution.rules.standing import BRICK, GREY, MOSS, OCHRE, SEA, SOON, Standing, waiting

FIELDS = (
    Field("what", N_("What it is"), longest=300, needed=True),
    Field("part", N_("Part"), PART),
    Field("seals", N_("Numbers of the seals")),
    Field("bag", N_("Number of the bag"), longest=80),
    Field("received_on", N_("Received on"), DATE, past=True),
    Field("holder", N_("Who holds it"), fixed=True),
    Field("place", N_("Shelf or safe"), fixed=True),
    Field("due_back", N_("Due back"), DATE, hint=N_("The day by which its owner or the other State wants it back.")),
    Field("waived_on", N_("Return waived on"), DATE, past=True, hint=N_("ECMA article 6(2): it need not go back.")),
    Field("returned_on", N_("Given back on"), DATE, past=True),
)
MOVED = (
    Field("on", N_("On"), DATE, needed=True, past=True),
    Field("to_whom", N_("Handed to"), needed=True),
    Field("place", N_("Shelf or safe")),
    Field("seals", N_("Numbers of the seals")),
    Field("why", N_("Why"), TEXT, longest=1_000),
)
"""A movement: afterwards the thing is with whom it was handed to."""


def wrong(values: Values, today: date) -> dict[str, Sentence]:
    """Days that cannot be, and both ways of ending at once."""
    found = in_order(
        values,
        ("received_on", "due_back", N_("It would be due back before it was received.")),
        ("received_on", "returned_on", N_("It would be given back before it was received.")),
        ("received_on", "waived_on", N_("Its return would be waived before it was received.")),
    )
    if values.get("waived_on") and values.get("returned_on"):
        found["waived_on"] = Sentence(N_("It was given back. Take out one of the two days."))
    return found


def standing(values: Values, today: date) -> Standing:
    """Here, due back, overdue; or no more ours to keep."""
    if values["returned_on"]:
        return Standing(N_("Given back"), MOSS)
    if values["waived_on"]:
        return Standing(N_("Return waived"), GREY)
    due = values["due_back"]
    if due is None:
        return Standing(N_("Here"), SEA)
    if due < today:
        said = Sentence(N_("It should have gone back on %(day)s (ECMA article 6(2))."), {"day": due})
        return Standing(N_("Overdue"), BRICK, waiting(("item-back", due)), (said,))
    return Standing(N_("To go back"), OCHRE if (due - today).days <= SOON else SEA, waiting(("item-back", due)))
