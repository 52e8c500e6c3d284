"""What a day that an entry waits for asks of the officer: what to do, why, and whether somebody's liberty hangs on it.

Sources: ECMA 6(2), 7; UNCAC 46(10)-(12), 46(28), 55(8).
"""

from dataclasses import dataclass

from comitas.core.text import N_

HORIZON = 60
"""Days ahead within which a day is shown on the case's first page: the earliest alarm of a freeze."""


@dataclass(frozen=True, slots=True)
class Asks:
    """`what` begins with a verb; `why` says what that day is, and `article` where that is written ("" for practice)."""

    what: str
    why: str
    article: str = ""
    liberty: bool = False


SAID: dict[str, Asks] = {
    "item-back": Asks(N_("Give the thing back"), N_("On that day it is wanted back."), "ECMA 6(2)"),
    "paper-due": Asks(N_("Get the certified copy, apostille or legalisation"), N_("It is wanted by that day.")),
    "translation-due": Asks(N_("See that the translation comes"), N_("On that day the translation is due.")),
    "cost-answer": Asks(
        N_("See whether the other State agrees to the costs"),
        N_("It was consulted about a substantial or extraordinary cost; its answer is wanted by that day."),
        "UNCAC 46(28)",
    ),
    "decision-remedy": Asks(
        N_("See whether the court’s decision was appealed"), N_("On that day the remedy against the decision ends.")
    ),
    "freeze-lapse": Asks(
        N_("Renew the freeze"),
        N_("The order lapses. Before a freeze ends, the other State may say why it should go on."),
        "UNCAC 55(8)",
    ),
    "serve-by": Asks(N_("Serve the documents"), N_("After that day service is of no use for the hearing."), "ECMA 7"),
    "custody-review": Asks(
        N_("Follow the custody review"), N_("On that day it is decided whether the custody goes on."), liberty=True
    ),
    "prisoner-back": Asks(
        N_("See that the person transferred is back"),
        N_("On that day the person must be back in the other State’s custody."),
        "UNCAC 46(11)",
        liberty=True,
    ),
    "sentence-end": Asks(
        N_("Follow the end of the sentence"), N_("On that day the sentence of a person held ends."), liberty=True
    ),
    "call-follow-up": Asks(N_("Do what was to follow a phone call"), N_("The note of the call says what.")),
}
