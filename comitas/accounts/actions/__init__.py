"""Changing people, roles, compartments and deputies. Personal values stay out of the ledger: it names people by id."""

from comitas.accounts.actions.deputies import end_deputyship, lend_reading, name_deputy
from comitas.accounts.actions.emergency import break_glass, end_emergency
from comitas.accounts.actions.factors import (
    ask_factor_reset,
    decide_factor_reset,
    seal_codes,
    seal_secrets,
    unlink_identity,
)
from comitas.accounts.actions.narrowing import narrow_roles
from comitas.accounts.actions.passwords import give_password
from comitas.accounts.actions.people import (
    FEWEST_READERS,
    ROLE_GIVEN,
    add_reader,
    create_compartment,
    create_compartments,
    create_person,
    destroy_compartment_key,
    end_role,
    give_role,
    lift_restriction,
    recuse,
    remove_reader,
    restrict,
    restrict_as,
    set_active,
    set_preferences,
)
from comitas.accounts.actions.sessions import end_sessions
from comitas.accounts.actions.sign_in import confirm_device, note_factor_change, note_sign_in

__all__ = [
    "FEWEST_READERS",
    "ROLE_GIVEN",
    "add_reader",
    "break_glass",
    "create_compartment",
    "create_compartments",
    "create_person",
    "destroy_compartment_key",
    "end_deputyship",
    "end_emergency",
    "end_role",
    "give_password",
    "give_role",
    "lend_reading",
    "lift_restriction",
    "name_deputy",
    "narrow_roles",
    "note_factor_change",
    "note_sign_in",
    "recuse",
    "remove_reader",
    "restrict",
    "restrict_as",
    "set_active",
    "set_preferences",
    "ask_factor_reset",
    "decide_factor_reset",
    "seal_codes",
    "seal_secrets",
    "end_sessions",
    "confirm_device",
    "unlink_identity",
]
