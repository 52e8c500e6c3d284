"""Reading cases. The actor comes first, and fetching is authorising: absent and forbidden look alike."""

from comitas.cases.queries.examined import case_facts
from comitas.cases.queries.lives import Choice, facts_of, held_for, possible_steps
from comitas.cases.queries.marks import limits_of, may_use
from comitas.cases.queries.register import (
    VIEWS,
    Filters,
    Row,
    found_number,
    numbers,
    officers,
    rows_of,
    selection,
    states_of_origin,
)
from comitas.cases.queries.single import (
    Whole,
    case,
    cases,
    given_part,
    given_parts,
    in_compartment,
    last_change,
    part,
    person,
    standing_of,
    standings,
    today_of,
    whole,
)

__all__ = [
    "VIEWS",
    "Choice",
    "Filters",
    "Row",
    "Whole",
    "case",
    "case_facts",
    "cases",
    "facts_of",
    "found_number",
    "given_part",
    "given_parts",
    "held_for",
    "in_compartment",
    "last_change",
    "limits_of",
    "may_use",
    "numbers",
    "officers",
    "part",
    "person",
    "possible_steps",
    "rows_of",
    "selection",
    "standing_of",
    "standings",
    "states_of_origin",
    "today_of",
    "whole",
]
