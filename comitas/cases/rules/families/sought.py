"""The life of a part by which we want a person from another State: drafted and sent as any request of ours, then arrest, grant, hand-over.

What all requests of ours go through is taken from `outgoing`. When our request follows a provisional arrest there, a step says what is
asked now and the same part is drafted once more: so a person counts once. Sources: United Nations Convention against Corruption (UNCAC),
article 44(10) and (11); European Convention on Extradition (ECE), articles 12-16, 18, 19 and 21.
"""

from collections.abc import Iterable
from dataclasses import replace

from comitas.cases.rules.families import outgoing
from comitas.cases.rules.families.extradition import EXTRADITION
from comitas.cases.rules.families.extradition.states import PERMISSION, PERSON
from comitas.cases.rules.states import ARRIVES, SAME, Family, State, Step, steps_by_code
from comitas.cases.rules.words import ngettext
from comitas.core.text import N_

WAITING = ("sent", "acknowledged", "they-ask", "papers-due")
"""States in which the other State has a request of ours and has not granted it."""
GRANTED = ("granted-there", "surrender-agreed", "surrender-failed", "postponed-there")
ABROAD = (*WAITING, *GRANTED, "prosecution-claimed")
"""States in which the other State has it."""
HEARD = ("acknowledge", "receive-question", "be-refused", "be-arrested", "be-released", "be-granted", "be-postponed",
         "agree-surrender", "consent")  # fmt: skip
"""Steps by which something was heard of the other State."""
UNSENT = ("drafting", "with-requester", "in-review", "approved")
BOTH = ("surrender", "sentence")
MEANS = {"acknowledge": "reach-them"}
"""An acknowledgement of a request with its documents says that these have reached them, which ends the time of ECE 16(4)."""

_OWN = (
    State(
        "papers-due",
        N_("Papers due"),
        N_("The person is arrested there. Our request with its documents has to reach them in time."),
        colour="brick",
    ),
    State("granted-there", N_("Granted by them"), N_("The other State has granted it; it is not carried out yet."), colour="ochre"),
    State(
        "postponed-there",
        N_("Postponed by them"),
        N_("They have granted it; the person is needed there first, for proceedings or a sentence."),
        colour="ochre",
    ),
    State(
        "here-for-a-time",
        N_("Here for a time"),
        N_("The person was handed over to us for a time, and has to be given back."),
        colour="ochre",
    ),
    State(
        "prosecution-claimed",
        N_("Prosecution there is claimed"),
        N_("They refused because of nationality; we asked them to submit the case to their prosecutors."),
        colour="ochre",
    ),
    State("taken-over", N_("Handed over to us"), N_("The person was handed over to us."), "ended", "moss"),
    State(
        "prosecuted-there",
        N_("Prosecuted there instead"),
        N_("The other State told us what came of the proceedings against its national."),
        "ended",
        "moss",
    ),
)  # fmt: skip
_SHARED = ("surrender-agreed", "surrender-failed", "carried-out")
_LEFT = ("result-in-part", "result-in", "satisfied", "unsatisfied")
"""States of an answer on paper: a person is granted and handed over instead."""
STATES = {
    **{code: state for code, state in outgoing.STATES.items() if code not in _LEFT},
    **{code: EXTRADITION.states[code] for code in _SHARED},
    **{state.code: state for state in _OWN},
}


def _ours(code: str, *sources: str) -> Step:
    """A step of any request of ours; with *sources*, from these states here."""
    step = outgoing.STEPS[code]
    return replace(step, sources=sources) if sources else step


def _theirs(code: str, *sources: str) -> Step:
    """A step that an extradition has from the other side too, from *sources* here."""
    return replace(EXTRADITION.steps[code], sources=sources)


