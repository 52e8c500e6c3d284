"""Dates of what carrying a request out needs: things, papers, translations, costs, decisions, freezes, service, persons held, calls.

Each is a day that an officer or a court has set; what it asks is said once, in `execution.rules.dates`.
"""

from comitas.execution.rules import freezes
from comitas.execution.rules.dates import SAID
from comitas.worklist.rules.limit import Limit, rows

PLACES: dict[str, str] = {
    "item-back": "entry-item",
    "paper-due": "entry-paper",
    "translation-due": "entry-translation",
    "cost-answer": "entry-cost",
    "decision-remedy": "entry-decision",
    "freeze-lapse": "entry-freeze",
    "serve-by": "entry-service",
    "prisoner-back": "entry-prisoner",
    "sentence-end": "entry-prisoner",
    "call-follow-up": "call",
}
"""The screen on which each is done. The custody review is a date of the person, which `casework` tells of."""
BINDING = ("item-back", "freeze-lapse", "serve-by", "prisoner-back", "sentence-end")
ALARMS = {"freeze-lapse": freezes.ALARMS}

LIMITS = rows(
    *(
        Limit(
            code, 0, "date", "set", SAID[code].what, SAID[code].why, SAID[code].article, must=code in BINDING,
            liberty=SAID[code].liberty, alarms=ALARMS.get(code, ()), place=place,
        )
        for code, place in PLACES.items()
    )
)  # fmt: skip
