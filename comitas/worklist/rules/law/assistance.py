"""Limits of assistance by the Convention against Corruption, the European Convention on Mutual Assistance and the Convention on Cybercrime.

Numbers that no treaty gives are the authority's to set: 46(24) says "reasonable", 55(8) "wherever possible".
"""

from comitas.cases.rules.families.assistance import STATES
from comitas.core.text import N_
from comitas.worklist.rules.limit import Limit, When, rows

TRAVELS = ("a", "h")

LIMITS = rows(
    Limit(
        "status-query", 14, "calendar", "status-asked",
        N_("Say where the matter stands"), N_("The other State asked, and a reasonable query is answered."), "UNCAC 46(24)",
        own=True, place="told",
    ),
    Limit(
        "barred", 0, "date", "barred",
        N_("Answer before the offence becomes time-barred"), N_("After that day the other State can no longer prosecute."),
        alarms=(60, 30, 7),
    ),
    Limit(
        "safe-conduct", 15, "calendar", "no-longer-needed",
        N_("Safe conduct in part %(number)d ends"),
        N_("It ends after fifteen consecutive days with an opportunity to leave, counted from the official notice."),
        "UNCAC 46(27), ECMA 12(3)",
        must=True, liberty=True, place="part", when=When(measures=TRAVELS, side="", during=tuple(STATES), until="left"),
    ),
    Limit(
        "hearing", 0, "date", "hearing",
        N_("Follow the hearing of part %(number)d"), N_("The hearing or appearance is on that day."),
        alarms=(7,), place="part", when=When(side=""),
    ),
    Limit(
        "hearing-ready", 10, "working", "hearing",
        N_("Have everything for the hearing of part %(number)d in place"),
        N_("Service, interpreter, connection and papers are ready that long before the hearing."),
        back=True, own=True, place="part", when=When(side=""),
    ),
    Limit(
        "summons", 50, "calendar", "hearing",
        N_("See whether the summons came in time"),
        N_("By declaration a summons on an accused must be there that long before the hearing."), "ECMA 7(3)",
        back=True, own=True, most=50, on=False, place="part",
    ),
    Limit(
        "person-back-ready", 14, "calendar", "return-by",
        N_("Arrange the return of the person who was transferred"),
        N_("Escort, route and handing over are agreed that long before the day of return."), "UNCAC 46(11)(b)",
        back=True, own=True, liberty=True, place="entry-prisoner",
    ),
    Limit(
        "lift-hear", 14, "calendar", "lifting",
        N_("Give the other State the opportunity to say why the measure of part %(number)d should stay"),
        N_("Wherever possible it is heard before a provisional measure is lifted."), "UNCAC 55(8)",
        back=True, own=True, place="part",
        when=When(measures=("c", "j", "k")),
    ),
    Limit(
        "preserved", 60, "calendar", "preserved",
        N_("See whether the data preserved for part %(number)d are asked for"),
        N_("Data are preserved for at least sixty days, so that a request can follow."), "Convention on Cybercrime 29(7)",
        own=True, alarms=(7,), place="part", when=When(bases=("budapest",), side=""),
    ),
    Limit(
        "silent-state", 30, "calendar", "asked",
        N_("Ask the other State again about part %(number)d"), N_("It was asked for information, and nothing came."),
        own=True, place="part", when=When(during=("information-requested",)),
    ),
    Limit(
        "silent-authority", 60, "calendar", "with-authority",
        N_("Ask the authority again about part %(number)d"), N_("It has the part in hand, and nothing was heard of it."),
        own=True, place="part", when=When(during=("with-authority",)),
    ),
    Limit(
        "target", 120, "calendar", "received",
        N_("Finish part %(number)d"), N_("Your authority wants requests answered within that time."),
        own=True, on=False, pause=("information-requested", "postponed"), place="part", when=When(),
    ),
)  # fmt: skip
