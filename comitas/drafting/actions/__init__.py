"""Letters: writing them (`writing`, in Word `word`), the head's word (`approving`, on paper `signing`), recording them as sent; what
they are written on (`stationery`, `clauses`); printing a file (`printing`). Requests of ours: review (`requests`) and sending
(`dispatching`). Lock order: case, then letter or paper.
"""

from comitas.drafting.actions.approving import approve, send_back
from comitas.drafting.actions.clauses import insert_clause, keep_clause, restore_clause
from comitas.drafting.actions.destroying import HOLDINGS, destroy
from comitas.drafting.actions.dispatching import dispatch_request, record_delivery, undo_dispatch
from comitas.drafting.actions.printing import (
    ask_printout,
    begin_printout,
    fail_printout,
    finish_printout,
    note_printed,
    remove_printout,
)
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
from comitas.drafting.actions.stationery import restore_letterhead, restore_wording, set_letterhead, set_text, set_word
from comitas.drafting.actions.word import leave_word, put_back_word, renew_word, write_in_word
from comitas.drafting.actions.writing import Text, draft, drop, edit, submit

__all__ = [
    "HOLDINGS",
    "destroy",
    "approve_request",
    "dispatch_request",
    "record_delivery",
    "return_request",
    "return_to_requester",
    "review_request",
    "submit_request",
    "take_up_draft",
    "undo_dispatch",
    "Text",
    "approve",
    "ask_printout",
    "attach_scan",
    "begin_printout",
    "draft",
    "drop",
    "edit",
    "fail_printout",
    "finish_printout",
    "insert_clause",
    "keep_clause",
    "leave_word",
    "note_printed",
    "put_back_word",
    "record_sent",
    "remove_printout",
    "renew_word",
    "restore_clause",
    "restore_letterhead",
    "restore_wording",
    "send_back",
    "set_letterhead",
    "set_text",
    "set_word",
    "submit",
    "write_in_word",
]
