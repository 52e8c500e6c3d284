"""The minimum penalty of ECE 2(1), computed: met, missing or unclear, and why."""

import pytest

from comitas.cases.rules.penalty import Punishable, Threshold, judged, threshold_of

ECE = Threshold(12, 4)
EAW = Threshold(12, 4, both=False)


def offence(asking: int | None, asked: int | None, name: str = "Bribery") -> Punishable:
    return Punishable(name, asking, asked)


@pytest.mark.parametrize(
    ("offences", "sentences", "stands", "why"),
    [
        ([offence(12, 12)], [], True, "“Bribery” is punishable in both States with at least the minimum."),
        ([offence(11, 120)], [], False, "no offence is punishable in both States with at least 12 months"),
        ([offence(120, 11)], [], False, "no offence"),
        ([offence(120, None)], [], None, "not entered for both States"),
        ([offence(None, 11)], [], False, "no offence"),
        ([offence(None, None)], [], None, "“Bribery”"),
        ([], [], None, "No offence is entered"),
        (
            [offence(6, 6, "Insult"), offence(24, 36)],
            [],
            True,
            "the other offences may follow it (ECE 2(2), UNCAC 44(3))",
        ),
        ([offence(6, 6, "Insult"), offence(24, None)], [], None, "“Bribery”"),
        ([offence(24, 24)], [4], True, "sentence of 4 months"),
        ([offence(24, 24)], [3], False, "one of 3 months; at least 4"),
        ([offence(24, 24)], [None], None, "length of the sentence"),
        ([offence(24, None)], [3], False, "at least 4"),
        ([offence(6, 6)], [36], False, "no offence"),
    ],
)
def test_the_penalty_is_compared(
    offences: list[Punishable], sentences: list[int | None], stands: bool | None, why: str
) -> None:
    found = judged(ECE, offences, sentences)
    assert found.stands is stands
    assert why in str(found.why)


def test_a_european_arrest_warrant_looks_at_the_issuing_state_alone() -> None:
    assert judged(EAW, [offence(12, None)], []).stands is True
    assert judged(ECE, [offence(12, None)], []).stands is None


def test_the_threshold_follows_from_the_legal_basis() -> None:
    assert threshold_of([]) == ECE
    assert threshold_of(["uncac-44", "ece"]) == ECE
    assert threshold_of(["ece", "eaw"]) == EAW
    assert threshold_of(["bilateral"]) is None
