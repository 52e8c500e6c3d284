"""The kinds of letters: to whom, about which parts, and which step recording one as sent takes.

Sources: United Nations Convention against Corruption (UNCAC), articles 46 and 55; European Convention on Mutual Assistance in
Criminal Matters (ECMA), article 18; Directive 2014/41/EU regarding the European Investigation Order (EIO), article 12.
"""

from dataclasses import dataclass

from comitas.cases.rules import families
from comitas.cases.rules.families import OPEN, sources
from comitas.core.text import N_

LANGUAGES = {"en": N_("English"), "fr": N_("French")}
BLANK = "[…]"
"""Stands in a filled letter where only the officer knows what to write. No letter leaves with one."""

REQUESTING, EXECUTING, COMPETENT, PERSON = "requesting", "executing", "competent", "person"
ASKED, REQUESTER = "asked", "requester"
TO: dict[str, str] = {
    REQUESTING: N_("To the other State"),
    EXECUTING: N_("To an executing authority"),
    COMPETENT: N_("To the competent authority"),
    ASKED: N_("To the State that we ask"),
    REQUESTER: N_("To the authority at home that asks"),
    PERSON: N_("To a person"),
}
AT_HOME = (EXECUTING, COMPETENT, REQUESTER)
STATES = (REQUESTING, ASKED)
"""Addressees in another State, who are told something by the letter."""

