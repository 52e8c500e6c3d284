"""The door: receiving and registering (`receiving`), deciding (`deciding`; `ending` is what all decisions share), dividing a scan
(`dividing`), keeping what was read in letters (`proposing`) and what mails say of their thread (`mails`); setting where things arrive
by themselves (`sources`), and taking them (`taking`)."""

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
from comitas.intake.actions.destroying import HOLDINGS, destroy
from comitas.intake.actions.dividing import divide
from comitas.intake.actions.mails import note_mail
from comitas.intake.actions.proposing import propose
from comitas.intake.actions.receiving import Brought, File, Particulars, add_files, annul_entry, correct, enter, receive
from comitas.intake.actions.reporting import Reported
from comitas.intake.actions.sources import change_source, create_source, deal_with, keep_tokens, look_now
from comitas.intake.actions.taking import (
    Look,
    Place,
    leave_out,
    note_gone,
    note_known,
    note_look,
    note_mailbox,
    note_settled,
    note_stumble,
    take,
)
from comitas.intake.rules.sources import Secrets, Settings

__all__ = [
    "HOLDINGS",
    "destroy",
    "Acceptance",
    "AskedMeasure",
    "Brought",
    "CitedOffence",
    "File",
    "Look",
    "MentionedPerson",
    "Particulars",
    "Place",
    "Reported",
    "Secrets",
    "Settings",
    "accept_as_case",
    "accept_into",
    "add_files",
    "annul_entry",
    "change_source",
    "correct",
    "create_source",
    "deal_with",
    "divide",
    "enter",
    "forward",
    "keep_tokens",
    "leave_out",
    "link",
    "look_now",
    "note_gone",
    "note_known",
    "note_look",
    "note_mail",
    "note_mailbox",
    "note_settled",
    "note_stumble",
    "propose",
    "receive",
    "return_for_completion",
    "take",
    "turn_away",
]
