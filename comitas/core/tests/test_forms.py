from datetime import date

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from comitas.core.forms import DateInWords, read_date


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("24 February 2026", "en"), ("24 Feb 2026", "en"), ("24/2/2026", "fr"), ("24.02.2026", "fr"), ("2026-02-24", "fr"),
        ("24 février 2026", "fr"), ("24 févr. 2026", "fr"), ("mardi 24 février 2026", "fr"), ("24 FEBRUARY 2026", "fr"),
        ("٢٤/٢/٢٠٢٦", "ar"), ("24th February 2026", "en"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_type_it(text: str, language: str) -> None:
    assert read_date(text, language) == date(2026, 2, 24)


@pytest.mark.parametrize(
    "text", ["24/2/26", "31/2/2026", "February 2026", "yesterday", "24 Foo 2026", "2026-13-01", "1" * 5000]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert read_date(text, "en") is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["en", "fr", "es", "ru", "pt"]))
def test_what_the_page_shows_is_read_back(day: date, language: str) -> None:
    with translation.override(language):
        assert DateInWords().clean(DateInWords().prepare_value(day)) == day


def test_the_error_gives_an_example_in_the_language() -> None:
    with translation.override("fr"), pytest.raises(forms.ValidationError, match="24 février 2026"):
        DateInWords().clean("demain")
