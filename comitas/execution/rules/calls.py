"""Phone notes: with whom, called back or not, what was said, what the other State was told, and what is to follow."""

from datetime import date

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.execution.rules.fields import CHOICE, DATE, TEXT, YES, Field, Values

THEY, WE = "they-rang", "we-rang"
WAYS: dict[str, str] = {THEY: N_("They rang"), WE: N_("We rang")}
CONFIRM_NOTHING = N_(
    "Not called back: confirm nothing, not even that there is a case. Say that we ring back on the number of the directory."
)
"""The line for a caller whose number nobody has verified."""
FIELDS = (
    Field("way", N_("Who rang"), CHOICE, needed=True, of=WAYS),
    Field("with_whom", N_("With whom"), needed=True),
    Field("phone", N_("Number"), longest=60),
    Field("verified", N_("Called back on the number of the directory"), YES),
    Field("said", N_("What was said"), TEXT, longest=4_000, needed=True),
    Field("told", N_("The other State was told how the case stands"), YES),
    Field("follow_up", N_("To do after this call"), longest=300),
    Field("follow_up_on", N_("By when"), DATE),
)


def wrong(values: Values, today: date) -> dict[str, Sentence]:
    """Nothing is told to whom nobody verified; a thing to do has a day, a day something to do."""
    found: dict[str, Sentence] = {}
    if values.get("told") and not values.get("verified"):
        found["told"] = Sentence(
            N_("Nobody called back: an unverified caller is told nothing. Ring back first, or take out the mark.")
        )
    if values.get("follow_up") and not values.get("follow_up_on"):
        found["follow_up_on"] = Sentence(N_("Write by when."))
    if values.get("follow_up_on") and not values.get("follow_up"):
        found["follow_up"] = Sentence(N_("Write what is to be done by then."))
    return found
