"""The states of a part of an incoming request for extradition, and what can be asked in one."""

from comitas.cases.rules.families import shared
from comitas.cases.rules.states import State, by_code
from comitas.core.text import N_

PERSON = ("surrender", "sentence", "arrest")
"""Measures by which a person is wanted from us."""
PERMISSION = ("transit", "speciality")
"""Measures by which only a consent of ours is asked."""

STATES = by_code(
    (
        shared.RECEIVED,
        shared.EXAMINING,
        shared.INFORMATION_REQUESTED,
        shared.WITH_AUTHORITY,
        State(
            "papers-awaited",
            N_("Waiting for the papers"),
            N_("The person was arrested provisionally; the request with its documents has not come yet."),
            colour="ochre",
        ),
        shared.BEFORE_COURT,
        State("court-allowed", N_("Allowed by the court"), N_("The court allows it; it is not granted yet.")),
        State("granted", N_("Granted"), N_("It is granted, and not carried out yet.")),
        State("surrender-agreed", N_("Surrender agreed"), N_("Day and place of the surrender are agreed.")),
        State(
            "surrender-failed",
            N_("Surrender failed"),
            N_("The person was not handed over on the agreed day."),
            colour="brick",
        ),
        State(
            "surrender-postponed",
            N_("Surrender postponed"),
            N_("It is granted; the person is needed here first, for proceedings or a sentence."),
            colour="ochre",
        ),
        State(
            "temporarily-surrendered",
            N_("Temporarily surrendered"),
            N_("The person is there for a time, and comes back."),
            colour="ochre",
        ),
        State(
            "prosecution-due",
            N_("To be prosecuted here"),
            N_("Extradition of a national was refused; the case is owed to our own prosecutors without undue delay."),
            colour="brick",
        ),
        State("surrendered", N_("Surrendered"), N_("The person was handed over."), "ended", "moss"),
        State("carried-out", N_("Carried out"), N_("What was granted was done: consent or transit."), "ended", "moss"),
        shared.REFUSED,
        shared.REFUSED_BY_COURT,
        shared.RETURNED,
        shared.WITHDRAWN,
        shared.LAPSED,
    )
)
UNDECIDED = ("received", "examining", "information-requested", "with-authority", "papers-awaited", "before-court", "court-allowed")  # fmt: skip
GRANTED = ("granted", "surrender-agreed", "surrender-failed", "surrender-postponed")
REFUSALS = ("refused", "refused-by-court")
