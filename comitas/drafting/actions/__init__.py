"""Letters: writing them, the head's word (`approving`, on paper `signing`), recording them as sent. Requests of ours: review
(`requests`) and sending (`dispatching`). Lock order: case, then letter or paper.
"""

from comitas.drafting.actions.approving import approve, send_back
from comitas.drafting.actions.dispatching import dispatch_request, record_delivery, undo_dispatch
from comitas.drafting.actions.requests import (
    approve_request,
    return_request,
    return_to_requester,
    review_request,
    submit_request,
    take_up_draft,
)
from comitas.drafting.actions.sending import record_sent
from comitas.drafting.actions.signing import attach_scan
from comitas.drafting.actions.writing import Text, draft, drop, edit, submit

__all__ = [
    "Text",
    "approve",
    "approve_request",
    "attach_scan",
    "dispatch_request",
    "draft",
    "drop",
    "edit",
    "record_delivery",
    "record_sent",
    "return_request",
    "return_to_requester",
    "review_request",
    "send_back",
    "submit",
    "submit_request",
    "take_up_draft",
    "undo_dispatch",
]
