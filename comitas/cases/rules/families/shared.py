"""States that mean the same in more than one family, and their words in the sentence of a case."""

from comitas.cases.rules.states import Forms, State
from comitas.cases.rules.words import ngettext
from comitas.core.text import N_

RECEIVED = State("received", N_("Not begun"), N_("Nobody has begun to examine this part."))
EXAMINING = State("examining", N_("Being examined"), N_("It is being examined whether what is asked can be given."))
INFORMATION_REQUESTED = State(
    "information-requested",
    N_("Waiting for the other State"),
    N_("The other State was asked for what is missing."),
    colour="ochre",
)
WITH_AUTHORITY = State("with-authority", N_("With the authority"), N_("An executing authority has it in hand."))
BEFORE_COURT = State("before-court", N_("Before the court"), N_("A court has to decide."), colour="ochre")
REFUSED = State("refused", N_("Refused"), N_("The central authority refused, with reasons."), "ended", "brick")
REFUSED_BY_COURT = State("refused-by-court", N_("Refused by a court"), N_("A court refused."), "ended", "brick")
RETURNED = State(
    "returned",
    N_("Returned for completion"),
    N_("It went back, because too much was missing to begin."),
    "ended",
    "ochre",
)
WITHDRAWN = State("withdrawn", N_("Withdrawn"), N_("The other State no longer needs it."), "ended", "moss")
LAPSED = State(
    "lapsed",
    N_("Ended otherwise"),
    N_("It ended without answer, refusal or withdrawal, for the reason given."),
    "ended",
    "ochre",
)

SAID_ENDED: dict[str, Forms] = {
    "refused": ngettext("%(n)d refused", "%(n)d refused"),
    "refused-by-court": ngettext("%(n)d refused by a court", "%(n)d refused by a court"),
    "returned": ngettext("%(n)d returned for completion", "%(n)d returned for completion"),
    "withdrawn": ngettext("%(n)d withdrawn", "%(n)d withdrawn"),
    "lapsed": ngettext("%(n)d ended otherwise", "%(n)d ended otherwise"),
}
SAID_HEARD: dict[str, Forms] = {
    "before-court": ngettext("%(n)d before the court", "%(n)d before a court"),
    "with-authority": ngettext("%(n)d with an authority", "%(n)d with authorities"),
    "information-requested": ngettext("%(n)d waiting for the other State", "%(n)d waiting for the other State"),
}
SAID_BEGINNING: dict[str, Forms] = {
    "examining": ngettext("%(n)d being examined", "%(n)d being examined"),
    "received": ngettext("%(n)d not begun", "%(n)d not begun"),
}
EXITS_ENDED = {"refused": "V6", "refused-by-court": "V7", "returned": "V9", "withdrawn": "V8", "lapsed": "V9"}
