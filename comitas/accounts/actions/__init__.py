"""Changing people, roles, compartments and deputies. Personal values stay out of the ledger: it names people by id."""

from comitas.accounts.actions.deputies import end_deputyship, lend_reading, name_deputy
from comitas.accounts.actions.people import (
    FEWEST_READERS,
    ROLE_GIVEN,
    add_reader,
    create_compartment,
    create_person,
    destroy_compartment_key,
    end_role,
    give_role,
    lift_restriction,
    note_factor_change,
    note_sign_in,
    recuse,
    remove_reader,
    restrict,
    set_active,
    set_preferences,
)

__all__ = [
    "FEWEST_READERS",
    "ROLE_GIVEN",
    "add_reader",
    "create_compartment",
    "create_person",
    "destroy_compartment_key",
    "end_deputyship",
    "end_role",
    "give_role",
    "lend_reading",
    "lift_restriction",
    "name_deputy",
    "note_factor_change",
    "note_sign_in",
    "recuse",
    "remove_reader",
    "restrict",
    "set_active",
    "set_preferences",
]
