"""Clocks, by example and by property."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.cases.rules.words import Sentence
from comitas.worklist.rules.calendars import (
    Calendar,
    add_working_days,
    end_of_week,
    next_working_day,
    working_days,
)
from comitas.worklist.rules.clock import (
    Deadline,
    Given,
    counting,
    distance,
    due,
    group,
    in_order,
    limited,
    wanted_because,
)
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.limit import Limit, with_length

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TODAY = date(2026, 3, 3)
PLAIN = Calendar()
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
CALENDARS = st.builds(
    Calendar,
    holidays=st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.just("Fair"), max_size=30),
    worked=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=10),
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({6})]),
)


def limit(length: int, unit: str = "calendar", **more: Any) -> Limit:
    return Limit("x", length, unit, "received", "Do it", "Because.", **more)


def test_seven_days_from_3_march_end_on_10_march() -> None:
    assert due(LIMITS["acknowledge"], TODAY, PLAIN) == date(2026, 3, 10)
    assert limited("2026/0021", LIMITS["acknowledge"], Given(TODAY, PLAIN)).due == date(2026, 3, 10)


def test_a_last_day_on_a_weekend_moves_only_where_the_rule_rolls() -> None:
    assert due(limit(4), TODAY, PLAIN) == date(2026, 3, 7)
    assert due(limit(4, roll="next"), TODAY, PLAIN) == date(2026, 3, 9)
    assert due(limit(4, roll="next"), TODAY, Calendar({date(2026, 3, 9): "Fair"})) == date(2026, 3, 10)


@untimed
@given(DAYS, st.integers(1, 400), CALENDARS)
def test_a_roll_only_ever_moves_forward_to_a_working_day(start: date, length: int, calendar: Calendar) -> None:
    plain, rolled = due(limit(length), start, calendar), due(limit(length, roll="next"), start, calendar)
    assert plain == start + timedelta(days=length)
    assert calendar.works(rolled)
    assert not any(calendar.works(plain + timedelta(days=ahead)) for ahead in range((rolled - plain).days))


@untimed
@given(DAYS, st.integers(1, 200), CALENDARS)
def test_working_days_count_back_to_their_length(start: date, length: int, calendar: Calendar) -> None:
    last = add_working_days(start, length, calendar)
    assert calendar.works(last)
    assert working_days(start, last, calendar) == length
    assert working_days(last, start, calendar) == -length


def test_a_holiday_announced_the_night_before_moves_the_limit() -> None:
    assert add_working_days(TODAY, 2, PLAIN) == date(2026, 3, 5)
    assert add_working_days(TODAY, 2, Calendar({date(2026, 3, 4): "Fair"})) == date(2026, 3, 6)


def test_liberty_never_rolls_and_is_never_counted_in_working_days() -> None:
    with pytest.raises(ValueError, match="liberty"):
        limit(18, liberty=True, roll="next")
    with pytest.raises(ValueError, match="liberty"):
        limit(18, "working", liberty=True)
    with pytest.raises(ValueError, match="liberty"):
        limit(18, liberty=True, pause=("postponed",))


def test_a_limit_without_sense_is_refused() -> None:
    for length, unit in ((0, "calendar"), (4000, "calendar"), (3, "moons"), (1, "date")):
        with pytest.raises(ValueError, match="not a limit"):
            limit(length, unit)
    with pytest.raises(ValueError, match="no working day"):
        next_working_day(TODAY, Calendar(weekend=frozenset(range(7))))


def at(day: date, *, liberty: bool = False, case: str = "1") -> Deadline:
    return Deadline(case, Sentence("x"), day, Sentence("x"), liberty)


def test_home_is_ordered_liberty_overdue_today_week_later() -> None:
    given = [
        at(date(2026, 3, 30)),
        at(date(2026, 3, 5)),
        at(TODAY),
        at(date(2026, 3, 2)),
        at(date(2026, 3, 5), liberty=True),
    ]
    ordered = in_order(given, TODAY, PLAIN)
    assert [deadline.due.day for deadline in ordered["first"]] == [5, 2]
    assert [[deadline.due.day for deadline in ordered[name]] for name in ("today", "week", "ahead", "later")] == [
        [3],
        [5],
        [],
        [30],
    ]
    assert list(ordered) == ["first", "today", "week", "ahead", "later"]


@untimed
@given(st.lists(st.builds(at, DAYS, liberty=st.booleans())), DAYS, CALENDARS)
def test_no_deadline_is_lost_and_each_stands_in_one_group(
    given: list[Deadline], today: date, calendar: Calendar
) -> None:
    ordered = in_order(given, today, calendar)
    assert sum(len(found) for found in ordered.values()) == len(given)
    assert all(group(deadline, today, calendar) == name for name, found in ordered.items() for deadline in found)
    assert all(deadline in ordered["first"] for deadline in given if deadline.due < today)


def test_the_week_ends_with_its_weekend() -> None:
    assert end_of_week(TODAY, PLAIN) == date(2026, 3, 8)
    assert end_of_week(TODAY, Calendar(weekend=frozenset({4, 5}))) == date(2026, 3, 7)
    assert end_of_week(date(2026, 3, 8), PLAIN) == date(2026, 3, 8)


def test_distance_is_said_in_words() -> None:
    said = [str(distance(TODAY + timedelta(days=days), TODAY, PLAIN)) for days in (0, -1, -3, 1, 10)]
    assert said == ["today", "1 day late", "3 days late", "1 working day", "8 working days"]


def test_the_counting_names_the_days_that_were_left_out() -> None:
    calendar = Calendar({date(2026, 4, 6): "Easter Monday"}, worked=frozenset({date(2026, 4, 4)}))
    found = counting(limit(2, "working"), date(2026, 4, 3), calendar)
    assert due(limit(2, "working"), date(2026, 4, 3), calendar) == date(2026, 4, 7)
    assert found.skipped == ((date(2026, 4, 5), ""), (date(2026, 4, 6), "Easter Monday"))
    rolled = counting(limit(2, roll="next"), date(2026, 4, 3), calendar)
    assert rolled.skipped == ((date(2026, 4, 5), ""), (date(2026, 4, 6), "Easter Monday"))
    assert counting(limit(2), date(2026, 4, 3), calendar).skipped == ()


@untimed
@given(DAYS, st.integers(1, 60), CALENDARS, st.sampled_from([("working", ""), ("calendar", "next"), ("calendar", "")]))
def test_the_days_left_out_and_those_that_count_make_the_whole(
    start: date, length: int, calendar: Calendar, how: tuple[str, str]
) -> None:
    rule = limit(length, how[0], roll=how[1])
    last, skipped = due(rule, start, calendar), counting(rule, start, calendar).skipped
    assert (last - start).days == length + len(skipped)
    assert not any(calendar.works(day) for day, _name in skipped)


def test_what_a_treaty_fixes_no_authority_changes() -> None:
    assert with_length(LIMITS["answer"], 3) is LIMITS["answer"]


def test_every_deadline_says_why() -> None:
    plain = LIMITS["acknowledge"]
    assert str(limited("1", plain, Given(TODAY, PLAIN)).why) == "Requests are acknowledged within 7 days of receipt."
    own = limited("1", with_length(plain, 5), Given(TODAY, PLAIN), usual=plain.length)
    assert str(own.why) == "Your authority has set 5 days for this."
    assert str(wanted_because("trial")) == "Wanted by the other State: trial"
    assert wanted_because(" ") is None
