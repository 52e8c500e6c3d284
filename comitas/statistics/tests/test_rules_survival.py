"""Kaplan and Meier's estimate against values that are printed in textbooks, and against what must hold for any figures."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.statistics.rules.survival import curve, survival

# Weeks of remission of acute leukaemia (Freireich and others, Blood 21, 1963), the example of most textbooks; False: still in remission.
TREATED = Counter(
    [(6, True)] * 3 + [(n, True) for n in (7, 10, 13, 16, 22, 23)]
    + [(n, False) for n in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]
)  # fmt: skip
PLACEBO = Counter((n, True) for n in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23))
# Kleinbaum and Klein, Survival Analysis, table 2.2.
PRINTED = [(6, 0.8571), (7, 0.8067), (10, 0.7529), (13, 0.6902), (16, 0.6275), (22, 0.5378), (23, 0.4482)]


def test_the_values_printed_in_textbooks() -> None:
    found = curve(TREATED)
    assert [day for day, _ in found] == [day for day, _ in PRINTED]
    assert [share for _, share in found] == pytest.approx([share for _, share in PRINTED], abs=5e-5)
    assert (survival(TREATED).n, survival(TREATED).open, survival(TREATED).median) == (21, 12, 23)
    assert (survival(PLACEBO).median, survival(PLACEBO).p90) == (8, 17)


def test_what_so_many_have_not_reached_has_no_figure() -> None:
    assert survival(TREATED).p90 is None
    assert survival({(400, False): 3}) == survival(Counter([(400, False)] * 3))
    assert survival({}).median is None and survival({}).n == 0


def test_half_of_an_even_number_is_reached() -> None:
    assert survival({(n, True): 1 for n in range(1, 7)}).median == 3
    assert survival({(n, True): 1 for n in range(1, 11)}).p90 == 9


SEEN = st.dictionaries(st.tuples(st.integers(0, 60), st.booleans()), st.integers(1, 9), max_size=25)


@given(SEEN)
def test_the_share_never_rises_and_open_cases_never_make_it_quicker(seen: dict[tuple[int, bool], int]) -> None:
    shares = [share for _, share in curve(seen)]
    assert shares == sorted(shares, reverse=True) and all(-1e-9 <= share <= 1 for share in shares)
    ended = {key: number for key, number in seen.items() if key[1]}
    alone, whole = survival(ended).median, survival(seen).median
    assert whole is None or (alone is not None and whole >= alone)


@given(st.dictionaries(st.tuples(st.integers(0, 60), st.just(True)), st.integers(1, 9), min_size=1))
def test_where_all_have_ended_it_is_the_plain_share(seen: dict[tuple[int, bool], int]) -> None:
    total = sum(seen.values())
    for day, share in curve(seen):
        assert share == pytest.approx(sum(number for (days, _), number in seen.items() if days > day) / total, abs=1e-9)
