"""What a letter lacks before it can be approved."""

from dataclasses import dataclass

from comitas.cases.rules.families import FAMILIES, STATES
from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.drafting.rules.kinds import BLANK, COMPETENT, EXECUTING, KINDS, Kind


@dataclass(frozen=True, slots=True)
class About:
    """One part that a letter is about: its number, state and measure, and the family of its states."""

    number: int
    state: str
    measure: str
    family: str = "assistance"


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a letter, as far as its completeness goes. `given`: those of `Kind.asks` that are filled in.

    `told`: what stands in a letter that may say nothing of any case; `enclosed`: whether documents of the case go with it.
    """

    kind: str
    to_name: str
    to_authority: bool
    parts: tuple[About, ...]
    subject: str
    body: str
    given: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()
    enclosed: bool = False


_ASKED = {
    "still_open": N_("Say what is still to come."),
    "answer_by": N_("Say by when you ask for an answer."),
    "expected_on": N_("Say when the answer is expected now."),
}
_WHICH = {
    EXECUTING: N_("Choose the authority that executes these parts."),
    COMPETENT: N_("Choose the authority that is competent. It must stand in the directory."),
}


def lacking(written: Written) -> dict[str, Sentence]:
    """What is wanting: field to sentence; empty when nothing is."""
    kind, wanting = KINDS[written.kind], {}
    if not written.to_name.strip():
        wanting["to_name"] = Sentence(N_("Say to whom the letter goes."))
    if kind.to in _WHICH and not written.to_authority:
        wanting["to_authority"] = Sentence(_WHICH[kind.to])
    if (part := _parts(kind, written.parts)) is not None:
        wanting["parts"] = part
    wanting |= {name: Sentence(_ASKED[name]) for name in kind.asks if name not in written.given}
    return wanting | _text(written) | (_bare(written) if kind.bare else {})


def _parts(kind: Kind, about: tuple[About, ...]) -> Sentence | None:
    if kind.about_parts and not about:
        return Sentence(N_("Choose the parts that the letter is about."))
    return next((sentence for part in about if (sentence := unfit(kind, part) or untimely(kind, part))), None)


def untimely(kind: Kind, part: About) -> Sentence | None:
    """Why a letter, which may well be written ahead, cannot be approved yet: its part could not take the step when it leaves."""
    step = FAMILIES[part.family].steps.get(kind.step)
    if step is None or part.state in step.sources:
        return None
    state = Sentence(STATES[part.state].tag)
    return Sentence(
        N_(
            "Part %(number)s stands at “%(state)s”: this letter could not be recorded as sent. Leave the part out, or wait."
        ),
        {"number": part.number, "state": state},
    )


def unfit(kind: Kind, part: About) -> Sentence | None:
    """Why a letter of *kind* cannot be about *part*."""
    if kind.step and kind.step not in FAMILIES[part.family].steps:
        return Sentence(
            N_("Part %(number)s is of another procedure: this letter is not for it."), {"number": part.number}
        )
    if kind.states and part.state not in kind.states:
        state = Sentence(STATES[part.state].tag)
        return Sentence(
            N_("Part %(number)s stands at “%(state)s”: this letter is not for it."),
            {"number": part.number, "state": state},
        )
    if kind.measures and part.measure not in kind.measures:
        return Sentence(N_("Part %(number)s asks for no freezing or seizure."), {"number": part.number})
    return None


def _text(written: Written) -> dict[str, Sentence]:
    wanting = {}
    if not written.subject.strip():
        wanting["subject"] = Sentence(N_("Write the subject."))
    if not written.body.strip():
        wanting["body"] = Sentence(N_("Write the letter."))
    elif BLANK in written.body:
        wanting["body"] = Sentence(N_("The letter still has a blank, marked […]. Fill it in or take it out."))
    return wanting


def _bare(written: Written) -> dict[str, Sentence]:
    """A letter that looks the same whether or not there is a case shows nothing of one."""
    wanting = {}
    if written.told:
        names = ", ".join(written.told)
        wanting["body"] = Sentence(
            N_("This letter may say nothing of any case. Take this out: %(names)s."), {"names": names}
        )
    if written.enclosed:
        wanting["enclosed"] = Sentence(N_("No document of a case may go with this letter."))
    return wanting