ABROAD = N_("Accept, Sir or Madam, the assurances of our highest consideration.")
HERE = N_("Yours faithfully,")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of letter.

    `to` is a key of `TO`. `about_parts`: whether it names parts of the case; `states` and `measures`: which ones, all where
    empty. `step`: the step of `cases` that recording it as sent takes for each of them, "" for none. `gives`: it carries
    evidence or information on. `asks`: fields without which it does not go; `offers`: fields that it may have. `bare`:
    nothing of any case may stand in it. `side`: of the cases that have such letters, both where empty.
    """

    code: str
    name: str
    hint: str
    to: str = REQUESTING
    about_parts: bool = True
    step: str = ""
    gives: bool = False
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    bare: bool = False
    side: str = "incoming"

    def of(self, side: str) -> bool:
        """Whether a case of *side* has such letters."""
        return self.side in ("", side)

    @property
    def at_home(self) -> bool:
        """Whether it goes to an authority of ours."""
        return self.to in AT_HOME

    @property
    def closing(self) -> str:
        """The sentence before the signature."""
        return ABROAD if self.to in STATES else HERE

    def takes(self, field: str) -> bool:
        """Whether *field* ("still_open", "answer_by", "expected_on") is one of this letter."""
        return field in self.asks or field in self.offers


FREEZING = ("c", "j", "k")
"""Measures of 46(3) under which property is frozen or seized."""

THERE = families.ABROAD
OF_OUR_REQUESTS = (
    Kind(
        "covering",
        N_("Covering letter of our request"),
        N_("Goes with the request, above all where the requester’s own file is sent as it is."),
        to=ASKED,
        states=("approved", "sent"),
        side="outgoing",
    ),
    Kind(
        "reminder-abroad",
        N_("Reminder to the State that we ask"),
        N_("Says what was asked when, and since when nothing was heard."),
        to=ASKED,
        step="remind",
        offers=("answer_by",),
        states=THERE,
        side="outgoing",
    ),
    Kind(
        "status-query",
        N_("Question where our request stands"),
        N_("Asks how far its execution is and what may be expected when (46(24))."),
        to=ASKED,
        step="remind",
        offers=("answer_by",),
        states=THERE,
        side="outgoing",
    ),
    Kind(
        "information-given",
        N_("Information that they asked for"),
        N_("Answers the question of the other State, so that it can go on (46(16))."),
        to=ASKED,
        step="inform",
        states=("they-ask",),
        side="outgoing",
    ),
    Kind(
        "asked-again",
        N_("Further request, as the answer does not satisfy"),
        N_("Says what is still wanting and asks for it again."),
        to=ASKED,
        step="ask-again",
        offers=("answer_by",),
        states=("result-in", "refused-abroad", "unsatisfied"),
        side="outgoing",
    ),
    Kind(
        "withdrawal",
        N_("Withdrawal of our request"),
        N_("Says promptly that it is needed no longer, and why (46(24))."),
        to=ASKED,
        step="recall",
        states=THERE,
        side="outgoing",
    ),
    Kind(
        "draft-return",
        N_("Draft returned for correction"),
        N_("Says what is missing in the draft, from the open findings of the checks."),
        to=REQUESTER,
        step="return-to-requester",
        offers=("answer_by",),
        states=("drafting",),
        side="outgoing",
    ),
    Kind(
        "still-needed",
        N_("Is it still needed?"),
        N_("Asks the requester whether the request is to be kept up (46(24))."),
        to=REQUESTER,
        offers=("answer_by",),
        states=THERE,
        side="outgoing",
    ),
    Kind(
        "answer-on",
        N_("Answer from abroad passed on: does it satisfy you?"),
        N_("Passes on what came, with the limits of its use, and asks whether it satisfies."),
        to=REQUESTER,
        gives=True,
        offers=("answer_by",),
        states=("result-in-part", "result-in", "refused-abroad"),
        side="outgoing",
    ),
)
"""Letters about a request of ours: to the State that is asked, and to the authority at home that asks."""

KINDS: dict[str, Kind] = {
    row.code: row
    for row in (
        Kind(
            "acknowledgement",
            N_("Acknowledgement of receipt"),
            N_("Says that the request arrived, under which number it is kept and whom to ask."),
            about_parts=False,
        ),
        Kind(
            "information-request",
            N_("Request for information"),
            N_("Asks for what is missing, from the open findings of the checks."),
            step="ask",
            offers=("answer_by",),
        ),
        Kind(
            "return",
            N_("Return to the sender for completion"),
            N_("Sends back what cannot begin, and says what is missing, from the open findings of the checks."),
            step="return",
            states=sources("return"),
        ),
        Kind(
            "status",
            N_("Status reply"),
            N_("Says in words where each part stands (46(24)). Take out what the other State is not to know."),
        ),
        Kind(
            "extension",
            N_("Notice of delay"),
            N_("Says why the answer takes longer and when it is expected. No clock stops by it."),
            asks=("expected_on",),
            states=OPEN,
        ),
        Kind(
            "consultation",
            N_("Consultation before refusal or postponement"),
            N_("Asks whether assistance could be given under conditions (46(26)), and by when to answer."),
            step="consult",
            asks=("answer_by",),
            states=sources("consult"),
        ),
        Kind(
            "refusal",
            N_("Refusal with reasons"),
            N_("Tells ground and reasons (46(23)) of parts that the head or a court has refused."),
            states=("refused", "refused-by-court", "prosecution-due"),
        ),
        Kind(
            "freeze-lifting",
            N_("Notice before a freeze is lifted"),
            N_("Lets the other State say why the freeze should go on (55(8)), and by when."),
            asks=("answer_by",),
            measures=FREEZING,
        ),
        Kind(
            "partial-answer",
            N_("Partial answer"),
            N_("Gives what is ready and says what is still open."),
            step="answer-partly",
            gives=True,
            asks=("still_open",),
        ),
        Kind(
            "answer",
            N_("Answer"),
            N_("Gives the result of the parts that it names."),
            step="answer",
            gives=True,
        ),
        Kind(
            "prosecution-report",
            N_("Report on the prosecution here"),
            N_("Tells how the proceedings go that stand in place of the extradition of a national (44(11))."),
            step="report-progress",
            states=("with-prosecutors",),
        ),
        Kind(
            "prosecution-result",
            N_("Result of the prosecution here"),
            N_("Tells what came of the proceedings that stand in place of extradition (ECE 6(2))."),
            step="tell-result",
            states=("result-to-tell",),
        ),
        Kind(
            "forwarding-notice",
            N_("Notice of forwarding"),
            N_("Tells the sender to which authority a misaddressed request went (ECMA 18)."),
        ),
        Kind(
            "transmission",
            N_("Transmission to an executing authority"),
            N_("Hands parts of the request to the authority that executes them. It shows only those parts."),
            to=EXECUTING,
            step="transmit",
            offers=("answer_by",),
        ),
        Kind(
            "chaser",
            N_("Reminder to an executing authority"),
            N_("Says what was sent and since when nothing came. It shows only the parts that this authority has."),
            to=EXECUTING,
            offers=("answer_by",),
            states=("with-authority", "before-court"),
        ),
        Kind(
            "forwarding",
            N_("Forwarding to the competent authority"),
            N_("Passes a misaddressed request on (ECMA 18). The sender is told by a letter of its own."),
            to=COMPETENT,
            step="forward",
            states=sources("forward"),
        ),
        Kind(
            "neither-confirm-nor-deny",
            N_("Neither confirm nor deny"),
            N_("Answers a person who asks about data, in the same words whether or not there are any."),
            to=PERSON,
            about_parts=False,
            bare=True,
            side="",
        ),
        *OF_OUR_REQUESTS,
    )
}
