"""Writing: machines and their tokens (`tokens`), and what is done once however often it is asked (`once`)."""

from comitas.api.actions.once import forget_done, receive_once, step_once
from comitas.api.actions.tokens import create_machine, issue_token, note_token_used, replace_token, withdraw_token

__all__ = [
    "create_machine",
    "forget_done",
    "issue_token",
    "note_token_used",
    "receive_once",
    "replace_token",
    "step_once",
    "withdraw_token",
]
