"""Changing the directory. Keyword-only, `by` an actor, `at` an instant; one transaction and one ledger line for each
change.

What is entered wrongly raises `core.refusals.Invalid` with a sentence for each field; a row that somebody else
changed meanwhile raises `Conflict`, and nothing is written.
"""

from comitas.directory.actions.authorities import change_authority, create_authority, verify_authority
from comitas.directory.actions.contacts import add_contact, change_contact, remove_contact
from comitas.directory.actions.imports import Imported, import_authorities, import_parties
from comitas.directory.actions.states import add_state, change_state, name_instrument
from comitas.directory.actions.treaties import (
    add_instrument,
    change_instrument,
    forget_fact,
    record_fact,
    record_party,
    remove_party,
)

__all__ = [
    "Imported",
    "add_contact",
    "add_instrument",
    "add_state",
    "change_authority",
    "change_contact",
    "change_instrument",
    "change_state",
    "create_authority",
    "forget_fact",
    "import_authorities",
    "import_parties",
    "name_instrument",
    "record_fact",
    "record_party",
    "remove_contact",
    "remove_party",
    "verify_authority",
]
