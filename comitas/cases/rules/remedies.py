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


Kept = Mapping[str, object]
"""A remedy as a part keeps it beside its steps: `decision` names whose it is, days as ISO 8601."""


def to_keep(decision: str, remedy: Remedy) -> dict[str, object]:
    """*remedy* against the decision called *decision*, as JSON."""
    return {
        "decision": decision,
        "suspensive": remedy.suspensive,
        "until": remedy.until.isoformat() if remedy.until else "",
        "lodged": remedy.lodged,
        "final_on": remedy.final_on.isoformat() if remedy.final_on else "",
    }


def from_kept(kept: Kept) -> Remedy:
    """What `to_keep` gave."""
    return Remedy(
        kept["suspensive"] is True, _kept_day(kept["until"]), kept["lodged"] is True, _kept_day(kept["final_on"])
    )


def with_remedy(kept: Iterable[Kept], decision: str, remedy: Remedy | None) -> list[Kept]:
    """*kept* with the remedy of one decision replaced; None takes it out. One that never suspends holds nothing."""
    others = [one for one in kept if one["decision"] != decision]
    return [*others, to_keep(decision, remedy)] if remedy is not None and remedy.suspensive else others


def _kept_day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
