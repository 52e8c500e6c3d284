"""Letters, requests of ours, what they are written on and with, and files that were printed."""

from comitas.drafting.models.letters import LONGEST_BODY, Enclosure, Letter
from comitas.drafting.models.papers import Dispatch, Paper
from comitas.drafting.models.printing import Printout
from comitas.drafting.models.stationery import SHIPPED, TEXT, WORD, Clause, ClauseVersion, Letterhead, Wording

__all__ = [
    "LONGEST_BODY",
    "SHIPPED",
    "TEXT",
    "WORD",
    "Clause",
    "ClauseVersion",
    "Dispatch",
    "Enclosure",
    "Letter",
    "Letterhead",
    "Paper",
    "Printout",
    "Wording",
]
