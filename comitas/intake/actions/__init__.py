"""The door: receiving and registering (`receiving`), deciding (`deciding`), keeping what was read in letters (`proposing`)."""

from comitas.intake.actions.deciding import (
    Acceptance,
    AskedMeasure,
    CitedOffence,
    MentionedPerson,
    Reported,
    accept_as_case,
    accept_into,
    forward,
    link,
    return_for_completion,
    turn_away,
)
from comitas.intake.actions.dividing import divide
from comitas.intake.actions.proposing import propose
from comitas.intake.actions.receiving import File, Particulars, add_files, annul_entry, correct, enter, receive

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
    "divide",
    "enter",
    "forward",
    "link",
    "propose",
    "receive",
    "return_for_completion",
    "turn_away",
]
