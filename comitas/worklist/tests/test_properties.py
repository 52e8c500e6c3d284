"""Properties of the clocks: every State's holidays, leap days, time zones, pauses and corrections in any order, backward and forward."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.cases.rules.facts import Taken, effective
from comitas.core.clock import local_date
from comitas.worklist.rules.calendars import Calendar, add_working_days, previous_working_day, working_days
from comitas.worklist.rules.clock import (
    Given,
    Limit,
    add_months,
    alarmed,
    counting,
    due,
    ends,
    ends_at,
    limited,
    net_due,
)
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.pauses import Stretch, paused, running_until, stretches
from comitas.worklist.rules.public import countries, named

quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))
WEEKENDS = st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({6}), frozenset({4}), frozenset[int]()])
ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
DAY = timedelta(days=1)


@cache
def holidays_of(country: str, region: str) -> dict[date, str]:
    return named(country, region, date(2027, 12, 1), date(2029, 3, 1))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """The holidays of some State, perhaps of a region, with some days that it works all the same."""
    country = draw(st.sampled_from(sorted(countries())))
    region = draw(st.sampled_from(("", *countries()[country][:3])))
    return Calendar(holidays_of(country, region), draw(WEEKENDS), draw(st.frozensets(DAYS, max_size=3)))


def limit(length: int, unit: str = "calendar", **more: object) -> Limit:
    return Limit("x", length, unit, "received", "Do it", "Because.", **more)  # type: ignore[arg-type]  # a row of a table


NEAR = st.dates(date(2027, 12, 10), date(2028, 12, 31))
"""Around a leap day, where the holidays are known."""


@quick
@given(NEAR, st.integers(1, 25), calendars())
def test_working_days_back_undo_working_days_forward(start: date, length: int, calendar: Calendar) -> None:
    last = due(limit(length, "working"), start, calendar)
    first = due(limit(length, "working", back=True), last, calendar)
    assert first == previous_working_day(start, calendar)
    assert working_days(first, last, calendar) == length


@quick
@given(NEAR, st.integers(1, 120), calendars())
def test_a_roll_stays_on_its_side_and_lands_on_the_nearest_working_day(
    start: date, length: int, calendar: Calendar
) -> None:
    for roll, step in (("next", DAY), ("previous", -DAY)):
        plain, rolled = due(limit(length), start, calendar), due(limit(length, roll=roll), start, calendar)
        assert calendar.works(rolled) and abs((rolled - plain).days) < 30
        between = [plain + step * n for n in range(abs((rolled - plain).days))]
        assert not any(calendar.works(day) for day in between)
        left_out = [day for day, _name in counting(limit(length, roll=roll), start, calendar).skipped]
        assert left_out == between
    back = due(limit(length, back=True), start, calendar)
    assert due(limit(length), back, calendar) == start


@quick
@given(NEAR, st.integers(2, 30), calendars())
def test_two_days_or_more_hold_two_working_days(start: date, length: int, calendar: Calendar) -> None:
    last = due(limit(length, roll="next", full_days=True), start, calendar)
    assert working_days(start, last, calendar) >= 2
    assert last >= due(limit(length, roll="next"), start, calendar)


@quick
@given(DAYS, st.integers(-60, 60))
def test_months_end_on_the_same_number_or_on_the_last_of_the_month(start: date, months: int) -> None:
    found = add_months(start, months)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day == start.day or (found.day < start.day and (found + DAY).day == 1)


@pytest.mark.parametrize(("start", "unit", "length", "last"), [
    (date(2026, 3, 3), "calendar", 7, date(2026, 3, 10)), (date(2026, 3, 3), "weeks", 1, date(2026, 3, 10)),
    (date(2026, 1, 31), "months", 1, date(2026, 2, 28)), (date(2028, 1, 31), "months", 1, date(2028, 2, 29)),
    (date(2028, 2, 29), "years", 1, date(2029, 2, 28)), (date(2028, 2, 28), "calendar", 1, date(2028, 2, 29)),
    (date(2026, 12, 3), "months", 2, date(2027, 2, 3)),
])  # fmt: skip
def test_the_day_of_the_event_is_not_counted(start: date, unit: str, length: int, last: date) -> None:
    assert due(limit(length, unit), start, Calendar()) == last


@quick
@given(DAYS, st.one_of(st.none(), st.times()), st.sampled_from(ZONES), st.sampled_from([8, 48, 96]))
def test_hours_run_through_nights_weekends_and_changes_of_the_clock(
    start: date, hour: time | None, zone: str, length: int
) -> None:
    ends_on = ends_at(limit(length, "hours"), start, hour, zone)
    began = datetime.combine(start, hour or time.min, ZoneInfo(zone)).astimezone(UTC)
    over = (ends_on - began) - timedelta(hours=length)
    assert timedelta(0) <= over <= timedelta(hours=1), "at most the hour of the event, which is not counted"
    if hour is None:
        assert over == timedelta(0), "in doubt from the beginning of the day"
    day, at, _other = ends(limit(length, "hours"), Given(start, Calendar(), hour, zone))
    assert at == ends_on and day == local_date(ends_on, zone)


@quick
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
)
def test_a_date_is_that_of_the_office_even_across_the_date_line(at: datetime, here: str, there: str) -> None:
    assert abs((local_date(at, here) - local_date(at, there)).days) <= 2
    assert abs((local_date(at, here) - at.date()).days) <= 1


PAUSING = ("information-requested", "postponed")
STATES = ("examining", "accepted", "with-authority", *PAUSING)
TODAY = date(2026, 6, 1)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Taken], dict[str, date]]:
    """Steps as the rules let them be taken: a correction undoes the last that stands; dates come in any order."""
    steps: list[Taken] = []
    days: dict[str, date] = {}
    for number in range(draw(st.integers(0, 9))):
        standing = effective(steps)
        state = standing[-1].after if standing else "received"
        key = f"s{number}"
        if standing and draw(st.booleans()):
            steps.append(Taken(key, "correct", state, standing[-1].before, standing[-1].key))
        else:
            steps.append(Taken(key, "x", state, draw(st.sampled_from(STATES))))
        days[key] = draw(st.dates(date(2026, 1, 12), TODAY))
    return steps, days


@quick
@given(histories())
def test_corrected_steps_leave_no_trace_in_the_pauses(history: tuple[list[Taken], dict[str, date]]) -> None:
    steps, days = history
    found = stretches(steps, days, PAUSING)
    assert found == stretches(effective(steps), days, PAUSING)
    assert all(one.state in PAUSING and (one.until is None or one.since < one.until) for one in found)
    standing = effective(steps)
    moved = [step for step in standing if step.before != step.after]
    still = bool(moved) and moved[-1].after in PAUSING
    assert any(one.until is None for one in found) == still
    assert stretches(steps, days, ()) == ()


@quick
@given(histories(), st.integers(1, 200), st.dates(date(2026, 1, 12), date(2026, 3, 1)))
def test_a_pause_adds_just_its_days_and_never_excuses_what_binds(
    history: tuple[list[Taken], dict[str, date]], length: int, start: date
) -> None:
    steps, days = history
    pauses = stretches(steps, days, PAUSING)
    last = running_until(start, length, pauses, TODAY)
    counted = [start + DAY * n for n in range(1, (last - start).days + 1)]
    assert sum(not paused(day, pauses, TODAY) for day in counted) == length
    assert not paused(last, pauses, TODAY)
    binds = limit(length, must=True, pause=PAUSING)
    bound = limited("1", binds, Given(start, Calendar(), pauses=pauses, today=TODAY))
    assert bound.due == start + DAY * length, "the legal clock keeps its day"
    mine = limited("1", limit(length, pause=PAUSING), Given(start, Calendar(), pauses=pauses, today=TODAY))
    assert mine.due == last >= bound.due
    assert (bound.unlike, mine.unlike) == ((last, bound.due) if pauses else (None, None))


def test_an_open_pause_moves_the_day_with_each_day() -> None:
    pauses = (Stretch(date(2026, 2, 1), None, "postponed"),)
    days = [
        net_due(limit(30, pause=PAUSING), Given(date(2026, 1, 12), Calendar(), pauses=pauses, today=TODAY + DAY * n))
        for n in (0, 1, 9)
    ]
    assert [(day - days[0]).days for day in days] == [0, 1, 9]


def test_liberty_stands_in_the_tables_as_it_must() -> None:
    hanging = [limit for limit in LIMITS.values() if limit.liberty]
    assert len(hanging) >= 15
    assert not any(limit.roll or limit.pause or limit.unit in ("working", "hours") for limit in hanging)
    assert {LIMITS[code].start for code in ("ece-may-release", "ece-must-release")} == {"arrest"}


@quick
@given(NEAR, st.integers(-5, 90))
def test_alarms_are_seen_on_their_day_and_for_a_week(due_on: date, ahead: int) -> None:
    barred = limited("1", LIMITS["barred"], Given(due_on, Calendar()))
    seen = alarmed(barred, due_on - DAY * ahead)
    assert seen == any(alarm - 7 < ahead <= alarm for alarm in (60, 30, 7))


@quick
@given(NEAR, st.integers(1, 15), calendars())
def test_a_holiday_announced_the_night_before_moves_a_limit_by_one_working_day(
    start: date, length: int, calendar: Calendar
) -> None:
    last = add_working_days(start, length, calendar)
    announced = Calendar({**calendar.holidays, last: "Announced"}, calendar.weekend, calendar.worked - {last})
    assert add_working_days(start, length, announced) == add_working_days(last, 1, calendar)


def by_hand(limit: Limit, start: date, calendar: Calendar) -> date:
    """The last day, counted one day after the other on a paper calendar: the rule again, without its shortcuts."""
    step, day = (-DAY if limit.back else DAY), start
    if limit.unit == "working":
        counted = 0
        while counted < limit.length:
            day += step
            counted += calendar.works(day)
        return day
    if limit.unit in ("months", "years"):
        month = start.month + (1 if step == DAY else -1) * limit.length * (12 if limit.unit == "years" else 1)
        year, month = start.year + (month - 1) // 12, (month - 1) % 12 + 1
        number = start.day
        while True:
            try:
                day = date(year, month, number)
                break
            except ValueError:
                number -= 1
    else:
        for _count in range({"calendar": 1, "weeks": 7}.get(limit.unit, 0) * limit.length):
            day += step
    rolls = {"next": DAY, "previous": -DAY}.get(limit.roll)
    while rolls and not calendar.works(day):
        day += rolls
    while limit.full_days and sum(calendar.works(start + DAY * n) for n in range(1, (day - start).days + 1)) < 2:
        day += DAY
    return day


STATES_AND_REGIONS = sorted((state, region) for state, regions in countries().items() for region in ("", *regions[:1]))
ODD = (date(2028, 2, 28), date(2028, 2, 29), date(2028, 1, 31), date(2028, 12, 24))
"""Around a leap day, the last of a month, and the end of the year."""


@pytest.mark.parametrize("tenth", range(10))
def test_every_limit_ends_where_a_paper_calendar_ends_it_in_every_state(tenth: int) -> None:
    """Every State whose holidays are known, and a region of it; forward and backward, with every roll."""
    counted = 0
    for place in STATES_AND_REGIONS[tenth::10]:
        calendar = Calendar(
            holidays_of(*place), frozenset({4, 5}) if place[0] in ("AE", "SA", "EG") else frozenset({5, 6})
        )
        for each in LIMITS.values():
            if each.unit == "hours" or (
                each.unit in ("calendar", "weeks") and not each.roll and not each.full_days and tenth
            ):
                continue  # those know no calendar: they are counted once, with the first tenth
            for start in ODD:
                if holidays_reach(each, start):
                    assert due(each, start, calendar) == by_hand(each, start, calendar), (place, each.code, start)
                    counted += 1
    assert counted > 500


def holidays_reach(limit: Limit, start: date) -> bool:
    """Whether the days around both ends are among those whose holidays were asked for."""
    return date(2027, 12, 10) <= by_hand(limit, start, Calendar()) <= date(2029, 2, 1)


def test_every_state_is_among_them() -> None:
    assert len({state for state, _region in STATES_AND_REGIONS}) >= 150
    assert all(holidays_of(state, "") for state in ("FR", "SA", "CN", "BR", "RU", "ET", "NP", "IL"))


@quick
@given(NEAR, st.integers(0, 40), st.sampled_from(sorted(LIMITS)), calendars())
def test_what_happens_later_never_ends_earlier_and_each_ends_on_its_side(
    start: date, later: int, code: str, calendar: Calendar
) -> None:
    each = LIMITS[code]
    if each.unit == "hours":
        return
    last = due(each, start, calendar)
    assert last <= due(each, start + DAY * later, calendar)
    assert (last <= start) if each.back else (last >= start)
    if each.liberty:
        assert last == due(each, start, Calendar()), "no holiday moves what liberty hangs on"
    if each.roll:
        assert calendar.works(last)


@quick
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),
    st.sampled_from(ZONES),
    st.integers(1, 60),
)
def test_a_limit_counts_from_the_local_day_of_the_office(at: datetime, zone: str, length: int) -> None:
    """What arrives at one instant is received on two days on two sides of the date line, and each limit follows its own."""
    here, there = local_date(at, zone), local_date(at, "Pacific/Kiritimati")
    assert (due(limit(length), there, Calendar()) - due(limit(length), here, Calendar())) == there - here
    midnight = datetime.combine(here + DAY, time.min, ZoneInfo(zone)).astimezone(UTC)
    assert local_date(midnight - timedelta(seconds=1), zone) <= here and local_date(midnight, zone) > here
