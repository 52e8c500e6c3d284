"""Whether an instrument binds the two States of a request on its day, and what is not known about that."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from comitas.core.text import N_
from comitas.directory.rules.instruments import InstrumentFacts
from comitas.directory.rules.profiles import Standing, StateProfile
from comitas.directory.rules.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Question:
    """A request of a family of measures from *requesting* to *requested* on a day."""

    requesting: StateProfile
    requested: StateProfile
    family: str
    day: date

    @property
    def names(self) -> dict[str, str]:
        """The two States as values of a sentence."""
        return {"requesting": self.requesting.iso2, "requested": self.requested.iso2}


@dataclass(frozen=True, slots=True)
class Binding:
    """`open`: something is missing that would decide it; `unknown` names it."""

    verdict: Literal["in-force", "not-in-force", "open"]
    unknown: tuple[Sentence, ...] = ()
    half_known: bool = False


def binding(question: Question, instrument: str) -> Binding:
    """How an instrument stands between the two States. `half_known`: at least one of them is recorded as party."""
    standings = {
        state.iso2: state.standing(instrument, question.day) for state in (question.requesting, question.requested)
    }
    if "not-in-force" in standings.values():
        return Binding("not-in-force")
    unknown = tuple(
        _missing(iso2, instrument, standing) for iso2, standing in standings.items() if standing != "in-force"
    )
    half_known = any(standing != "unknown" for standing in standings.values())
    return Binding("open" if unknown else "in-force", unknown, half_known)


def _missing(iso2: str, instrument: str, standing: Standing) -> Sentence:
    if standing == "undated":
        text = N_("The day from which %(instrument)s binds %(state)s is not recorded.")
        return say("party-undated", text, instrument=instrument, state=iso2)
    text = N_("Whether %(state)s is party to %(instrument)s is not recorded.")
    return say("party-unknown", text, instrument=instrument, state=iso2)


def treaties_between(
    question: Question, instruments: tuple[InstrumentFacts, ...], verdict: Literal["in-force", "open"]
) -> tuple[InstrumentFacts, ...]:
    """Union acts, regional and bilateral treaties for the family that bind both (or, `open`, may bind both)."""
    return tuple(
        facts
        for facts in instruments
        if facts.kind in ("union", "regional", "bilateral")
        and question.family in facts.articles
        and not facts.supplements
        for bound in [binding(question, facts.code)]
        if bound.verdict == verdict and (verdict == "in-force" or bound.half_known)
    )
