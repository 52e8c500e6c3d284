"""The life of a part of an incoming request for assistance, as two tables: the states and the steps between them.

The tables make the buttons on the page, the diagram in the handbook and the tests. A part changes its state by
`steps.take` alone.
"""

from dataclasses import dataclass, field

from comitas.core.text import N_

BACK = "<back>"
"""As the state after a step: the state from which the part came into the present one."""
SAME = "<same>"
"""As the state after a step: the part stays where it is, and what happened is recorded."""


@dataclass(frozen=True, slots=True)
class State:
    """`stage` is open or ended; `tag` the word in a table, `sentence` what it means; `colour` a name of the palette."""

    code: str
    tag: str
    sentence: str
    stage: str = "open"
    colour: str = "sea"


STATES: dict[str, State] = {
    row.code: row
    for row in (
        State("received", N_("Not begun"), N_("Nobody has begun to examine this part.")),
        State("examining", N_("Being examined"), N_("It is being examined whether the assistance can be given.")),
        State(
            "information-requested",
            N_("Waiting for the other State"),
            N_("The other State was asked for what is missing."),
            colour="ochre",
        ),
        State("accepted", N_("Accepted"), N_("The assistance will be given; it has not gone to an authority yet.")),
        State("with-authority", N_("With the authority"), N_("An executing authority has it in hand.")),
        State("before-court", N_("Before the court"), N_("A court has to decide."), colour="ochre"),
        State("postponed", N_("Postponed"), N_("It waits, for reasons that were given."), colour="ochre"),
        State("ready", N_("Ready to send"), N_("The result is here and goes into the answer.")),
        State("partial", N_("Partial answer sent"), N_("Some of it was sent; the rest is still open.")),
        State("answered", N_("Answered"), N_("The answer was sent."), "ended", "moss"),
        State(
            "answered-in-part",
            N_("Answered in part"),
            N_("Some of it was sent, and no more will come."),
            "ended",
            "moss",
        ),
        State("refused", N_("Refused"), N_("The central authority refused, with reasons."), "ended", "brick"),
        State("refused-by-court", N_("Refused by a court"), N_("A court refused."), "ended", "brick"),
        State(
            "returned",
            N_("Returned for completion"),
            N_("It went back, because too much was missing to begin."),
            "ended",
            "ochre",
        ),
        State("withdrawn", N_("Withdrawn"), N_("The other State no longer needs it."), "ended", "moss"),
        State(
            "lapsed",
            N_("Ended otherwise"),
            N_("It ended without answer, refusal or withdrawal, for the reason given."),
            "ended",
            "ochre",
        ),
    )
}

OPEN = tuple(code for code, state in STATES.items() if state.stage == "open")
ENDED = tuple(code for code, state in STATES.items() if state.stage == "ended")
AFTER_ACCEPTANCE = ("accepted", "with-authority", "before-court", "ready", "partial")


@dataclass(frozen=True, slots=True)
class Step:
    """A move: from any state of `sources` to `target`.

    `verb` is the button, `happened` the line of the timeline. `permission` is what the actor holds. `doors`: officer (a
    form on the case page), drafting (a letter recorded as sent), intake (something that arrived), exchange (a
    consignment). `needs` and `may_have` are names of `words.FIELDS`; `gates` are names of `gates.GATES`.
    """

    code: str
    verb: str
    happened: str
    sources: tuple[str, ...]
    target: str
    permission: str = "case:work"
    doors: tuple[str, ...] = ("officer",)
    needs: tuple[str, ...] = ("date",)
    may_have: tuple[str, ...] = ()
    gates: tuple[str, ...] = field(default=())


LETTER = ("officer", "drafting")
ARRIVES = ("officer", "intake")

