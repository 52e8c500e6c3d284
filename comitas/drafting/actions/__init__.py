"""Letters: writing them (`writing`), the head's word (`approving`), recording them as sent (`sending`). Lock order: case, letter."""

from comitas.drafting.actions.approving import approve, send_back
from comitas.drafting.actions.sending import record_sent
from comitas.drafting.actions.writing import Text, draft, drop, edit, submit

__all__ = ["Text", "approve", "draft", "drop", "edit", "record_sent", "send_back", "submit"]
