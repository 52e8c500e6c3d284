"""What a step writes into the columns of its part, besides the state. A correction puts back what stood there before."""

from collections.abc import Mapping
from datetime import date

from comitas.cases.rules.facts import Remedy
from comitas.cases.rules.states import ENDED, Step

Data = Mapping[str, object]

FROM_DATA: dict[str, dict[str, str]] = {
    "ask": {"review_on": "review_on"},
    "consult": {"review_on": "review_on"},
    "accept": {"conditions": "decision"},
    "transmit": {"authority": "executing_id", "their_number": "their_number", "date": "transmitted_on", "review_on": "review_on"},
    "go-to-court": {"court": "court", "their_number": "their_number"},
    "appeal": {"court": "court", "their_number": "their_number"},
    "court-allows": {"decision": "decision"},
    "court-refuses": {"court": "court", "decision": "decision"},
    "postpone": {"ground": "ground", "review_on": "review_on"},
    "record-result": {"result": "result", "their_number": "their_number"},
    "report-result": {"result": "result", "their_number": "their_number"},
    "answer": {"date": "answered_on"},
    "answer-partly": {"date": "answered_on"},
    "refuse": {"ground": "ground", "reason": "decision"},
}  # fmt: skip
"""Step: field given with it → column of the part."""

CLEARED: dict[str, dict[str, object]] = {
    "transmit": {"their_number": ""},
    "take-back": {"executing_id": None, "their_number": "", "transmitted_on": None},
    "hand-back": {"executing_id": None, "their_number": "", "transmitted_on": None},
    "receive-information": {"review_on": None},
    "resume": {"ground": "", "review_on": None},
    "reopen": {"ground": "", "decision": "", "answered_on": None},
}
"""Step: columns that it empties, unless it fills them."""


def written(step: Step, data: Data, after: str, remedy: Remedy) -> dict[str, object]:
    """The columns after *step*, which led to the state *after*; *remedy* is the one that stands with this step."""
    columns: dict[str, object] = dict(CLEARED.get(step.code, {}))
    filled = FROM_DATA.get(step.code, {})
    columns |= {column: data[name] for name, column in filled.items() if data.get(name) not in (None, "")}
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
