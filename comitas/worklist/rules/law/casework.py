"""Limits of everyday work on a request: receipt, answers, dates that were given."""

from comitas.core.text import N_
from comitas.worklist.rules.limit import Limit, rows

LIMITS = rows(
    Limit(
        "acknowledge", 7, "calendar", "received",
        N_("Acknowledge the request"), N_("Requests are acknowledged within 7 days of receipt."),
        own=True, place="letter:acknowledgement",
    ),
    Limit(
        "confirm-oral", 2, "working", "received",
        N_("Ask for the request in writing"), N_("An oral request is confirmed in writing forthwith."), "UNCAC 46(14)",
        own=True, place="letter:information-request",
    ),
    Limit(
        "answer", 0, "date", "wanted",
        N_("Answer the request"), N_("Wanted by the other State by that day; it gave no reason."), "UNCAC 46(24)",
    ),
    Limit(
        "person-request", 1, "months", "received",
        N_("Answer the person who asks about data"),
        N_("A person is answered within a month of receipt, unless your law says otherwise."), "GDPR 12(3)",
        must=True, switch=True, place="person-request",
    ),
    Limit(
        "answer-part", 0, "date", "wanted",
        N_("Answer part %(number)d"), N_("Wanted by the other State by that day; it gave no reason."), "UNCAC 46(24)",
        place="part",
    ),
    Limit(
        "review", 0, "date", "set",
        N_("Look at part %(number)d again"), N_("You set that day when you recorded the last step."),
        place="part",
    ),
    Limit(
        "remedy", 0, "date", "decided",
        N_("See whether part %(number)d was appealed"),
        N_("On that day the remedy against the court’s decision ends."),
        place="part",
    ),
    Limit(
        "custody", 0, "date", "set",
        N_("Follow the custody review"), N_("A person is held; on that day it is decided whether that goes on."),
        liberty=True, place="custody",
    ),
)  # fmt: skip