STEPS = steps_by_code(
    (
        *(_ours(code) for code in ("return-to-requester", "take-up-draft", "submit", "review", "return-draft", "approve", "send", "not-send")),
        replace(_ours("acknowledge"), measures=("arrest", *PERMISSION)),
        _ours("remind", *ABROAD),
        _ours("receive-question", "sent", "acknowledged", "papers-due", "granted-there"),
        replace(_ours("inform"), back_to=("acknowledged", "sent", "papers-due", "granted-there")),
        Step(
            "be-arrested",
            N_("Record the provisional arrest there"),
            N_("Arrested provisionally by the other State"),
            ("sent", "acknowledged", "they-ask"),
            "papers-due",
            doors=ARRIVES,
            may_have=("place", "their_number"),
            fills={"date": "arrested_on", "their_number": "their_number"},
            clears={"released_on": None},
            measures=("arrest",),
            holds=True,
        ),
        Step(
            "draft-papers",
            N_("Draft the request that follows the arrest"),
            N_("Request with its documents begun"),
            ("sent", "acknowledged", "they-ask", "papers-due"),
            "drafting",
            needs=("date", "asked_for"),
            fills={"asked_for": "measure"},
            measures=("arrest",),
        ),
        Step(
            "reach-them",
            N_("Record that our papers have reached them"),
            N_("Our request with its documents has reached the other State"),
            ("sent", "acknowledged", "they-ask"),
            "acknowledged",
            doors=ARRIVES,
            may_have=("their_number",),
            fills={"date": "papers_on", "their_number": "their_number"},
            measures=BOTH,
        ),
        _theirs("arrest", *UNSENT, *WAITING, *GRANTED),
        Step(
            "be-released",
            N_("Record that they released the person"),
            N_("Released by the other State"),
            (*UNSENT, *WAITING, *GRANTED),
            SAME,
            doors=ARRIVES,
            needs=("date", "reason"),
            fills={"date": "released_on"},
            measures=PERSON,
            holds=False,
        ),
        _theirs("consent", *UNSENT, *WAITING),
        _theirs("revoke-consent", *UNSENT, *WAITING, *GRANTED),
        Step(
            "be-granted",
            N_("Record that they grant it"),
            N_("Granted by the other State"),
            WAITING,
            "granted-there",
            doors=ARRIVES,
            may_have=("conditions", "their_number"),
            fills={"date": "granted_on", "conditions": "decision", "their_number": "their_number"},
        ),
        _theirs("agree-surrender", *GRANTED),
        _theirs("fail-surrender", "surrender-agreed"),
        Step(
            "be-postponed",
            N_("Record that they postpone the surrender"),
            N_("Surrender postponed by the other State"),
            ("granted-there", "surrender-agreed", "surrender-failed"),
            "postponed-there",
            doors=ARRIVES,
            needs=("date", "reason"),
            may_have=("review_on",),
            fills={"review_on": "review_on"},
            measures=PERSON,
        ),
        Step(
            "take-over",
            N_("Record that the person was taken over"),
            N_("Person taken over from the other State"),
            GRANTED,
            "taken-over",
            doors=ARRIVES,
            may_have=("place",),
            fills={"date": "surrendered_on"},
            measures=PERSON,
        ),
        Step(
            "take-over-for-a-time",
            N_("Record a temporary surrender to us"),
            N_("Person taken over for a time"),
            GRANTED,
            "here-for-a-time",
            needs=("date", "conditions", "return_by"),
            fills={"return_by": "return_by"},
            measures=PERSON,
        ),
        Step(
            "give-back",
            N_("Record that the person was given back"),
            N_("Person given back to the other State"),
            ("here-for-a-time",),
            "postponed-there",
            may_have=("place",),
            clears={"return_by": None},
            measures=PERSON,
        ),
        _theirs("carry-out", "granted-there"),
        _ours("be-refused", *WAITING, *GRANTED),
        Step(
            "claim-prosecution",
            N_("Record that we ask them to prosecute"),
            N_("The other State was asked to prosecute its national"),
            ("refused-abroad",),
            "prosecution-claimed",
            needs=("date", "channel"),
            may_have=("review_on",),
            fills={"review_on": "review_on"},
            measures=PERSON,
        ),
        Step(
            "hear-of-prosecution",
            N_("Record a report on the proceedings there"),
            N_("The other State reported on the proceedings"),
            ("prosecution-claimed",),
            SAME,
            doors=ARRIVES,
            needs=("date", "result"),
            may_have=("review_on",),
            fills={"result": "result", "review_on": "review_on"},
            measures=PERSON,
        ),
        Step(
            "end-of-prosecution",
            N_("Record the end of the proceedings there"),
            N_("Proceedings there have ended"),
            ("prosecution-claimed",),
            "prosecuted-there",
            doors=ARRIVES,
            needs=("date", "result"),
            fills={"result": "result"},
            measures=PERSON,
        ),
        _ours("ask-again", "refused-abroad"),
        _ours("recall", *ABROAD),
        _ours("end-abroad", *ABROAD),
        _ours("draft-anew"),
        _ours("go-on", "refused-abroad", "recalled", "ended-abroad", "carried-out", "taken-over", "prosecuted-there"),
    )
)  # fmt: skip

