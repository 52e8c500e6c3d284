"""Service of documents for the other State: on whom, by when, what was tried, and the proof or the reasons.

Source: European Convention on Mutual Assistance in Criminal Matters (ECMA), article 7: (2) proof by a dated receipt signed by the
addressee or by a declaration; where service could not be effected, the reasons are told at once; (3) a State may declare that a
summons must reach it up to 50 days before the date of appearance (that lead time is the clocks').
"""

from datetime import date

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.execution.rules.fields import CHOICE, DATE, DOCUMENT, PART, PERSON, TEXT, Field, Values, in_order
from comitas.execution.rules.standing import BRICK, GREY, MOSS, OCHRE, SEA, SOON, Standing, waiting

PROOFS: dict[str, str] = {
    "receipt": N_("Receipt signed by the addressee"),
    "declaration": N_("Declaration of the authority that served it"),
}
SERVED_NOW = "served"
RESULTS: dict[str, str] = {
    SERVED_NOW: N_("Served"),
    "absent": N_("Nobody met"),
    "moved": N_("Moved away"),
    "unknown": N_("Not known there"),
    "refused": N_("Would not take it"),
    "other": N_("Other"),
}
FIELDS = (
    Field("person", N_("Addressee"), PERSON),
    Field("addressee", N_("Or somebody else")),
    Field("documents", N_("What is served"), TEXT, longest=1_000, needed=True, hint=N_("One document a line.")),
    Field("part", N_("Part"), PART),
    Field("hearing_on", N_("Day of the hearing"), DATE),
    Field("latest_on", N_("Latest useful day"), DATE),
    Field("served_on", N_("Served on"), DATE, past=True),
    Field("proof", N_("Proof"), CHOICE, of=PROOFS),
    Field("document", N_("The proof"), DOCUMENT),
    Field("not_served", N_("Why it could not be served"), TEXT, longest=1_000, hint=N_("ECMA article 7(2): the reasons are told at once.")),
)  # fmt: skip
ATTEMPTED = (
    Field("on", N_("On"), DATE, needed=True, past=True),
    Field("result", N_("What came of it"), CHOICE, needed=True, of=RESULTS),
    Field("manner", N_("How it was tried")),
    Field("note", N_("Note"), longest=500),
)


def wrong(values: Values, today: date) -> dict[str, Sentence]:
    """Somebody, days that can be, one outcome."""
    found = in_order(values, ("latest_on", "hearing_on", N_("The hearing would be before the latest useful day.")))
    if "addressee" in values and not values.get("person") and not values.get("addressee"):
        found["person"] = Sentence(N_("Say to whom it is addressed."))
    if values.get("served_on") and values.get("not_served"):
        found["not_served"] = Sentence(N_("It was served. Take out the day or the reasons."))
    if values.get("proof") and not values.get("served_on"):
        found["served_on"] = Sentence(N_("There is a proof: write the day of service."))
    return found


def standing(values: Values, today: date) -> Standing:
    """To be served, served with or without proof, not served."""
    if values["served_on"]:
        if values["proof"]:
            return Standing(N_("Served"), MOSS)
        return Standing(
            N_("Served"), OCHRE, (), (Sentence(N_("The proof is missing: a receipt or a declaration (ECMA 7(2)).")),)
        )
    if values["not_served"]:
        return Standing(N_("Could not be served"), GREY)
    latest, hearing = values["latest_on"], values["hearing_on"]
    waits = waiting(("serve-by", latest or hearing))
    if latest and latest < today:
        said = Sentence(N_("The latest useful day was %(day)s. Tell the other State why (ECMA 7(2))."), {"day": latest})
        return Standing(N_("Too late"), BRICK, waits, (said,))
    day = latest or hearing
    return Standing(N_("To be served"), OCHRE if day and (day - today).days <= SOON else SEA, waits)
