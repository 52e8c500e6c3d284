"""The days of a letter."""

from datetime import date

import pytest

from comitas.cases.rules.receipt import wrong

TODAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("received", "written", "field"),
    [
        (None, None, "received_on"),
        (date(2026, 3, 4), None, "received_on"),
        (date(1890, 1, 1), None, "received_on"),
        (date(2026, 3, 2), date(2026, 3, 3), "written_on"),
        (date(2026, 3, 3), date(2026, 3, 3), ""),
        (date(1990, 1, 1), date(1989, 12, 1), ""),
    ],
)
def test_what_the_days_of_a_letter_can_be(received: date | None, written: date | None, field: str) -> None:
    assert list(wrong(received, written, TODAY)) == ([field] if field else [])
