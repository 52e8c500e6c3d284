"""The legal-basis resolver: which treaty or promise may carry a request, in which order, and why.

The order is that of UNCAC articles 46(6)-(7), 44(4)-(7) and 55(6): an act of the Union before a treaty, a treaty before
UNCAC, UNCAC before other multilateral conventions, these before schemes, and reciprocity last. It proposes; an
officer decides. What the directory does not know is named and never guessed: a proposal that hangs on something
unknown is not `sure`.
"""

from collections.abc import Iterable
from datetime import date

from comitas.core.text import N_
from comitas.directory.rules import conventions, reciprocity, treaties
from comitas.directory.rules.binding import Question, binding, treaties_between
from comitas.directory.rules.instruments import FAMILIES, UNCAC, InstrumentFacts
from comitas.directory.rules.profiles import StateProfile
from comitas.directory.rules.proposals import Exclusion, Proposal, Resolution
from comitas.directory.rules.sentences import Sentence, say


def resolve(
    requesting: StateProfile,
    requested: StateProfile,
    instruments: Iterable[InstrumentFacts],
    family: str,
    day: date,
) -> Resolution:
    """Every legal basis for a measure of *family* on *day*, the best first.

    Raises ValueError where the family is unknown or the two States are one.
    """
    if family not in FAMILIES:
        raise ValueError(f"unknown family of measures: {family!r}")
    if requesting.iso2 == requested.iso2:
        raise ValueError("a request goes from one State to another")
    question = Question(requesting, requested, family, day)
    catalogue = tuple(sorted(instruments, key=_place))
    answers = [answer for facts in catalogue for answer in _answers(question, facts, catalogue)]
    answers.append(reciprocity.answer(question))
    return Resolution(
        tuple(answer for answer in answers if isinstance(answer, Proposal)),
        tuple(answer for answer in answers if isinstance(answer, Exclusion)),
        _open_treaties(question, catalogue),
    )


def _place(facts: InstrumentFacts) -> tuple[int, str]:
    """Where an instrument stands in the order, by itself: so adding one never moves two others past each other."""
    if facts.kind == "union":
        return 10, facts.code
    if facts.kind == "regional":
        return (20 if facts.supersedes_bilateral else 40), facts.code
    if facts.kind == "bilateral":
        return 30, facts.code
    if facts.kind == "scheme":
        return 70, facts.code
    return (50 if facts.code == UNCAC else 60), facts.code


def _answers(
    question: Question, facts: InstrumentFacts, catalogue: tuple[InstrumentFacts, ...]
) -> Iterable[Proposal | Exclusion]:
    if facts.kind == "channel" or facts.supplements or question.family not in facts.articles:
        return ()
    if facts.kind in ("multilateral", "scheme"):
        return conventions.answers(question, facts, catalogue)
    return treaties.answers(question, facts, catalogue)


def _open_treaties(question: Question, catalogue: tuple[InstrumentFacts, ...]) -> tuple[Sentence, ...]:
    """What is missing of treaties that one of the two is known to have; then the treaties that nobody entered."""
    missing = [
        sentence
        for facts in treaties_between(question, catalogue, "open")
        for sentence in binding(question, facts.code).unknown
    ]
    if not treaties_between(question, catalogue, "in-force"):
        text = N_(
            "No treaty between %(requesting)s and %(requested)s for this measure is recorded in the directory. "
            "If there is one, it comes first: enter it."
        )
        missing.append(say("no-treaty-recorded", text, **question.names))
    return tuple(missing)
