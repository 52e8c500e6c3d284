"""Stock and flow: published Australian tables, the anomalous year, and any life that can be lived."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.statistics.rules.balance import (
    BrokenLife,
    Event,
    Line,
    adjoining,
    line,
    not_requests,
    reconcile,
    stock,
)
from comitas.statistics.rules.durations import Span, durations
from comitas.statistics.rules.small import SMALLEST, published, published_total

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

FIRST = date(2026, 1, 1)
AFTER = date(2026, 7, 1)

GOLDEN = [
    ("2012-13 by Australia", Line(37, 16, exits={"V4": 14, "V8": 2, "V6": 1, "V9": 2}), 34),
    ("2015-16 to Australia", Line(60, 28, exits={"V4": 11, "V8": 3, "V6": 1, "V7": 0, "V9": 13}), 60),
    ("2020-21 to Australia", Line(91, 29, exits={"V4": 10, "V8": 4, "V6": 1, "V7": 0, "V9": 27}), 78),
]


@pytest.mark.parametrize(("name", "published_line", "closing"), GOLDEN, ids=[row[0] for row in GOLDEN])
def test_published_tables_add_up(name: str, published_line: Line, closing: int) -> None:
    assert published_line.closing == closing
    assert reconcile(published_line, closing).agrees
    for wrong in (closing - 1, closing + 1):
        found = reconcile(published_line, wrong)
        assert not found.agrees
        assert found.difference == wrong - closing


def test_the_anomalous_year_is_flagged_although_it_adds_up() -> None:
    """2017-18 by Australia: enquiries had been recorded as requests."""
    anomalous = Line(20, 19, exits={"V4": 9, "V8": 1, "V9": 2})
    assert anomalous.closing == 27
    flag = not_requests({"request": 15, "enquiry": 4})
    assert flag is not None
    found = reconcile(anomalous, 27, [flag])
    assert not found.agrees
    assert str(found.sentence) == "4 counted as new are not requests, but enquiries, drafts or information."
    assert not_requests({"request": 19}) is None


def test_an_unexplained_gap_is_said_with_its_sign() -> None:
    found = reconcile(Line(10, 5, exits={"V4": 3}), 11)
    assert str(found.sentence) == "The line gives 12, 11 were counted: -1 is not explained."


def test_a_period_opens_with_what_the_last_one_left() -> None:
    assert adjoining(Line(37, 16), Line(53, 1)) is None
    assert adjoining(Line(37, 16), Line(52, 1)) is not None


@st.composite
def lives(draw: st.DrawFn) -> list[Event]:
    """The events of some things, each entering and leaving in turn on days that never go back."""
    events: list[Event] = []
    for number in range(draw(st.integers(0, 12))):
        day = date(2025, 6, 1) + timedelta(days=draw(st.integers(0, 500)))
        for place in range(draw(st.integers(1, 6))):
            kinds = (
                ["V4", "V5", "V6", "V7", "V8", "V9"] if place % 2 else ["reopened"] if place else ["new", "converted"]
            )
            events.append(Event(str(number), day, draw(st.sampled_from(kinds))))
            day += timedelta(days=draw(st.integers(0, 120)))
    return events


@untimed
@given(lives(), st.dates(FIRST, date(2027, 1, 1)), st.integers(1, 400))
def test_every_line_adds_up_to_the_stock_counted_one_by_one(events: list[Event], first: date, days: int) -> None:
    after = first + timedelta(days=days)
    counted = line(events, first, after)
    assert counted.opening == stock(events, first)
    assert reconcile(counted, stock(events, after)).agrees


@untimed
@given(lives(), st.integers(1, 200))
def test_two_periods_side_by_side_add_up_to_one(events: list[Event], days: int) -> None:
    middle = FIRST + timedelta(days=days)
    left, right = line(events, FIRST, middle), line(events, middle, middle + timedelta(days=days))
    whole = line(events, FIRST, middle + timedelta(days=days))
    assert adjoining(left, right) is None
    assert whole.closing == right.closing
    assert sum(whole.exits.values()) == sum(left.exits.values()) + sum(right.exits.values())


@pytest.mark.parametrize(
    "kinds", [("V4",), ("new", "new"), ("new", "V4", "V4"), ("reopened",), ("new", "V4", "new"), ("new", "vanished")]
)
def test_a_life_that_cannot_be_lived_is_named(kinds: tuple[str, ...]) -> None:
    with pytest.raises(BrokenLife, match="2026/0077"):
        line([Event("2026/0077", FIRST, kind) for kind in kinds], FIRST, AFTER)


def test_an_exit_on_the_first_day_after_the_period_belongs_to_the_next() -> None:
    events = [Event("1", FIRST, "new"), Event("1", AFTER, "V4")]
    assert line(events, FIRST, AFTER).closing == 1
    assert line(events, AFTER, date(2026, 8, 1)).exits["V4"] == 1
    with pytest.raises(ValueError, match="ends before"):
        line(events, FIRST, FIRST)


ROWS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30))


@untimed
@given(ROWS)
def test_nothing_small_is_shown_and_nothing_hidden_can_be_subtracted(cells: dict[str, int]) -> None:
    total = published_total(cells)
    shown = published(cells, total)
    assert all(number is None or number == 0 or number >= SMALLEST for number in shown.values())
    hidden = [cells[name] for name, number in shown.items() if number is None]
    if hidden and total is not None:
        assert len(hidden) > 1
        assert sum(hidden) >= SMALLEST


def test_zero_is_shown_and_a_second_cell_goes_with_a_lone_small_one() -> None:
    assert published({"a": 0, "b": 7, "c": 2, "d": 30}, 39) == {"a": 0, "b": None, "c": None, "d": 30}
    assert published({"a": 0, "b": 7, "c": 2, "d": 30}) == {"a": 0, "b": 7, "c": None, "d": 30}
    assert published_total({"a": 3}) is None
    assert published_total({"a": 3, "b": 9}) == 12


def test_days_have_number_median_and_ninth_decile() -> None:
    spans = [Span(FIRST, FIRST + timedelta(days=days)) for days in (1, 2, 3, 4, 5, 6, 7, 8, 9, 100)]
    found = durations([*spans, Span(FIRST, None), Span(None, FIRST), Span(AFTER, FIRST)])
    assert (found.n, found.median, found.p90, found.longest, found.open, found.unknown) == (10, 5.5, 9, 100, 1, 2)
    assert durations([]).median is None


@untimed
@given(st.lists(st.integers(0, 3000), min_size=1))
def test_nine_tenths_do_not_exceed_the_ninth_decile(days: list[int]) -> None:
    found = durations(Span(FIRST, FIRST + timedelta(days=each)) for each in days)
    assert found.p90 in days
    assert sum(each <= (found.p90 or 0) for each in days) * 10 >= 9 * len(days)
    assert sum(each < (found.p90 or 0) for each in days) * 10 < 9 * len(days)
