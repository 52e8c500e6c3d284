"""Data protection: destroying (`destroying`, after a restore `reapplying`), retention and holds (`keeping`), requests of persons (`persons`), hand-over to archives
(`handing_over`). Lock order: the destruction, the case, counters last."""

from comitas.protection.actions.destroying import approve, destroy_key, finish, note_in_list, propose, withdraw
from comitas.protection.actions.handing_over import hand_over, note_receipt, take_export
from comitas.protection.actions.keeping import lift_hold, set_hold, set_period
from comitas.protection.actions.persons import (
    answer_request,
    check_identity,
    consult,
    note_hint_seen,
    register_request,
    search_person,
)
from comitas.protection.actions.readings import clear_readings
from comitas.protection.actions.reapplying import reapply

__all__ = [
    "answer_request",
    "check_identity",
    "consult",
    "note_hint_seen",
    "register_request",
    "search_person",
    "approve",
    "clear_readings",
    "destroy_key",
    "finish",
    "hand_over",
    "lift_hold",
    "note_in_list",
    "note_receipt",
    "propose",
    "reapply",
    "set_hold",
    "set_period",
    "take_export",
    "withdraw",
]
