"""Costs: ordinary ones are ours; over extraordinary ones the States consult first.

Source: UNCAC 46(28): the ordinary costs of executing a request are borne by the requested State, unless otherwise agreed; where
expenses of a substantial or extraordinary nature are required, the States consult to determine the terms and who bears them.
"""

from datetime import date

from comitas.cases.rules.words import Sentence, Value
from comitas.core.text import N_
from comitas.execution.rules.fields import CHOICE, CURRENCY, DATE, MONEY, PART, SAID, Field, Values, in_order
from comitas.execution.rules.standing import BRICK, GREY, MOSS, OCHRE, SEA, SOON, Standing, waiting

ORDINARY, EXTRAORDINARY = "ordinary", "extraordinary"
NATURES: dict[str, str] = {ORDINARY: N_("Ordinary"), EXTRAORDINARY: N_("Substantial or extraordinary, 46(28)")}
PAYERS: dict[str, str] = {
    "ours": N_("We"),
    "theirs": N_("The other State"),
    "shared": N_("Both, as agreed"),
    "third": N_("Somebody else"),
}
FIELDS = (
    Field("what", N_("What for"), longest=300, needed=True),
    Field("nature", N_("Nature"), CHOICE, needed=True, of=NATURES),
    Field("part", N_("Part"), PART),
    Field("quoted", N_("Quote"), MONEY),
    Field("amount", N_("Amount"), MONEY),
    Field("currency", N_("Currency"), CURRENCY, longest=3),
    Field("asked_on", N_("Other State consulted on"), DATE, past=True),
    Field("answer_by", N_("Its answer is wanted by"), DATE),
    Field("agreed", N_("The other State agreed"), SAID),
    Field("agreed_on", N_("It answered on"), DATE, past=True),
    Field("payer", N_("Who pays"), CHOICE, of=PAYERS),
    Field("invoice", N_("Number of the invoice"), longest=80),
    Field("paid_on", N_("Paid on"), DATE, past=True),
)


def wrong(values: Values, today: date) -> dict[str, Sentence]:
    """Days that cannot be, and an answer without an answer."""
    found = in_order(
        values,
        ("asked_on", "agreed_on", N_("It would have answered before it was consulted.")),
        ("asked_on", "answer_by", N_("The answer would be wanted before the question.")),
    )
    if values.get("agreed_on") and values.get("agreed") is None:
        found["agreed"] = Sentence(N_("Say whether it agreed, or take out the day."))
    if values.get("paid_on") and values.get("amount") is None:
        found["amount"] = Sentence(N_("Write what was paid."))
    return found


def consulted(values: Values) -> bool:
    """Whether the terms are settled as 46(28) asks: nothing to settle, or the other State agreed."""
    return bool(values["nature"] != EXTRAORDINARY or values["agreed"] is True)


def standing(values: Values, today: date) -> Standing:
    """Paid, agreed, waiting for the other State's word."""
    remarks = _remarks(values)
    if values["paid_on"]:
        return Standing(N_("Paid"), MOSS if not remarks else BRICK, (), remarks)
    if values["nature"] == ORDINARY:
        return Standing(N_("Not paid yet") if values["amount"] is not None else N_("Expected"), SEA)
    if values["agreed"] is not None:
        return Standing(N_("Agreed"), SEA) if values["agreed"] else Standing(N_("Not agreed"), BRICK, (), remarks)
    waits = waiting(("cost-answer", values["answer_by"]))
    if not values["asked_on"]:
        return Standing(N_("Consult first"), BRICK, waits, remarks)
    late = bool(values["answer_by"] and (values["answer_by"] - today).days <= SOON)
    return Standing(N_("Other State consulted"), OCHRE if late else GREY, waits, remarks)


def _remarks(values: Values) -> tuple[Value, ...]:
    if consulted(values):
        return ()
    if values["agreed"] is False:
        return (Sentence(N_("The other State did not agree: this cost is not settled (article 46(28)).")),)
    if values["asked_on"]:
        return (Sentence(N_("The other State has not agreed yet (article 46(28)).")),)
    return (Sentence(N_("The other State was not consulted, as article 46(28) asks before such a cost.")),)
