"""Reading the directory: States, authorities, treaties, legal bases. The actor comes first.

Everybody who may sign in may read it; restricted contact points have a query of their own.
"""

from comitas.directory.queries.authority_files import (
    authorities_by_key,
    export_authorities,
    parents_now,
    plan_authorities,
)
from comitas.directory.queries.names import (
    authority_names,
    instrument_names,
    state_name,
    state_names,
    suggest_states,
    words,
)
from comitas.directory.queries.offices import (
    LISTING,
    acceptance,
    authorities,
    authority,
    contact_points,
    designations,
    entries,
    restricted_contact_points,
    stale,
    suggest_authorities,
)
from comitas.directory.queries.party_files import export_parties, party_entry, plan_parties
from comitas.directory.queries.plans import Plan
from comitas.directory.queries.treaties import (
    Addressee,
    addressees,
    catalogue,
    facts_of,
    instruments,
    known,
    legal_bases,
    parties,
    profile,
    state,
    states,
)

__all__ = [
    "LISTING",
    "Addressee",
    "Plan",
    "acceptance",
    "addressees",
    "authorities",
    "authorities_by_key",
    "authority",
    "authority_names",
    "catalogue",
    "contact_points",
    "designations",
    "entries",
    "export_authorities",
    "export_parties",
    "facts_of",
    "instrument_names",
    "instruments",
    "known",
    "legal_bases",
    "parents_now",
    "parties",
    "party_entry",
    "plan_authorities",
    "plan_parties",
    "profile",
    "restricted_contact_points",
    "stale",
    "state",
    "state_name",
    "state_names",
    "states",
    "suggest_authorities",
    "suggest_states",
    "words",
]
