"""Data protection: destroying (`destroying`, after a restore `reapplying`), retention and holds (`keeping`), hand-over to archives
(`handing_over`). Lock order: the destruction, the case, counters last."""

from comitas.protection.actions.destroying import approve, destroy_key, finish, note_in_list, propose, withdraw
from comitas.protection.actions.handing_over import hand_over, note_receipt, take_export
from comitas.protection.actions.keeping import lift_hold, set_hold, set_period
from comitas.protection.actions.reapplying import reapply

__all__ = [
    "approve",
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
