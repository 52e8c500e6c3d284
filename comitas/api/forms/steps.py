"""The fields of a step, as machines send them, turned into what the rules take."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from comitas.api.forms.asked import FIRST_YEAR, LAST_YEAR
from comitas.cases.rules import stored
from comitas.cases.rules.states import Step
from comitas.cases.rules.words import FIELDS
from comitas.core.refusals import Invalid


def given(step: Step, fields: Mapping[str, str | bool]) -> dict[str, object]:
    """*fields* by name, dates as dates; `Invalid` names those that the step has not, or that are of another kind."""
    found: dict[str, object] = {}
    wrong: dict[str, str] = {}
    for name, value in fields.items():
        if name not in stored.fields_of(step):
            wrong[f"fields.{name}"] = _("This step has no such field.")
            continue
        try:
            found[name] = _typed(FIELDS[name].kind, value)
        except ValueError:
            wrong[f"fields.{name}"] = _(FIELDS[name].ask)
    if wrong:
        raise Invalid(wrong)
    return found


def _typed(kind: str, value: str | bool) -> object:
    if (kind == "yes-no") != isinstance(value, bool):
        raise ValueError(kind)
    if kind != "date" or isinstance(value, bool):
        return value
    day = date.fromisoformat(value)
    if len(value) != 10 or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(value)
    return day
