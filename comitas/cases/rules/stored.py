"""What was given with a step, as it is kept (JSON) and as the rules take it: dates become text and dates again."""

from collections.abc import Mapping
from datetime import date

from comitas.cases.rules.families import FAMILIES
from comitas.cases.rules.states import CORRECT, Step
from comitas.cases.rules.words import FIELDS

TEXTS = tuple(name for name, field in FIELDS.items() if field.kind == "text" and name != "corrects")
"""Fields that may say who somebody is: they go beside the ledger line, under the compartment's key."""


def step_named(code: str, family: str) -> Step | None:
    """The step called *code* in the table of *family*, the correcting one too."""
    return CORRECT if code == CORRECT.code else FAMILIES[family].steps.get(code)


def fields_of(step: Step) -> tuple[str, ...]:
    """The fields of *step*, in the order to ask for them."""
    return (*step.needs, *step.may_have)


def to_keep(step: Step, data: Mapping[str, object]) -> dict[str, object]:
    """The fields of *step* that were given, as JSON; a text without the blanks around it. Nothing else is kept."""
    given = {name: data[name] for name in fields_of(step) if data.get(name) not in (None, "")}
    return {name: _plain(value) for name, value in given.items()}


def from_kept(kept: Mapping[str, object]) -> dict[str, object]:
    """What `to_keep` gave, with its dates as dates."""
    return {name: _full(name, value) for name, value in kept.items()}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool) else str(value).strip()


def _full(name: str, value: object) -> object:
    is_date = name in FIELDS and FIELDS[name].kind == "date"
    return date.fromisoformat(value) if is_date and isinstance(value, str) else value