SOUGHT = Family(
    "sought",
    N_("Extradition to us"),
    STATES,
    STEPS,
    measures=(*PERSON, *PERMISSION),
    kinds=EXTRADITION.kinds,
    side="outgoing",
    begin="drafting",
    first={
        "drafting": ("submit",),
        "with-requester": ("take-up-draft",),
        "in-review": ("approve",),
        "approved": ("send",),
        "sent": ("be-arrested", "reach-them", "acknowledge"),
        "acknowledged": ("be-granted",),
        "they-ask": ("inform",),
        "papers-due": ("draft-papers",),
        "granted-there": ("agree-surrender", "carry-out"),
        "surrender-agreed": ("take-over",),
        "surrender-failed": ("agree-surrender",),
        "postponed-there": ("agree-surrender",),
        "here-for-a-time": ("give-back",),
        "prosecution-claimed": ("hear-of-prosecution",),
    },
    following={
        "papers-due": N_("Draft the request of part %(number)d and send it with its documents."),
        "surrender-agreed": N_("See to the hand-over in part %(number)d."),
        "granted-there": N_("Agree with them how what was granted in part %(number)d is carried out."),
        "surrender-failed": N_("Agree on a new day for the surrender in part %(number)d."),
        "postponed-there": N_("Ask when the person of part %(number)d can be handed over."),
        "here-for-a-time": N_("See to the return in part %(number)d."),
        "prosecution-claimed": N_("Ask what came of the proceedings in part %(number)d."),
        "they-ask": outgoing.OUTGOING.following["they-ask"],
        "drafting": outgoing.OUTGOING.following["drafting"],
        "with-requester": outgoing.OUTGOING.following["with-requester"],
        "in-review": outgoing.OUTGOING.following["in-review"],
        "approved": outgoing.OUTGOING.following["approved"],
        "sent": outgoing.OUTGOING.following["sent"],
        "acknowledged": N_("Wait for the decision on part %(number)d, or remind the other State."),
    },
    exits={
        "taken-over": "V4",
        "carried-out": "V4",
        "prosecuted-there": "V5",
        "refused-abroad": "V6",
        "recalled": "V8",
        "ended-abroad": "V9",
        "not-sent": "V9",
    },
    said={
        "taken-over": ngettext("%(n)d person taken over", "%(n)d persons taken over"),
        "carried-out": EXTRADITION.said["carried-out"],
        "prosecuted-there": ngettext("%(n)d prosecuted there", "%(n)d prosecuted there"),
        "refused-abroad": outgoing.OUTGOING.said["refused-abroad"],
        "recalled": outgoing.OUTGOING.said["recalled"],
        "not-sent": outgoing.OUTGOING.said["not-sent"],
        "ended-abroad": outgoing.OUTGOING.said["ended-abroad"],
        "papers-due": ngettext("%(n)d waits for our papers", "%(n)d wait for our papers"),
        "here-for-a-time": ngettext("%(n)d person here for a time", "%(n)d persons here for a time"),
        "surrender-failed": EXTRADITION.said["surrender-failed"],
        "surrender-agreed": EXTRADITION.said["surrender-agreed"],
        "postponed-there": ngettext("%(n)d postponed by them", "%(n)d postponed by them"),
        "granted-there": ngettext("%(n)d granted by them", "%(n)d granted by them"),
        "prosecution-claimed": ngettext("%(n)d to be prosecuted there", "%(n)d to be prosecuted there"),
        **{code: outgoing.OUTGOING.said[code] for code in
           ("they-ask", "acknowledged", "sent", "approved", "in-review", "with-requester", "drafting")},
    },
    ours=("papers-due", "surrender-agreed", "surrender-failed", "here-for-a-time", "granted-there", "they-ask", "approved", "in-review", "drafting"),
    in_hand=(),
    places={
        "drafting": (0, 0),
        "with-requester": (0, 1),
        "in-review": (1, 0),
        "approved": (2, 0),
        "sent": (3, 0),
        "acknowledged": (4, 0),
        "granted-there": (5, 0),
        "not-sent": (1, 1),
        "papers-due": (2, 1),
        "they-ask": (3, 1),
        "refused-abroad": (4, 1),
        "surrender-agreed": (5, 1),
        "recalled": (1, 2),
        "ended-abroad": (2, 2),
        "prosecution-claimed": (3, 2),
        "surrender-failed": (4, 2),
        "postponed-there": (5, 2),
        "carried-out": (1, 3),
        "prosecuted-there": (2, 3),
        "taken-over": (4, 3),
        "here-for-a-time": (5, 3),
    },
)  # fmt: skip


def kind_of(measures: Iterable[str]) -> str:
    """The kind of a request of ours that asks for *measures*: for a person where one is wanted, else for assistance."""
    wanted = set(measures) & set(SOUGHT.measures)
    if not wanted:
        return "request"
    return "provisional_arrest" if wanted == {"arrest"} else "extradition_request"
