"""The three numbers, and references compared as people compare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.intake.rules import numbers
from comitas.intake.rules.numbers import Numbered, normalised_reference, search_key

YEARS = st.integers(numbers.FIRST_YEAR, numbers.LAST_YEAR)
ORDINALS = st.integers(1, numbers.MAX_ORDINAL)


def test_each_number_has_its_own_form() -> None:
    assert numbers.arrival_number(2026, 412) == "A-2026-0412"
    assert numbers.entry_number(2026, 7) == "0007/2026"
    assert numbers.case_number(2026, 21) == "2026/0021"
    assert numbers.case_number(2026, 21, 3) == "2026/0021-3"


@given(YEARS, ORDINALS, st.integers(0, numbers.MAX_PART))
def test_what_is_written_is_read_back(year: int, ordinal: int, part: int) -> None:
    assert numbers.parse_arrival(numbers.arrival_number(year, ordinal)) == Numbered(year, ordinal)
    assert numbers.parse_entry(numbers.entry_number(year, ordinal)) == Numbered(year, ordinal)
    assert numbers.parse_case(numbers.case_number(year, ordinal, part)) == Numbered(year, ordinal, part)


@pytest.mark.parametrize(
    "text", ["", "A-2026", "A-26-0412", "A-2026-412", "A-1826-0001", "A-2026-0000", "A-٢٠٢٦-٠٤١٢", "A-2026-04128888"]
)
def test_what_is_no_arrival_is_none(text: str) -> None:
    assert numbers.parse_arrival(text) is None


@pytest.mark.parametrize("text", ["2026/0021-0", "2026/0021-", "2026/0021-1000", "2026/21", "2026-0021"])
def test_what_is_no_case_is_none(text: str) -> None:
    assert numbers.parse_case(text) is None


@pytest.mark.parametrize(("year", "ordinal", "part"), [(1800, 1, 0), (2026, 0, 0), (2026, 10**7, 0), (2026, 1, -1)])
def test_a_number_outside_its_limits_is_refused(year: int, ordinal: int, part: int) -> None:
    with pytest.raises(ValueError, match="number|year"):
        numbers.case_number(year, ordinal, part)


def test_a_gap_in_the_register_is_named() -> None:
    assert numbers.missing_entries(frozenset({1, 2, 5})) == (3, 4)
    assert numbers.missing_entries(frozenset()) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PG/IC/0417/26", "pg ic 0417 – 26"),
        ("Исх. № 82/3", "исх.no 82-3"),
        ("МОСК-12", "MOCK 12"),
        ("N.º 1.284/2026", "nº1284-2026"),
        ("٢٠٢٦/٧٧٨", "2026/778"),
    ],
)
def test_punctuation_case_and_alphabet_do_not_part_a_reference_from_itself(one: str, other: str) -> None:
    assert normalised_reference(one) == normalised_reference(other)


def test_letters_that_scans_take_for_digits_are_found_all_the_same() -> None:
    assert search_key("PG/IC/O4I7/26") == search_key("PG/IC/0417/26")
    assert normalised_reference("PG/O4") != normalised_reference("PG/04")


@given(st.text(max_size=300))
def test_a_normalised_reference_is_settled(text: str) -> None:
    once = search_key(text)
    assert search_key(once) == once
    assert once == "" or once.isalnum()
