"""What a step writes into the columns of its part, besides the state. A correction puts back what stood there before."""

from collections.abc import Mapping
from datetime import date

from comitas.cases.rules.facts import Remedy
from comitas.cases.rules.families import ENDED
from comitas.cases.rules.states import Step

Data = Mapping[str, object]


def written(step: Step, data: Data, after: str, remedy: Remedy) -> dict[str, object]:
    """The columns after *step*, which led to the state *after*; *remedy* is the one that stands with this step."""
    columns: dict[str, object] = dict(step.clears)
    columns |= {column: data[name] for name, column in step.fills.items() if data.get(name) not in (None, "")}
    if after in ENDED:
        columns["review_on"] = None
    return columns | of_remedy(remedy)


def of_remedy(remedy: Remedy) -> dict[str, object]:
    """The four columns that say how the remedy stands."""
    return {
        "suspensive": remedy.suspensive,
        "remedy_until": remedy.until,
        "remedy_lodged": remedy.lodged,
        "final_on": remedy.final_on,
    }


def to_keep(value: object) -> object:
    """A column's value as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int) else str(value)
