"""Changing cases. A part changes its state in `take_step` and nowhere else. Lock order: arrival, case, counters last."""

from comitas.cases.actions.beside import open_beside
from comitas.cases.actions.cases import assign, change_case, convert_case, open_case, set_confidential, set_urgent
from comitas.cases.actions.closing import close_case, note_told, reopen_case
from comitas.cases.actions.conflicts import note_conflict
from comitas.cases.actions.destroying import HOLDINGS, destroy
from comitas.cases.actions.handing import HandedOver, assign_chosen, give_out, hand_over
from comitas.cases.actions.holding import note_remedy
from comitas.cases.actions.marks import mark_item
from comitas.cases.actions.matters import add_offence, add_reference, link_cases
from comitas.cases.actions.moments import Days, set_days
from comitas.cases.actions.papers import note_papers
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
from comitas.cases.actions.taking_over import OldCase, take_over

__all__ = [
    "HOLDINGS",
    "destroy",
    "Days",
    "HandedOver",
    "OffenceParticulars",
    "OldCase",
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
    "assign_chosen",
    "give_out",
    "fill_request",
    "hand_over",
    "link_cases",
    "mark_item",
    "note_conflict",
    "note_papers",
    "note_remedy",
    "note_told",
    "open_beside",
    "open_case",
    "remove_offence",
    "remove_person",
    "reopen_case",
    "set_confidential",
    "set_custody",
    "set_days",
    "set_urgent",
    "take_over",
    "take_step",
]
