"""Court decisions: which court, what it decided, on whom it was served, and how the remedy stands.

What a step of a part recorded (`cases.rules.remedies`) is not written a second time: a decision that names its step takes the
remedy from there. A decision without a step holds the part by itself, through `cases`.
"""

import itertools
from collections.abc import Iterable, Mapping
from datetime import date

from comitas.cases.rules.facts import Remedy, Taken, effective
from comitas.cases.rules.remedies import remedy_of
from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.execution.rules.fields import DATE, DOCUMENT, PART, PERSON, TEXT, YES, Field, Values, in_order
from comitas.execution.rules.standing import BRICK, GREY, MOSS, OCHRE, SEA, Standing, waiting

FIELDS = (
    Field("part", N_("Part"), PART, needed=True, fixed=True),
    Field("court", N_("Court"), longest=300, needed=True),
    Field("their_number", N_("Its file number"), longest=80),
    Field("decided_on", N_("Date of the decision"), DATE, needed=True, past=True),
    Field("operative", N_("What it decided, in a sentence"), TEXT, longest=1_000, needed=True),
    Field("remedy_until", N_("Remedy until"), DATE),
    Field("suspensive", N_("The remedy suspends it"), YES),
    Field("lodged", N_("A remedy was used and is not decided"), YES),
    Field("final_on", N_("Final on"), DATE),
    Field("document", N_("Document"), DOCUMENT),
)
REMEDY = ("remedy_until", "suspensive", "lodged", "final_on")
"""The particulars that a step of the part says in its own place."""
SERVED = (
    Field("person", N_("Person of the case"), PERSON),
    Field("name", N_("Or somebody else")),
    Field("on", N_("Served on"), DATE, needed=True, past=True),
    Field("manner", N_("How"), longest=200),
)


def wrong(values: Values, today: date) -> dict[str, Sentence]:
    """Days that cannot be, and a remedy that is used though the decision is final."""
    found = in_order(
        values,
        ("decided_on", "remedy_until", N_("The remedy would end before the decision.")),
        ("decided_on", "final_on", N_("It would be final before it was decided.")),
    )
    if values.get("lodged") and values.get("final_on"):
        found["lodged"] = Sentence(N_("A final decision has no remedy that is not decided."))
    return found


def wrong_service(values: Values, today: date) -> dict[str, Sentence]:
    """Somebody must have been served."""
    if values.get("person") or values.get("name"):
        return {}
    return {"person": Sentence(N_("Say on whom it was served."))}


def remedy(values: Values) -> Remedy:
    """How the remedy stands by the decision itself."""
    return Remedy(bool(values["suspensive"]), values["remedy_until"], bool(values["lodged"]), values["final_on"])


def standing(values: Values, today: date) -> Standing:
    """Final, under a remedy, open to one."""
    found = remedy(values)
    if found.final_on and found.final_on <= today:
        return Standing(N_("Final"), MOSS)
    holds = (Sentence(N_("Evidence of this part does not leave until it is final.")),) if found.holds(today) else ()
    if found.lodged:
        return Standing(N_("Remedy not decided"), BRICK if holds else OCHRE, (), holds)
    if found.until is None:
        return Standing(N_("Remedy not known"), OCHRE, (), holds)
    if found.until < today:
        said = Sentence(N_("The remedy ended on %(day)s. See whether it was used."), {"day": found.until})
        return Standing(N_("Remedy ended"), GREY, waiting(("decision-remedy", found.until)), (said,))
    return Standing(N_("Open to a remedy"), SEA, waiting(("decision-remedy", found.until)), holds)


COURT_STEPS = ("court-allows", "court-refuses")


def remedy_by_step(key: str, history: Iterable[Taken], data: Mapping[str, Mapping[str, object]]) -> Remedy | None:
    """How the remedy stands against the decision that the step *key* recorded; None where that step was corrected.

    What followed counts up to the next decision of a court, which has a remedy of its own.
    """
    standing_steps = effective(history)
    place = next((n for n, taken in enumerate(standing_steps) if taken.key == key), None)
    if place is None:
        return None
    later = standing_steps[place + 1 :]
    own = [*itertools.takewhile(lambda taken: taken.step not in COURT_STEPS, later)]
    return remedy_of((standing_steps[place], *own), data)