_TABLE = (
    Step("examine", N_("Begin the examination"), N_("Examination begun"), ("received",), "examining"),
    Step(
        "ask",
        N_("Ask for what is missing"),
        N_("Information requested"),
        ("received", "examining", *AFTER_ACCEPTANCE),
        "information-requested",
        doors=LETTER,
        needs=("date", "asked"),
        may_have=("review_on",),
    ),
    Step(
        "receive-information",
        N_("Record the information received"),
        N_("Information received"),
        ("information-requested",),
        BACK,
        doors=ARRIVES,
    ),
    Step(
        "consult",
        N_("Record a consultation"),
        N_("Other State consulted"),
        tuple(code for code in OPEN if code != "received"),
        SAME,
        doors=("officer", "drafting", "intake"),
        needs=("date", "with_whom", "reason"),
        may_have=("review_on",),
    ),
    Step(
        "accept",
        N_("Accept for execution"),
        N_("Accepted"),
        ("received", "examining"),
        "accepted",
        may_have=("conditions",),
    ),
    Step(
        "transmit",
        N_("Transmit to the executing authority"),
        N_("Transmitted to the executing authority"),
        ("accepted", "with-authority", "partial"),
        "with-authority",
        doors=LETTER,
        needs=("date", "authority"),
        may_have=("their_number", "review_on"),
    ),
    Step(
        "take-back",
        N_("Take it back from the authority"),
        N_("Taken back from the authority"),
        ("with-authority",),
        "accepted",
        doors=ARRIVES,
        needs=("date", "reason"),
    ),
    Step(
        "hand-back",
        N_("Hand it back to the central authority"),
        N_("Handed back by the authority"),
        ("with-authority",),
        "accepted",
        "part:execute",
        needs=("date", "reason"),
    ),
    Step(
        "go-to-court",
        N_("Record that it is before a court"),
        N_("Before the court"),
        ("accepted", "with-authority", "partial"),
        "before-court",
        doors=ARRIVES,
        needs=("date", "court"),
        may_have=("their_number",),
    ),
    Step(
        "appeal",
        N_("Record an appeal"),
        N_("Appeal lodged"),
        ("with-authority", "before-court", "ready"),
        "before-court",
        doors=ARRIVES,
        needs=("date", "court", "suspensive"),
        may_have=("their_number",),
    ),
    Step(
        "court-allows",
        N_("Record that the court allows it"),
        N_("Allowed by the court"),
        ("before-court",),
        "with-authority",
        doors=ARRIVES,
        needs=("date", "decision", "suspensive"),
        may_have=("remedy_until", "final_on"),
    ),
    Step(
        "court-refuses",
        N_("Record that the court refuses it"),
        N_("Refused by the court"),
        ("with-authority", "before-court"),
        "refused-by-court",
        doors=ARRIVES,
        needs=("date", "court", "decision", "reason"),
        may_have=("remedy_until", "final_on"),
    ),
    Step(
        "become-final",
        N_("Record that the decision is final"),
        N_("Decision final"),
        ("with-authority", "ready", "before-court", "refused-by-court"),
        SAME,
        doors=ARRIVES,
        needs=("date", "final_on"),
    ),
    Step(
        "postpone",
        N_("Postpone"),
        N_("Postponed"),
        ("examining", "accepted", "with-authority", "before-court", "partial"),
        "postponed",
        "case:decide",
        needs=("date", "ground", "reason", "review_on"),
        gates=("reasons", "consultation"),
    ),
    Step("resume", N_("Take it up again"), N_("Taken up again"), ("postponed",), BACK),
    Step(
        "record-result",
        N_("Record the result"),
        N_("Result received"),
        ("accepted", "with-authority", "before-court", "partial"),
        "ready",
        doors=ARRIVES,
        needs=("date", "result"),
        may_have=("their_number",),
    ),
    Step(
        "report-result",
        N_("Report the result"),
        N_("Result reported by the authority"),
        ("with-authority",),
        "ready",
        "part:execute",
        needs=("date", "result"),
        may_have=("their_number",),
    ),
    Step(
        "answer",
        N_("Record the answer as sent"),
        N_("Answered"),
        ("ready",),
        "answered",
        "letter:send",
        LETTER,
        needs=("date", "channel"),
        gates=("remedy",),
    ),
    Step(
        "answer-partly",
        N_("Record the partial answer as sent"),
        N_("Partial answer sent"),
        ("ready",),
        "partial",
        "letter:send",
        LETTER,
        needs=("date", "channel", "still_open"),
        gates=("remedy",),
    ),
    Step(
        "end-partial",
        N_("Record that no more will come"),
        N_("Answered in part"),
        ("partial",),
        "answered-in-part",
        "case:decide",
        needs=("date", "reason"),
        gates=("reasons",),
    ),
    Step(
        "refuse",
        N_("Refuse"),
        N_("Refused"),
        OPEN,
        "refused",
        "case:decide",
        needs=("date", "ground", "reason"),
        gates=("reasons", "forbidden", "assistance-due", "consultation"),
    ),
    Step(
        "return",
        N_("Return for completion"),
        N_("Returned for completion"),
        ("received", "examining", "information-requested"),
        "returned",
        doors=("officer", "drafting", "intake"),
        needs=("date", "missing"),
    ),
    Step(
        "forward",
        N_("Forward to the competent authority"),
        N_("Forwarded to the competent authority"),
        ("received", "examining", "information-requested", "accepted", "postponed"),
        "lapsed",
        doors=LETTER,
        needs=("date", "authority"),
    ),
    Step(
        "withdraw",
        N_("Record that it is withdrawn"),
        N_("Withdrawn"),
        OPEN,
        "withdrawn",
        doors=("officer", "intake", "exchange"),
    ),
    Step(
        "lapse",
        N_("End it for another reason"),
        N_("Ended otherwise"),
        OPEN,
        "lapsed",
        "case:decide",
        needs=("date", "reason"),
    ),
    Step(
        "complete",
        N_("Take up the completed request"),
        N_("Completed request taken up"),
        ("returned",),
        "examining",
        doors=ARRIVES,
    ),
    Step(
        "reopen",
        N_("Reopen"),
        N_("Reopened"),
        tuple(code for code in ENDED if code != "returned"),
        "examining",
        "case:decide",
        needs=("date", "reason"),
    ),
)
STEPS: dict[str, Step] = {step.code: step for step in _TABLE}

CORRECT = Step(
    "correct",
    N_("Correct a step"),
    N_("Step corrected"),
    tuple(STATES),
    BACK,
    needs=("date", "corrects", "reason"),
)
"""The correcting step.

It names the last step that stands, restores the state before it and needs the permission of that step.
"""
