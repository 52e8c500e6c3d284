"""How long somebody was held for an extradition."""

from datetime import date, datetime

import pytest

from comitas.cases import queries
from comitas.cases.rules.families.extradition import EXTRADITION
from comitas.cases.rules.liberty import days_held
from comitas.cases.tests.building import take
from comitas.cases.tests.test_extradition import wanted
from comitas.samples.cast import Cast

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("taken", "days"),
    [
        ([], 0),
        ([("examine", 1), ("release", 2)], 0),
        ([("arrest", 3), ("surrender", 10)], 8),
        ([("arrest", 31)], 1),
        ([("arrest", 3), ("arrest", 5), ("release", 6)], 4),
        ([("arrest-provisionally", 1), ("release", 2), ("arrest", 10), ("surrender", 11)], 4),
        ([("arrest", 1), ("release", 2), ("arrest", 2), ("surrender", 4)], 4),
        ([("arrest", 1), ("surrender-temporarily", 3), ("come-back", 10)], 25),
    ],
)
def test_from_each_arrest_to_its_end(taken: list[tuple[str, int]], days: int) -> None:
    steps = [(EXTRADITION.steps[code], date(2026, 3, day)) for code, day in taken]
    assert days_held(steps, TODAY) == days


def test_a_corrected_arrest_does_not_count(cast: Cast, at: datetime) -> None:
    _case, part, _person = wanted(cast, at)
    arrest = take(cast, at, part, "arrest-provisionally", date=date(2026, 2, 20))
    part.refresh_from_db()
    assert queries.days_held(part, date(2026, 3, 3)) == 12
    take(cast, at, part, "correct", corrects=str(arrest.pk))
    part.refresh_from_db()
    assert queries.days_held(part, date(2026, 3, 3)) == 0
