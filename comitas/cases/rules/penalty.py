"""Whether the penalty is high enough for extradition, computed from what was entered: met, missing or unclear, with the reason.

Sources: European Convention on Extradition (ECE), article 2(1): punishable under the laws of both Parties with at least one year at the
most, and where a sentence was passed at least four months of it; 2(2): other offences of the same request may follow. Framework
Decision 2002/584/JHA, article 2(1): the same figures, by the law of the issuing State alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_

MOST_MONTHS = 1200
"""Stands for a hundred years, and for life."""
SERVED = "sentence"
"""The measure by which a sentence that was passed is to be served."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """`most`: months that the longest penalty must have; `passed`: months of the sentence; `both`: by the laws of both States."""

    most: int
    passed: int
    both: bool = True


THRESHOLDS: dict[str, Threshold] = {
    "ece": Threshold(12, 4),
    "ece-p3": Threshold(12, 4),
    "eaw": Threshold(12, 4, both=False),
}
"""By legal basis. Another treaty may say something else, which its own requirements add (44(8))."""
USUAL = "ece"
"""What is taken while no legal basis is chosen."""


@dataclass(frozen=True, slots=True)
class Punishable:
    """An offence with the longest deprivation of liberty that the law of each State allows, in months; None: not entered."""

    cited: str
    asking: int | None
    asked: int | None


@dataclass(frozen=True, slots=True)
class Judged:
    """`stands` is None where it cannot be told yet."""

    stands: bool | None
    why: Sentence


def threshold_of(bases: Iterable[str]) -> Threshold | None:
    """The lowest that binds: several bases may stand together, and one of them is enough. None: they give no figures."""
    given = list(bases)
    if not given:
        return THRESHOLDS[USUAL]
    found = [THRESHOLDS[basis] for basis in given if basis in THRESHOLDS]
    return min(found, key=lambda one: one.both, default=None)


def judged(threshold: Threshold, offences: Sequence[Punishable], sentences: Iterable[int | None]) -> Judged:
    """The offences first, then each sentence to be served; what is missing outweighs what is unclear."""
    answers = [_offences(threshold, offences), *(_sentence(threshold, months) for months in sentences)]
    for stands in (False, None):
        if (found := next((one for one in answers if one.stands is stands), None)) is not None:
            return found
    return answers[-1]


def _offences(threshold: Threshold, offences: Sequence[Punishable]) -> Judged:
    if not offences:
        return Judged(None, Sentence(N_("No offence is entered, so nothing can be compared.")))
    enough = next((one for one in offences if _enough(one, threshold) is True), None)
    if enough is not None:
        return Judged(True, Sentence(_MET[threshold.both, len(offences) > 1], {"offence": enough.cited}))
    doubtful = next((one for one in offences if _enough(one, threshold) is None), None)
    if doubtful is not None:
        said = N_("The longest penalty for “%(offence)s” is not entered for both States.") if threshold.both else N_(
            "The longest penalty for “%(offence)s” is not entered for the State that asks."
        )  # fmt: skip
        return Judged(None, Sentence(said, {"offence": doubtful.cited}))
    said = N_("By what is entered no offence is punishable in both States with at least %(months)d months.") if threshold.both else N_(
        "By what is entered no offence is punishable in the State that asks with at least %(months)d months."
    )  # fmt: skip
    return Judged(False, Sentence(said, {"months": threshold.most}))


_MET = {
    (True, False): N_("“%(offence)s” is punishable in both States with at least the minimum."),
    (True, True): N_("“%(offence)s” is punishable in both States with at least the minimum; the other offences may follow it (ECE 2(2), UNCAC 44(3))."),
    (False, False): N_("“%(offence)s” is punishable in the State that asks with at least the minimum."),
    (False, True): N_("“%(offence)s” is punishable in the State that asks with at least the minimum. See whether the others are too."),
}  # fmt: skip


def _enough(offence: Punishable, threshold: Threshold) -> bool | None:
    """Whether the penalty is high enough; one figure that is too low settles it."""
    figures = (offence.asking, offence.asked) if threshold.both else (offence.asking,)
    if any(months is not None and months < threshold.most for months in figures):
        return False
    return None if None in figures else True


def _sentence(threshold: Threshold, months: int | None) -> Judged:
    if months is None:
        return Judged(None, Sentence(N_("The length of the sentence that was passed is not entered.")))
    told = {"passed": months, "months": threshold.passed}
    if months < threshold.passed:
        return Judged(
            False, Sentence(N_("The sentence is one of %(passed)d months; at least %(months)d are needed."), told)
        )
    return Judged(
        True,
        Sentence(N_("The sentence of %(passed)d months is long enough, and so is the penalty for the offence."), told),
    )
