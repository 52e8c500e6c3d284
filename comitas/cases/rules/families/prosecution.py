"""The prosecution that is owed in place of the extradition of a national: submitted without delay, reported on, and its result told.

Sources: United Nations Convention against Corruption (UNCAC), article 44(11): submit the case without undue delay, decide as in any
grave offence, cooperate on procedure and evidence; European Convention on Extradition (ECE), article 6(2): the requesting Party is
informed of the result of its request.
"""

from comitas.cases.rules.families import shared
from comitas.cases.rules.families.extradition import EXTRADITION
from comitas.cases.rules.states import ARRIVES, LETTER, SAME, Family, State, Step, by_code, steps_by_code
from comitas.cases.rules.words import ngettext
from comitas.core.text import N_

KIND = "prosecution_here"
"""The kind of such a case. Nothing that arrives is called so: it is opened from an extradition."""
RUNNING = ("with-prosecutors",)

STATES = by_code(
    (
        EXTRADITION.states["prosecution-due"],
        State(
            "with-prosecutors",
            N_("With our prosecutors"),
            N_("It was submitted to our prosecutors; the other State is told how it goes."),
        ),
        State(
            "result-to-tell",
            N_("Result to be told"),
            N_("The proceedings have ended, or were not begun. The other State has not been told yet."),
            colour="brick",
        ),
        State("result-told", N_("Result told"), N_("The other State was told what came of it."), "ended", "moss"),
        shared.LAPSED,
    )
)

STEPS = steps_by_code(
    (
        Step(
            "submit-here",
            N_("Record the submission to our prosecutors"),
            N_("Submitted to our prosecutors"),
            ("prosecution-due",),
            "with-prosecutors",
            doors=ARRIVES,
            needs=("date", "authority"),
            may_have=("their_number",),
            fills={"date": "submitted_on", "authority": "executing_id", "their_number": "their_number"},
        ),
        Step(
            "not-submit",
            N_("Record why it is not submitted"),
            N_("Not submitted to our prosecutors"),
            ("prosecution-due",),
            "result-to-tell",
            "case:decide",
            needs=("date", "reason"),
            fills={"reason": "decision"},
        ),
        Step(
            "report-progress",
            N_("Record that the other State was told how it goes"),
            N_("The other State was told how the prosecution goes"),
            RUNNING,
            SAME,
            doors=LETTER,
            needs=("date", "channel"),
            may_have=("review_on",),
            fills={"review_on": "review_on"},
        ),
        Step(
            "end-prosecution",
            N_("Record how the proceedings ended"),
            N_("The proceedings have ended"),
            RUNNING,
            "result-to-tell",
            doors=ARRIVES,
            needs=("date", "result"),
            may_have=("their_number",),
            fills={"result": "result", "their_number": "their_number"},
            clears={"review_on": None},
        ),
        Step(
            "tell-result",
            N_("Record that the result was told"),
            N_("Result told to the other State"),
            ("result-to-tell",),
            "result-told",
            "letter:send",
            doors=LETTER,
            needs=("date", "channel"),
            fills={"date": "answered_on"},
        ),
        Step(
            "lapse",
            N_("End it for another reason"),
            N_("Ended otherwise"),
            ("prosecution-due", "with-prosecutors", "result-to-tell"),
            "lapsed",
            "case:decide",
            needs=("date", "reason"),
        ),
        Step(
            "resume",
            N_("Reopen"),
            N_("Reopened"),
            ("result-told", "lapsed"),
            "with-prosecutors",
            "case:decide",
            needs=("date", "reason"),
            clears={"answered_on": None},
        ),
    )
)

PROSECUTION = Family(
    "prosecution",
    N_("Prosecution here in place of extradition"),
    STATES,
    STEPS,
    measures=("prosecute",),
    kinds=(KIND,),
    begin="prosecution-due",
    first={
        "prosecution-due": ("submit-here",),
        "with-prosecutors": ("report-progress",),
        "result-to-tell": ("tell-result",),
    },
    following={
        "prosecution-due": EXTRADITION.following["prosecution-due"],
        "with-prosecutors": N_("Ask our prosecutors about part %(number)d, and tell the other State."),
        "result-to-tell": N_("Tell the other State what came of part %(number)d."),
    },
    exits={"result-told": "V4", "lapsed": "V9"},
    said={
        "result-told": ngettext("%(n)d result told", "%(n)d results told"),
        "lapsed": shared.SAID_ENDED["lapsed"],
        "prosecution-due": EXTRADITION.said["prosecution-due"],
        "result-to-tell": ngettext("%(n)d result to be told", "%(n)d results to be told"),
        "with-prosecutors": ngettext("%(n)d with our prosecutors", "%(n)d with our prosecutors"),
    },
    ours=("prosecution-due", "result-to-tell"),
    in_hand=RUNNING,
    places={
        "prosecution-due": (0, 0),
        "with-prosecutors": (1, 0),
        "result-to-tell": (2, 0),
        "result-told": (3, 0),
        "lapsed": (1, 1),
    },
)
