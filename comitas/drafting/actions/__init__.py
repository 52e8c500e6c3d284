"""Letters: writing them, the head's word (`approving`, on paper `signing`), recording them as sent. Lock order: case, letter."""

from comitas.drafting.actions.approving import approve, send_back
from comitas.drafting.actions.sending import record_sent
from comitas.drafting.actions.signing import attach_scan
from comitas.drafting.actions.writing import Text, draft, drop, edit, submit

__all__ = ["Text", "approve", "attach_scan", "draft", "drop", "edit", "record_sent", "send_back", "submit"]
