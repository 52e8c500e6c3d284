"""Keeping what carrying a request out needs: entries, what happens to them, phone notes. Lock order: the case, then the entry."""

from comitas.execution.actions.calls import file_call, finish_follow_up, note_call
from comitas.execution.actions.destroying import HOLDINGS, destroy
from comitas.execution.actions.entries import annul, change, enter
from comitas.execution.actions.happenings import happen, lift_freeze

__all__ = [
    "HOLDINGS",
    "destroy",
    "annul",
    "change",
    "enter",
    "file_call",
    "finish_follow_up",
    "happen",
    "lift_freeze",
    "note_call",
]
