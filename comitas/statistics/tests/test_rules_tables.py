"""Periods of the calendar, and the form of the table that may be published."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.statistics.rules import lives, periods, tables
from comitas.statistics.rules.balance import LEAVINGS, Line
from comitas.statistics.rules.durations import Durations
from comitas.statistics.rules.small import SMALLEST
from comitas.statistics.rules.survival import Survival

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
UNITS = st.sampled_from(sorted(periods.MONTHS))


@given(DAYS, UNITS)
def test_a_period_is_named_and_holds_its_day(day: date, unit: str) -> None:
    period = periods.of(unit, day)
    assert period.first <= day < period.after
    assert periods.named(period.code) == period
    assert periods.before(periods.following(period)) == period
    assert periods.before(period).after == period.first
    assert periods.before(period, 8) == periods.of(unit, periods.before(period, 8).first)


def test_quarters_and_months_by_their_names() -> None:
    assert periods.named("2026-Q4").after == date(2027, 1, 1)
    assert periods.named("2026-Q4").number == 4
    assert periods.before(periods.named("2026-01")).code == "2025-12"
    assert periods.named("2026").first == date(2026, 1, 1)


@pytest.mark.parametrize(
    "code", ["", "26", "2026-13", "2026-Q5", "2026-3", "1899", "2026-00", "٢٠٢٦", "2026-Q1 ", "9999999"]
)
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no year, quarter or month"):
        periods.named(code)


@given(st.lists(DAYS))
def test_days_counted_never_go_back_and_never_come_early(said: list[date]) -> None:
    counted = lives.counted_days(said)
    assert counted == sorted(counted)
    assert all(day >= given for day, given in zip(counted, said, strict=True))
    assert set(counted) <= set(said)


LINES = st.builds(
    Line,
    st.integers(60, 90),
    st.integers(0, 12),
    st.integers(0, 5),
    st.integers(0, 5),
    st.fixed_dictionaries({kind: st.integers(0, 8) for kind in LEAVINGS}),
)


@given(st.dictionaries(st.sampled_from(["request", "extradition_request", "asset_recovery"]), LINES))
def test_nothing_small_is_published_and_no_line_or_column_gives_it_away(lines: dict[str, Line]) -> None:
    exact = {row.kind: row.cells for row in tables.rows(lines, public=False)}
    shown = {row.kind: row.cells for row in tables.rows(lines, public=True)}
    assert shown.keys() == exact.keys()
    for kind, cells in shown.items():
        assert all(number in (0, None, exact[kind][name]) for name, number in cells.items())
        assert not any(number is not None and 0 < number < SMALLEST for number in cells.values())
        assert sum(number is None for number in cells.values()) != 1
    for name in tables.COLUMNS:
        assert sum(cells[name] is None for cells in shown.values()) != 1


def test_large_figures_are_published_whole() -> None:
    row = tables.rows({"request": Line(37, 16, exits={"V4": 14, "V8": 0})}, public=True)[0]
    assert row.cells["closing"] == 39
    assert None not in row.cells.values()


def test_the_whole_is_the_sum_of_the_kinds() -> None:
    rows = tables.rows({"a": Line(1, 2, 3, 4, {"V4": 1}), "b": Line(5, 5, 0, 0, {"V4": 2})}, public=False)
    assert rows[0].kind == tables.TOTAL
    assert all(rows[0].cells[name] == sum(row.cells[name] or 0 for row in rows[1:]) for name in tables.COLUMNS)
    assert tables.rows({}, public=False)[0].cells["closing"] == 0


def test_few_durations_tell_nothing_in_public() -> None:
    every = Survival(13, 9, 25, None)
    few = tables.duration_cells(tables.timed_cells(Durations(4, 10.0, 20, 30, 9, 0), every), public=True)
    assert few == {
        "n": None, "median": None, "p90": None, "longest": None, "open": 9, "unknown": 0, "all": 13, "km": 25, "km90": None,
    }  # fmt: skip
    many = tables.duration_cells(
        tables.timed_cells(Durations(12, 10.0, 20, 30, 2, 0), Survival(4, 2, 25, 90)), public=True
    )
    assert many == {
        "n": 12, "median": 10.0, "p90": 20, "longest": None, "open": None, "unknown": 0, "all": None, "km": None, "km90": None,
    }  # fmt: skip
    assert tables.duration_cells(tables.timed_cells(Durations(4, 10.0, 20, 30, 9, 0)), public=False)["longest"] == 30


def test_parts_and_persons_of_few_requests_are_left_out_in_public() -> None:
    counted = {"parts": 12, "persons": 3}
    assert tables.asked_cells(counted, 4, public=False) == counted
    assert tables.asked_cells(counted, 4, public=True) == {"parts": None, "persons": None}
    assert tables.asked_cells(counted, 5, public=True) == {"parts": 12, "persons": None}
    assert tables.asked_cells({"parts": 0, "persons": 0}, 0, public=True) == {"parts": 0, "persons": 0}


@pytest.mark.parametrize(
    ("name", "cells", "left_out"),
    [
        ("km90", {"n": 9, "all": 9}, False),  # fewer than nine of ten have ended
        ("km90", {"n": 9, "all": None}, True),  # fewer than five of five years
        ("km", {"n": 0, "all": 0}, False),
        ("median", {"n": 0, "all": 9}, False),  # nothing ended
        ("median", {"n": None, "all": 9}, True),
        ("longest", {"n": 7, "all": 9}, True),  # of one case, never published
        ("open", {"n": 7, "all": 9}, True),
    ],
)
def test_a_figure_that_there_is_not_is_no_figure_left_out(name: str, cells: tables.Cells, left_out: bool) -> None:
    assert tables.left_out(name, cells) is left_out
