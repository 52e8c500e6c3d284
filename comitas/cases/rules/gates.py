"""Gates: what must be there before a step. They hang on the legal basis of the part, and the strictest that binds decides.

Each gate answers None, or says its rule, article, sentence and cure. The head may pass a gate with written reasons,
except the one that asks for the reasons of a refusal: those are owed to the other State.
"""

from datetime import date

from comitas.cases.rules import gates_of_extradition as extradition
from comitas.cases.rules.codes import BASES, GROUNDS, Ground
from comitas.cases.rules.facts import PartFacts, consulted, paragraphs_9_29
from comitas.cases.rules.gate import Closed, Data, Gate, text
from comitas.cases.rules.words import Sentence
from comitas.core.text import N_

PASSES = "case:decide"
"""The permission of the head, who may pass a gate."""


def reasons(facts: PartFacts, data: Data) -> Closed | None:
    """UNCAC 46(23): reasons shall be given for any refusal. Demanded for every basis: no treaty known forbids them."""
    if text(data, "reason"):
        return None
    return Closed(
        "gate.reasons",
        "46(23)",
        Sentence(N_("Reasons must be given for any refusal or postponement.")),
        N_("Write the reasons; they go into the letter."),
        passable=False,
    )


def consultation(facts: PartFacts, data: Data) -> Closed | None:
    """UNCAC 46(26): consult before refusing under 46(21) or postponing under 46(25). Binds only where 46(9)-(29) apply.

    A court refuses by its decision, not after a consultation: the step `court-refuses` has another form and not this
    gate.
    """
    ground = GROUNDS.get(text(data, "ground"))
    if ground is None or not ground.paragraph or not paragraphs_9_29(facts.bases) or consulted(facts):
        return None
    return Closed(
        "gate.consultation",
        "46(26)",
        Sentence(N_("The other State was not consulted about giving assistance under conditions.")),
        N_("Consult it and record the consultation, then decide."),
    )


def forbidden(facts: PartFacts, data: Data) -> Closed | None:
    """Grounds that the legal basis forbids: 46(8) bank secrecy, 46(22) solely fiscal, 43(2) another name for the conduct.

    46(22) stands among paragraphs 9-29: ECMA 2(a) allows the fiscal ground where it applies in their place.
    """
    code = text(data, "ground")
    uncac = any(BASES[basis.code].uncac for basis in facts.bases)
    if code == "BANK" and uncac:
        return _never(
            "gate.bank-secrecy",
            "46(8)",
            N_("Bank secrecy is never a ground of refusal under the Convention against Corruption."),
        )
    if code == "LABEL" and uncac:
        return _never(
            "gate.label", "43(2)", N_("Dual criminality looks at the conduct, not at the name of the offence.")
        )
    if code == "FISCAL" and paragraphs_9_29(facts.bases):
        return _never(
            "gate.fiscal", "46(22)", N_("That an offence is also fiscal is never by itself a ground of refusal.")
        )
    return None


def assistance_due(facts: PartFacts, data: Data) -> Closed | None:
    """UNCAC 46(9)(b): without dual criminality, assistance that involves no coercive action is still to be given.

    The paragraph leaves out what is of minimal importance or obtainable otherwise, which is a ground of its own (R9m).
    """
    if text(data, "ground") != "R9b" or facts.coercive != "no" or not paragraphs_9_29(facts.bases):
        return None
    return Closed(
        "gate.assistance-due",
        "46(9)(b)",
        Sentence(N_("Assistance without coercive action is given also where there is no dual criminality.")),
        N_("Execute this part, or choose another ground."),
    )


def _never(rule: str, article: str, sentence: str) -> Closed:
    return Closed(rule, article, Sentence(sentence), N_("Choose another ground, or execute this part."))


def remedy(facts: PartFacts, data: Data) -> Closed | None:
    """Evidence under a remedy that suspends does not leave."""
    given = data.get("date")
    day = given if isinstance(given, date) else facts.today
    held = facts.holding(day)
    if held is None:
        return None
    cure = N_("Wait until the decision is final. The head can allow it with reasons.")
    if held.until is None or held.lodged:
        said = Sentence(
            N_("You cannot send this answer: a remedy against part %(number)s is not decided."),
            {"number": facts.number},
        )
    else:
        said = Sentence(
            N_("You cannot send this answer: part %(number)s may still be appealed until %(until)s."),
            {"number": facts.number, "until": held.until},
        )
    return Closed("gate.remedy", "", said, cure)


GATES: dict[str, Gate] = {
    "reasons": reasons,
    "forbidden": forbidden,
    "assistance-due": assistance_due,
    "consultation": consultation,
    "remedy": remedy,
    "rejection": extradition.rejection,
    "never": extradition.never,
    "hearing": extradition.hearing,
    "court": extradition.court,
    "death-penalty": extradition.death_penalty,
    "remedy-surrender": extradition.remedy_surrender,
}
KNOWN_BEFOREHAND = frozenset({"remedy", "remedy-surrender", "court"})
"""Gates that look only at the part, so that the page can say it before anything is typed."""


def closed(names: tuple[str, ...], facts: PartFacts, data: Data) -> tuple[Closed, ...]:
    """Every gate among *names* that does not open, in order."""
    answers = (GATES[name](facts, data) for name in names)
    return tuple(answer for answer in answers if answer is not None)


def grounds_for(facts: PartFacts, kind: str) -> tuple[str, ...]:
    """The grounds that the family and the legal bases give for *kind* ("refusal", "postponement", "nationality"), in order."""
    offered = (ground for ground in GROUNDS.values() if ground.kind == kind and facts.family in ground.families)
    return tuple(ground.code for ground in offered if _given(ground, facts))


def _given(ground: Ground, facts: PartFacts) -> bool:
    codes = {basis.code for basis in facts.bases}
    stopped = forbidden(facts, {"ground": ground.code}) or extradition.never(facts, {"ground": ground.code})
    if ground.code in ("BANK", "LABEL") or (stopped and ground.code != "ECE3"):
        return False
    if ground.of == "uncac":
        return paragraphs_9_29(facts.bases)
    return not ground.of or ground.of in codes


__all__ = ["GATES", "KNOWN_BEFOREHAND", "PASSES", "Closed", "Data", "Gate", "closed", "grounds_for", "text"]
