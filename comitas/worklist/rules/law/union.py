"""Limits of the instruments of the European Union. Regulation 1182/71 says how they are counted, so that they roll; liberty does not.

Where only general knowledge gives a number, the authority may set another one.
"""

from comitas.cases.rules.families.extradition.states import GRANTED, UNDECIDED
from comitas.core.text import N_
from comitas.worklist.rules.limit import Limit, When, rows

TO_DECIDE = ("received", "examining", "information-requested")
TO_EXECUTE = ("accepted", "with-authority", "before-court", "postponed")
FREEZING, CONFISCATION = ("c", "j"), ("k",)

EIO = rows(
    Limit(
        "eio-acknowledge", 1, "weeks", "received",
        N_("Acknowledge the investigation order with Annex B"),
        N_("Whoever receives an order acknowledges it within one week."), "Directive 2014/41, 16(1)",
        roll="next", must=True, full_days=True, place="letter:acknowledgement",
    ),
    Limit(
        "eio-acknowledge-executing", 1, "weeks", "executing-received",
        N_("See that the executing authority acknowledges part %(number)d"),
        N_("It too acknowledges within one week of its own receipt."), "Directive 2014/41, 16(1)",
        roll="next", must=True, full_days=True, place="part-days",
        when=When(bases=("eio",), until="executing-acknowledged"),
    ),
    Limit(
        "eio-recognise", 30, "calendar", "executing",
        N_("Decide on recognition of part %(number)d"),
        N_("The decision is taken within 30 days of receipt by the competent executing authority."),
        "Directive 2014/41, 12(3)",
        roll="next", must=True, full_days=True, place="part",
        when=When(bases=("eio",), during=TO_DECIDE, delayed=False),
    ),
    Limit(
        "eio-recognise-longer", 60, "calendar", "executing",
        N_("Decide on recognition of part %(number)d"),
        N_("With a reasoned notice of delay, at most 30 days are added to the first 30."), "Directive 2014/41, 12(5)",
        roll="next", must=True, full_days=True, place="part",
        when=When(bases=("eio",), during=TO_DECIDE, delayed=True),
    ),
    Limit(
        "eio-execute", 90, "calendar", "decided",
        N_("Have part %(number)d executed"),
        N_("The measure is carried out within 90 days of the decision; where that cannot be, both authorities consult."),
        "Directive 2014/41, 12(4)",
        roll="next", must=True, full_days=True, pause=("postponed",), place="part",
        when=When(bases=("eio",), during=TO_EXECUTE),
    ),
)  # fmt: skip
FREEZING_AND_CONFISCATION = rows(
    Limit(
        "freeze-decide", 48, "hours", "executing",
        N_("Decide on recognition of the freezing order in part %(number)d"),
        N_("Where immediate freezing is necessary, the decision is taken within 48 hours of receipt by the executing authority."),
        "Regulation 2018/1805, 9(3)",
        must=True, place="part",
        when=When(bases=("eu-freezing",), measures=FREEZING, urgent=True, during=TO_DECIDE, until="decided"),
    ),
    Limit(
        "freeze-execute", 48, "hours", "decided",
        N_("Freeze, as decided in part %(number)d"),
        N_("Within 48 hours of the decision the executing authority takes the measures that it needs."),
        "Regulation 2018/1805, 9(3)",
        must=True, place="part",
        when=When(bases=("eu-freezing",), measures=FREEZING, urgent=True, during=TO_EXECUTE),
    ),
    Limit(
        "confiscate-decide", 45, "calendar", "executing",
        N_("Decide on recognition of the confiscation order in part %(number)d"),
        N_("The decision is taken within 45 days of receipt by the executing authority."), "Regulation 2018/1805, 20",
        roll="next", must=True, full_days=True, place="part",
        when=When(bases=("eu-freezing",), measures=CONFISCATION, during=TO_DECIDE),
    ),
    Limit(
        "confiscate-execute", 90, "calendar", "decided",
        N_("Have the confiscation of part %(number)d executed"), N_("Execution follows within 90 days of the decision."),
        "Regulation 2018/1805, 20",
        roll="next", own=True, pause=("postponed",), place="part",
        when=When(bases=("eu-freezing",), measures=CONFISCATION, during=TO_EXECUTE),
    ),
)  # fmt: skip
E_EVIDENCE = rows(
    Limit(
        "evidence-object", 10, "calendar", "executing",
        N_("Object to the production order in part %(number)d, or let it pass"),
        N_("The enforcing authority has ten days from its receipt of the notification."), "Regulation 2023/1543, 12",
        roll="next", must=True, full_days=True, place="part",
        when=When(bases=("e-evidence",), urgent=False, during=TO_DECIDE),
    ),
    Limit(
        "evidence-object-urgent", 96, "hours", "executing",
        N_("Object to the production order in part %(number)d, or let it pass"),
        N_("In an emergency the enforcing authority has 96 hours from its receipt of the notification."),
        "Regulation 2023/1543, 12",
        must=True, place="part",
        when=When(bases=("e-evidence",), urgent=True, during=TO_DECIDE),
    ),
    Limit(
        "evidence-produce", 10, "calendar", "executing-received",
        N_("See whether the provider produced the data of part %(number)d"),
        N_("The provider has ten days from its receipt of the order."), "Regulation 2023/1543, 10",
        roll="next", must=True, full_days=True, place="part",
        when=When(bases=("e-evidence",), side="outgoing", urgent=False),
    ),
    Limit(
        "evidence-produce-urgent", 8, "hours", "executing-received",
        N_("See whether the provider produced the data of part %(number)d"),
        N_("In an emergency the provider has eight hours from its receipt of the order."), "Regulation 2023/1543, 10",
        must=True, place="part",
        when=When(bases=("e-evidence",), side="outgoing", urgent=True),
    ),
)  # fmt: skip
EAW = rows(
    Limit(
        "eaw-decide", 60, "calendar", "arrest",
        N_("Decide on the surrender in part %(number)d"), N_("The final decision is taken within 60 days of the arrest."),
        "Framework Decision 2002/584, 17(3)",
        must=True, liberty=True, place="part",
        when=When(bases=("eaw",), during=UNDECIDED, until="consented", delayed=False),
    ),
    Limit(
        "eaw-decide-longer", 90, "calendar", "arrest",
        N_("Decide on the surrender in part %(number)d"),
        N_("With a notice that gives the reasons, 30 days are added to the first 60."),
        "Framework Decision 2002/584, 17(4)",
        must=True, liberty=True, place="part",
        when=When(bases=("eaw",), during=UNDECIDED, until="consented", delayed=True),
    ),
    Limit(
        "eaw-consented", 10, "calendar", "consented",
        N_("Decide on the surrender in part %(number)d"), N_("Where the person consents, the decision follows within 10 days."),
        "Framework Decision 2002/584, 17(2)",
        liberty=True, own=True, place="part",
        when=When(bases=("eaw",), during=UNDECIDED),
    ),
    Limit(
        "eaw-surrender", 10, "calendar", "granted",
        N_("Surrender the person in part %(number)d"), N_("Surrender follows within 10 days of the final decision."),
        "Framework Decision 2002/584, 23(2)",
        liberty=True, own=True, place="part",
        when=When(bases=("eaw",), during=GRANTED, until="surrendered"),
    ),
)  # fmt: skip
