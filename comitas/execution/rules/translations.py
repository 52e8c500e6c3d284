"""Translations: ordered of whom, cleared for secrecy or not, due, received, certified, invoiced.

Source: UNCAC 46(14), requests in a language acceptable to the requested State.
"""

from datetime import date

from comitas.cases.rules.words import Sentence, Value
from comitas.core.text import N_
from comitas.execution.rules.fields import (
    CURRENCY,
    DATE,
    DOCUMENT,
    LANGUAGE,
    MONEY,
    PART,
    SAID,
    YES,
    Field,
    Values,
    in_order,
)
from comitas.execution.rules.standing import BRICK, MOSS, OCHRE, SEA, SOON, Standing, waiting

FIELDS = (
    Field("what", N_("What is translated"), longest=300, needed=True),
    Field("source", N_("Document to translate"), DOCUMENT),
    Field("part", N_("Part"), PART),
    Field(
        "from_language", N_("Translated from"), LANGUAGE, longest=12, needed=True, hint=N_("A code such as en or fr.")
    ),
    Field("to_language", N_("Translated into"), LANGUAGE, longest=12, needed=True, hint=N_("A code such as en or fr.")),
    Field("translator", N_("Translator")),
    Field("cleared", N_("Cleared for secrecy"), SAID),
    Field("cleared_on", N_("Cleared on"), DATE, past=True),
    Field("ordered_on", N_("Ordered on"), DATE, past=True),
    Field("due", N_("Due"), DATE),
    Field("received_on", N_("Received on"), DATE, past=True),
    Field("certified", N_("Certified"), YES),
    Field("amount", N_("Invoice"), MONEY),
    Field("currency", N_("Currency"), CURRENCY, longest=3),
    Field("invoice", N_("Number of the invoice"), longest=80),
    Field("result", N_("The translation"), DOCUMENT),
)


def wrong(values: Values, today: date) -> dict[str, Sentence]:
    """Days and languages that cannot be."""
    found = in_order(
        values,
        ("ordered_on", "due", N_("It would be due before it was ordered.")),
        ("ordered_on", "received_on", N_("It would be received before it was ordered.")),
    )
    if values.get("from_language") and values.get("from_language") == values.get("to_language"):
        found["to_language"] = Sentence(N_("Both languages are the same."))
    if values.get("cleared_on") and values.get("cleared") is not True:
        found["cleared"] = Sentence(N_("Say that the translator is cleared, or take out the day."))
    if values.get("source") and values.get("source") == values.get("result"):
        found["result"] = Sentence(N_("This is the document to translate. Choose the translation."))
    return found


def standing(values: Values, today: date) -> Standing:
    """To be ordered, ordered, late, received."""
    remarks = _remarks(values)
    if values["received_on"]:
        return Standing(N_("Received"), MOSS, (), remarks)
    due = values["due"]
    waits = waiting(("translation-due", due))
    if due and due < today:
        late = Sentence(N_("It was due on %(day)s."), {"day": due})
        return Standing(N_("Late"), BRICK, waits, (late, *remarks))
    words = N_("Ordered") if values["ordered_on"] else N_("To be ordered")
    return Standing(words, OCHRE if due and (due - today).days <= SOON else SEA, waits, remarks)


def _remarks(values: Values) -> tuple[Value, ...]:
    """An order to somebody who was not cleared."""
    if values["ordered_on"] and values["translator"] and values["cleared"] is not True:
        return (Sentence(N_("Nobody has noted that the translator is cleared for secrecy.")),)
    return ()
