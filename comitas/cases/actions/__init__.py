"""Changing cases. A part changes its state in `take_step` and nowhere else. Lock order: arrival, case, counters last."""

from comitas.cases.actions.cases import assign, change_case, convert_case, open_case, set_confidential, set_urgent
from comitas.cases.actions.closing import close_case, note_told, reopen_case
from comitas.cases.actions.handing import HandedOver, hand_over
from comitas.cases.actions.marks import mark_item
from comitas.cases.actions.matters import add_offence, add_reference, link_cases
from comitas.cases.actions.particulars import OffenceParticulars, Particulars, PartParticulars, PersonParticulars
from comitas.cases.actions.parts import add_part, change_part
from comitas.cases.actions.people import add_person, change_person, set_custody
from comitas.cases.actions.requests import (
    OutgoingParticulars,
    change_offence,
    fill_request,
    remove_offence,
    remove_person,
)
from comitas.cases.actions.steps import take_step

__all__ = [
    "HandedOver",
    "OffenceParticulars",
    "OutgoingParticulars",
    "PartParticulars",
    "Particulars",
    "PersonParticulars",
    "add_offence",
    "add_part",
    "add_person",
    "add_reference",
    "assign",
    "change_case",
    "change_offence",
    "change_part",
    "change_person",
    "close_case",
    "convert_case",
    "fill_request",
    "hand_over",
    "link_cases",
    "mark_item",
    "note_told",
    "open_case",
    "remove_offence",
    "remove_person",
    "reopen_case",
    "set_confidential",
    "set_custody",
    "set_urgent",
    "take_step",
]
