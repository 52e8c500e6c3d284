"""Reading tokens and machines (`tokens`), what changed (`feed`), lists as machines ask for them (`lists`), what was done (`done`)."""

from comitas.api.queries.done import done_before
from comitas.api.queries.feed import Change, Changes, changes, latest
from comitas.api.queries.lists import NEWEST, CaseFilter, arrivals_like, cases_like
from comitas.api.queries.tokens import bearer, machine, machines, tokens_of

__all__ = [
    "NEWEST",
    "CaseFilter",
    "Change",
    "Changes",
    "arrivals_like",
    "bearer",
    "cases_like",
    "changes",
    "done_before",
    "latest",
    "machine",
    "machines",
    "tokens_of",
]
