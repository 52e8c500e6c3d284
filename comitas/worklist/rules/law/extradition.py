"""Limits of extradition by the European Convention. Both of 16(4) run from the arrest: 18 days, and 40 in all, not 18 and then 40.

They are never paused and never moved, and in doubt the earlier day counts.
"""

from comitas.cases.rules.families.extradition.states import GRANTED, UNDECIDED
from comitas.cases.rules.families.sought import GRANTED as TO_US
from comitas.cases.rules.families.sought import UNSENT, WAITING
from comitas.core.text import N_
from comitas.worklist.rules.limit import Limit, When, rows

ECE = ("ece",)

_OURS_WAITING = (*UNSENT, *WAITING)

LIMITS = rows(
    Limit(
        "ece-papers", 10, "calendar", "arrest",
        N_("See that the papers of part %(number)d are translated and on their way"),
        N_("Translation and courier take that long, and after 18 days the person may be released."), "ECE 16(4)",
        back=True, liberty=True, own=True, most=17, place="part",
        when=When(during=UNDECIDED, bases=ECE, side="", until="papers", before="ece-may-release"),
    ),
    Limit(
        "ece-may-release", 18, "calendar", "arrest",
        N_("See whether the papers of part %(number)d have come"),
        N_("Without them the person may be released 18 days after the arrest."), "ECE 16(4)",
        liberty=True, place="part", when=When(during=UNDECIDED, bases=ECE, side="", until="papers"),
    ),
    Limit(
        "ece-must-release", 40, "calendar", "arrest",
        N_("Release in part %(number)d, unless the papers have come"),
        N_("Provisional arrest never lasts more than 40 days from the arrest."), "ECE 16(4)",
        must=True, liberty=True, place="part", when=When(during=UNDECIDED, bases=ECE, side="", until="papers"),
    ),
    Limit(
        "arrest-ends", 0, "date", "arrest-ends",
        N_("Release in part %(number)d, unless the papers have come"),
        N_("It is the last day of provisional arrest by the treaty or by the court."),
        must=True, liberty=True, place="part", when=When(during=UNDECIDED, side="", until="papers"),
    ),
    Limit(
        "consent-told", 10, "calendar", "arrest",
        N_("Tell the other State whether the person in part %(number)d consents"),
        N_("It is told within ten days of the arrest."), "Third Additional Protocol to the ECE",
        must=True, liberty=True, place="part-days", when=When(during=UNDECIDED, bases=("ece-p3",), until="consent-told"),
    ),
    Limit(
        "surrender-may-release", 15, "calendar", "surrender-set",
        N_("See why the person in part %(number)d was not taken over"),
        N_("After 15 days from the day appointed the person may be released."), "ECE 18(4)",
        liberty=True, place="part", when=When(during=GRANTED, bases=ECE, until="surrendered"),
    ),
    Limit(
        "surrender-must-release", 30, "calendar", "surrender-set",
        N_("Release the person in part %(number)d, unless taken over"),
        N_("After 30 days from the day appointed the person is released."), "ECE 18(4)",
        must=True, liberty=True, place="part", when=When(during=GRANTED, bases=ECE, until="surrendered"),
    ),
    Limit(
        "surrender", 0, "date", "surrender-set",
        N_("Surrender the person in part %(number)d"), N_("It is the day appointed for surrender."),
        liberty=True, place="part", when=When(during=GRANTED, until="surrendered"),
    ),
    Limit(
        "temporary-return", 0, "date", "return-by",
        N_("The person of part %(number)d is to be back"),
        N_("The surrender was temporary, and that is the day of return."), "ECE 19(2)",
        must=True, liberty=True, alarms=(30, 7), place="part",
        when=When(side="", during=("temporarily-surrendered",)),
    ),
    Limit(
        "speciality", 45, "calendar", "discharged",
        N_("Speciality in part %(number)d ends"),
        N_("Who stays 45 days after the final discharge, though free to leave, loses the protection of speciality."),
        "ECE 14(1)(b)",
        must=True, liberty=True, place="part", when=When(bases=ECE, side="", during=("surrendered", "taken-over", *GRANTED)),
    ),
    Limit(
        "our-papers-ready", 10, "calendar", "arrest",
        N_("Send the request of part %(number)d: translated, certified, on its way"),
        N_("Translation and courier take that long, and after 18 days the person may be released."), "ECE 16(4)",
        back=True, liberty=True, own=True, most=17, place="part",
        when=When(during=_OURS_WAITING, bases=ECE, side="outgoing", until="papers", before="our-papers"),
    ),
    Limit(
        "our-papers", 18, "calendar", "arrest",
        N_("Have the request of part %(number)d with its documents in their hands"),
        N_("Without them the person may be released 18 days after the arrest."), "ECE 16(4)",
        liberty=True, place="part", when=When(during=_OURS_WAITING, bases=ECE, side="outgoing", until="papers"),
    ),
    Limit(
        "our-papers-last", 40, "calendar", "arrest",
        N_("Have the request of part %(number)d in their hands at the very last"),
        N_("Provisional arrest never lasts more than 40 days from the arrest."), "ECE 16(4)",
        must=True, liberty=True, place="part", when=When(during=_OURS_WAITING, bases=ECE, side="outgoing", until="papers"),
    ),
    Limit(
        "our-arrest-ends", 0, "date", "arrest-ends",
        N_("Have the request of part %(number)d in their hands at the very last"),
        N_("It is the last day of provisional arrest by the treaty or by the court."),
        must=True, liberty=True, place="part", when=When(during=_OURS_WAITING, side="outgoing", until="papers"),
    ),
    Limit(
        "take-over", 0, "date", "surrender-set",
        N_("Take over the person of part %(number)d"), N_("It is the day appointed for surrender."),
        liberty=True, place="part", when=When(during=TO_US, side="outgoing", until="surrendered"),
    ),
    Limit(
        "take-over-may-release", 15, "calendar", "surrender-set",
        N_("Take over the person of part %(number)d, who may be released"),
        N_("After 15 days from the day appointed the person may be released."), "ECE 18(4)",
        liberty=True, place="part", when=When(during=TO_US, bases=ECE, side="outgoing", until="surrendered"),
    ),
    Limit(
        "take-over-last", 30, "calendar", "surrender-set",
        N_("Take over the person of part %(number)d, who is released otherwise"),
        N_("After 30 days from the day appointed the person is released."), "ECE 18(4)",
        must=True, liberty=True, place="part", when=When(during=TO_US, bases=ECE, side="outgoing", until="surrendered"),
    ),
    Limit(
        "give-back", 0, "date", "return-by",
        N_("Give the person of part %(number)d back"),
        N_("The surrender to us was temporary, and that is the day of return."), "ECE 19(2)",
        must=True, liberty=True, alarms=(30, 7), place="part",
        when=When(side="outgoing", during=("here-for-a-time",)),
    ),
    Limit(
        "prosecution-submit", 14, "calendar", "standing",
        N_("Submit part %(number)d to our prosecutors"),
        N_("In place of the extradition of a national the case is submitted without undue delay."), "UNCAC 44(11), ECE 6(2)",
        own=True, place="part", when=When(during=("prosecution-due",)),
    ),
    Limit(
        "prosecution-report", 90, "calendar", "reported",
        N_("Tell the other State how the prosecution of part %(number)d goes"),
        N_("It was told nothing for that long of the proceedings that stand in place of extradition."), "UNCAC 44(11), ECE 6(2)",
        own=True, place="letter:prosecution-report", when=When(during=("with-prosecutors",)),
    ),
    Limit(
        "prosecution-result", 14, "calendar", "standing",
        N_("Tell the other State what came of part %(number)d"),
        N_("The requesting Party is informed of the result of its request."), "ECE 6(2)",
        must=True, own=True, place="letter:prosecution-result", when=When(during=("result-to-tell",)),
    ),
)  # fmt: skip
