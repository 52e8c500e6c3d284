"""The registers of carrying out, in the order of the page: each with its particulars, its checks and how an entry stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.execution.rules import costs, decisions, fields, freezes, items, papers, prisoners, serving, translations
from comitas.execution.rules.fields import Field, Values
from comitas.execution.rules.standing import Standing

Wrong = Callable[[Values, date], dict[str, Sentence]]


@dataclass(frozen=True, slots=True)
class Happening:
    """What happens to an entry again and again: a movement, a renewal, an attempt, a service. Never changed afterwards."""

    code: str
    name: str
    button: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """`one` and `name`: one entry and all of them; `button` adds one. `title`: the particular that names an entry."""

    code: str
    one: str
    name: str
    button: str
    fields: tuple[Field, ...]
    wrong: Wrong
    standing: Callable[[Values, date], Standing]
    title: str = "what"
    permission: str = "execution:keep"
    happening: Happening | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Particulars that are codes: they say nothing about anybody."""
        return tuple(one.name for one in self.fields if one.kind in (fields.CHOICE, fields.CURRENCY))


WORK = "case:work"
REGISTERS: dict[str, Register] = {
    row.code: row
    for row in (
        Register(
            "prisoner", N_("Person held"), N_("Persons held"), N_("Note a person held"), prisoners.FIELDS, prisoners.wrong, prisoners.standing,
            title="person", permission=WORK,
        ),
        Register(
            "freeze", N_("Freeze"), N_("Freezes"), N_("Enter a freeze"), freezes.FIELDS, freezes.wrong, freezes.standing, permission=WORK,
            happening=Happening("renewal", N_("Renewals"), N_("Record the renewal"), freezes.RENEWED),
        ),
        Register(
            "decision", N_("Court decision"), N_("Court decisions and remedies"), N_("Enter a court decision"), decisions.FIELDS,
            decisions.wrong, decisions.standing, title="operative", permission=WORK,
            happening=Happening("served", N_("Served on"), N_("Record the service"), decisions.SERVED),
        ),
        Register(
            "service", N_("Service"), N_("Service of documents"), N_("Enter a service"), serving.FIELDS, serving.wrong, serving.standing,
            title="documents", happening=Happening("attempt", N_("Attempts"), N_("Record the attempt"), serving.ATTEMPTED),
        ),
        Register(
            "item", N_("Thing"), N_("Physical things"), N_("Enter a thing"), items.FIELDS, items.wrong, items.standing,
            happening=Happening("movement", N_("Chain of custody"), N_("Record the movement"), items.MOVED),
        ),
        Register(
            "paper", N_("Certified copy, apostille or legalisation"), N_("Certified copies, apostilles, legalisations"),
            N_("Ask for a certified copy, apostille or legalisation"), papers.FIELDS, papers.wrong, papers.standing,
        ),
        Register(
            "translation", N_("Translation"), N_("Translations"), N_("Order a translation"), translations.FIELDS, translations.wrong,
            translations.standing,
        ),
        Register("cost", N_("Cost"), N_("Costs"), N_("Enter a cost"), costs.FIELDS, costs.wrong, costs.standing),
    )
}  # fmt: skip

OCCURRED: dict[str, str] = {
    "movement": N_("Thing handed over"),
    "renewal": N_("Freeze renewed"),
    "served": N_("Court decision served"),
    "attempt": N_("Service tried"),
}
"""What happens to an entry of the execution again and again."""


def problems(register: Register, values: Values, today: date) -> dict[str, Sentence]:
    """Everything that cannot be taken of an entry, by field."""
    found = fields.wrong(register.fields, values, today)
    return {**register.wrong(_typed(values, found), today), **found}


def _typed(values: Values, found: Mapping[str, Sentence]) -> Values:
    """Without what is wrong by itself already."""
    return {name: None if name in found else value for name, value in values.items()}
