"""The door: receiving and registering (`receiving`), deciding (`deciding`), keeping what was read in letters (`proposing`)."""

from comitas.intake.actions.deciding import (
    Acceptance,
    AskedMeasure,
    CitedOffence,
    MentionedPerson,
    accept_as_case,
    accept_into,
    forward,
    link,
    return_for_completion,
    turn_away,
)
from comitas.intake.actions.proposing import propose
from comitas.intake.actions.receiving import File, Particulars, add_files, annul_entry, correct, enter, receive
from comitas.intake.actions.reporting import Reported

__all__ = [
    "Acceptance",
    "AskedMeasure",
    "CitedOffence",
    "File",
    "MentionedPerson",
    "Particulars",
    "Reported",
    "accept_as_case",
    "accept_into",
    "add_files",
    "annul_entry",
    "correct",
    "enter",
    "forward",
    "link",
    "propose",
    "receive",
    "return_for_completion",
    "turn_away",
]
