"""Persons held for a case: by whose order, until when, and, where one is transferred, with whose consent and back by when.

Source: UNCAC 46(10)-(12): a person in custody is transferred to give evidence only where they freely consent and both States
agree; the receiving State keeps them in custody and returns them without delay as agreed. Where a person is held, since when and
the next review are the person's own (`cases`).
"""

from datetime import date

from comitas.cases.rules.words import Sentence, Value
from comitas.core.text import N_
from comitas.execution.rules.fields import DATE, DOCUMENT, PART, PERSON, Field, Values, in_order
from comitas.execution.rules.standing import BRICK, GREY, MOSS, OCHRE, Standing, Waits, waiting

FIELDS = (
    Field("person", N_("Person"), PERSON, needed=True, fixed=True),
    Field("part", N_("Part"), PART),
    Field("held_since", N_("Held since"), DATE, past=True, hint=N_("Leave it empty when the person is not held, or not any more.")),
    Field("held_at", N_("Where")),
    Field("review_on", N_("Next review or hearing"), DATE),
    Field("ordered_by", N_("By whose order"), longest=300),
    Field("sentence_ends", N_("End of the sentence"), DATE),
    Field("consented_on", N_("Consented to the transfer on"), DATE, past=True),
    Field("consent", N_("The signed consent"), DOCUMENT),
    Field("transferred_on", N_("Transferred on"), DATE),
    Field("transferred_to", N_("To where")),
    Field("return_by", N_("To be back by"), DATE),
    Field("returned_on", N_("Back on"), DATE, past=True),
)  # fmt: skip
OF_THE_PERSON = ("held_since", "held_at", "review_on")
"""Particulars that the person of the case carries; they are written and read there."""


def wrong(values: Values, today: date) -> dict[str, Sentence]:
    """Days that cannot be."""
    return in_order(
        values,
        ("held_since", "review_on", N_("The review would be before the arrest. Check both dates.")),
        ("held_since", "sentence_ends", N_("The sentence would end before the arrest.")),
        ("transferred_on", "return_by", N_("The person would be back before the transfer.")),
        ("transferred_on", "returned_on", N_("The person would be back before the transfer.")),
    )


def standing(values: Values, today: date) -> Standing:
    """Held, transferred, back, not held any more."""
    away = values["transferred_on"] and values["transferred_on"] <= today and not values["returned_on"]
    remarks = _remarks(values)
    waits = waiting(
        ("prisoner-back", values["return_by"] if values["transferred_on"] and not values["returned_on"] else None)
    )
    if away:
        late = bool(values["return_by"] and values["return_by"] < today)
        said: tuple[Value, ...] = (
            (Sentence(N_("The person should be back since %(day)s."), {"day": values["return_by"]}),) if late else ()
        )
        return Standing(N_("Transferred"), BRICK if late else OCHRE, waits + _held(values), (*said, *remarks))
    if not values["held_since"]:
        return Standing(N_("Not held any more"), MOSS if values["returned_on"] else GREY, waits, remarks)
    words = N_("Back, in custody") if values["returned_on"] else N_("In custody")
    return Standing(words, BRICK, waits + _held(values), remarks)


def _held(values: Values) -> tuple[Waits, ...]:
    return (
        waiting(("custody-review", values["review_on"]), ("sentence-end", values["sentence_ends"]))
        if values["held_since"]
        else ()
    )


def _remarks(values: Values) -> tuple[Value, ...]:
    """A transfer without consent, or without a day of return."""
    found: list[Value] = []
    if values["transferred_on"] and not values["consented_on"]:
        found.append(Sentence(N_("No consent is noted: nobody is transferred without it (article 46(10)(a)).")))
    if values["transferred_on"] and not values["return_by"] and not values["returned_on"]:
        found.append(Sentence(N_("No day of return is noted (article 46(11)(b)).")))
    return tuple(found)
