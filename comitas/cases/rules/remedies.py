"""The remedy against a court's decision, read from the steps that stand: a correction takes its remedy back with it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from comitas.cases.rules.facts import Remedy, Taken, effective


def remedy_of(history: Iterable[Taken], data: Mapping[str, Mapping[str, object]]) -> Remedy:
    """The remedy after *history*. *data* is what was given with each step, by its key."""
    remedy = Remedy()
    for taken in effective(history):
        remedy = _after(remedy, taken.step, data.get(taken.key, {}))
    return remedy


def _after(remedy: Remedy, step: str, data: Mapping[str, object]) -> Remedy:
    if step == "appeal":
        return Remedy(suspensive=data.get("suspensive") is True, lodged=True)
    if step in ("court-allows", "court-refuses"):
        return Remedy(data.get("suspensive") is True, _day(data, "remedy_until"), False, _day(data, "final_on"))
    if step == "become-final":
        return replace(remedy, lodged=False, final_on=_day(data, "final_on"))
    return remedy


def _day(data: Mapping[str, object], name: str) -> date | None:
    value = data.get(name)
    return value if isinstance(value, date) else None
