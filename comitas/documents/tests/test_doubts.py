"""Numbers read twice: every disagreement is marked, and blanks that one engine lost come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.documents.conversion import doubts


def read(text: str, second: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.other) for one in doubts.differences(text, second)]


@pytest.mark.parametrize(
    ("first", "second", "marked"),
    [
        ("paid EUR 60,000 to him", "paid EUR 610,000 to him", [("60,000", "610,000")]),
        ("up to EUR 350,000 in all", "up to EUR 2,350,000 in all", [("350,000", "2,350,000")]),
        (
            "account 2200 2210 2014 5685 now",
            "account 2200 2210 2014 685 now",
            [("2200 2210 2014 5685", "2200 2210 2014 685")],
        ),
        ("account 2200 2210 now", "account 22002210 now", []),
        ("on 10 May 2026 here", "on lO May 2026 here", []),
        ("on 10 May 2026 here", "on 10 May here", [("2026", "")]),
        ("number 12 and 34 stand", "~~ # ,. -- ;;", [("12", ""), ("34", "")]),
        ("the sum of euros was paid", "the sum of 750 euros was paid", [("euros", "750")]),
        ("no number at all", "no number at a11", []),
    ],
)
def test_numbers_that_differ_are_marked(first: str, second: str, marked: list[tuple[str, str]]) -> None:
    assert read(first, second) == marked


def test_arabic_digits_are_digits() -> None:
    assert read("حساب ٤٤٧١ في", "حساب 4471 في") == []
    assert read("حساب ٤٤٧١ في", "حساب 4477 في") == [("٤٤٧١", "4477")]


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_difference_always_stands_in_the_text(first: str, second: str) -> None:
    for one in doubts.differences(first, second):
        assert 0 <= one.start <= one.end <= len(first)


@given(st.text("ab1 2,", max_size=30))
def test_equal_readings_raise_no_doubt(text: str) -> None:
    assert doubts.differences(text, text) == []


@given(st.text("ab1 2,", max_size=30), st.text("ab1 2,", max_size=30))
def test_only_blanks_are_ever_put_in(first: str, second: str) -> None:
    assert doubts.with_lost_blanks(first, second).replace(" ", "") == first.replace(" ", "")


def test_blanks_come_back_but_never_inside_a_number() -> None:
    assert doubts.with_lost_blanks("later than15 January", "later than 15 January") == "later than 15 January"
    assert doubts.with_lost_blanks("n°EE38", "n° EE38") == "n° EE38"
    assert doubts.with_lost_blanks("EUR 350000", "EUR 350 000") == "EUR 350000"
