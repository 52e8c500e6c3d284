"""The statement counts exactly as the rules: random limits, days, hours, calendars and time zones."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from comitas.cases.models import Case, Part, StepTaken
from comitas.cases.tests.building import add_part, open_case
from comitas.directory.models import Authority
from comitas.samples.cast import Cast
from comitas.worklist import actions, queries
from comitas.worklist.queries.sources import BY_CODE, SOURCES, Source
from comitas.worklist.queries.sources import source as sources
from comitas.worklist.queries.statement import counted_facts
from comitas.worklist.rules import clock
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.limit import ROLLS, UNITS, Limit

LEAP = (date(2028, 2, 28), date(2028, 2, 29), date(2024, 2, 29), date(2026, 1, 31), date(2026, 12, 31))
CHANGES = (date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5))
"""Days on which clocks are put forward or back, in Europe and in Lord Howe."""


def some_limits(random: Random, count: int) -> dict[str, Limit]:
    """Limits of every unit, direction and roll that can be."""
    found: dict[str, Limit] = {}
    while len(found) < count:
        unit, code = random.choice(list(UNITS)), f"x{len(found)}"
        longest = {"years": 8, "months": 90, "weeks": 60}.get(unit, 400)
        roll = random.choice(list(ROLLS)) if unit not in ("hours", "date", "working") else ""
        back = unit != "hours" and random.random() < 0.4
        full = not back and unit in ("calendar", "weeks", "months") and random.random() < 0.3
        length = 0 if unit == "date" else min(longest, random.choice([1, 2, 3, 7, 30, random.randint(1, longest)]))
        found[code] = Limit(code, length, unit, "received", "Do it", "Because.", back=back, roll=roll, full_days=full)
    return found


@pytest.mark.parametrize(("seed", "rest", "zone"), [
    (1, (5, 6), "Europe/Zurich"), (2, (4, 5), "Asia/Riyadh"), (3, (6,), "Pacific/Kiritimati"), (4, (), "Australia/Lord_Howe"),
])  # fmt: skip
def test_every_limit_ends_in_the_statement_on_the_day_that_the_rules_give(
    cast: Cast, at: datetime, seed: int, rest: tuple[int, ...], zone: str
) -> None:
    """What is cut off after the first ones is decided by the statement."""
    random = Random(seed)
    limits = some_limits(random, 120)
    case = open_case(cast, at)
    Authority.objects.filter(pk=cast.central).update(time_zone=zone)
    actions.set_timetable(
        by=cast.karin, at=at, authority=cast.central, version=0, country="FR", region="", rest=rest, lengths={}
    )
    calendar = queries.timetables()[cast.central].calendar
    starts = [
        random.choice([*LEAP, *CHANGES, date(2024, 1, 1) + timedelta(random.randrange(1500))]) for _code in limits
    ]
    hours = [random.choice([None, time(0), time(1, 45), time(2, 30), time(3, 5), time(23, 59)]) for _code in limits]
    given = Source(
        ("acknowledge",), ("code", "thing", "case_id", "day", "hour"),
        "SELECT code, mine.id, mine.id, day, hour FROM mine CROSS JOIN unnest(%s::text[], %s::date[], %s::time[]) d (code, day, hour)",
        lambda: [list(limits), starts, hours],
    )  # fmt: skip
    found = counted_facts(Case.objects.filter(pk=case.pk), at, 1000, sources=[given], limits=limits)
    assert len(found) == len(limits)
    for fact, due, _total in found:
        limit = limits[fact.code]
        expected = clock.due(limit, fact.day, calendar)
        if limit.unit == "hours":
            expected = clock.ends_at(limit, fact.day, fact.hour, zone).astimezone(ZoneInfo(zone)).date()
        assert due == expected, (limit, fact.day, fact.hour)


def test_every_limit_has_its_facts_and_each_its_one_source() -> None:
    assert set(BY_CODE) == set(LIMITS)
    with pytest.raises(ValueError, match="two sources"):
        sources.together([*SOURCES, SOURCES[0]])


@pytest.mark.parametrize("wrong", [
    {"codes": ("nothing",)}, {"columns": ("code", "thing", "case_id", "day", "colour")}, {"columns": ("code", "thing", "day")},
])  # fmt: skip
def test_a_source_that_does_not_fit_is_refused_when_it_is_written(wrong: dict[str, Any]) -> None:
    fits: dict[str, Any] = {"codes": ("answer",), "columns": ("code", "thing", "case_id", "day"), "sql": "SELECT 1"}
    with pytest.raises(ValueError, match="a source with"):
        Source(**(fits | wrong))


def test_a_fact_without_a_day_asks_for_nothing(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    empty = Source(("answer",), ("code", "thing", "case_id", "day"), "SELECT 'answer', id, id, NULL::date FROM mine")
    assert counted_facts(Case.objects.filter(pk=case.pk), at, 10, sources=[empty]) == []
    assert isinstance(case.pk, UUID)


PAUSING = ("information-requested", "postponed")
STANDING = ("examining", "accepted", "with-authority", *PAUSING)


def history(random: Random, part: Part, at: datetime) -> None:
    """Steps and corrections of *part* with their dates in any order, as rows: a correction undoes the last that stands."""
    standing: list[StepTaken] = []
    for serial in range(1, random.randint(1, 9)):
        before = standing[-1].state_after if standing else "received"
        undone = standing.pop() if standing and random.random() < 0.35 else None
        step = StepTaken.objects.create(
            part=part, serial=serial, step="correct" if undone else "x", state_before=before, corrects=undone,
            state_after=undone.state_before if undone else random.choice(STANDING),
            on=date(2026, 1, 12) + timedelta(random.randrange(60)), at=at,
        )  # fmt: skip
        if undone is None:
            standing.append(step)
    Part.objects.filter(pk=part.pk).update(state=standing[-1].state_after if standing else "received")


@pytest.mark.parametrize(("seed", "zone"), [(1, "Europe/Zurich"), (2, "Pacific/Kiritimati"), (3, "Pacific/Pago_Pago")])
def test_pauses_and_corrections_in_any_order_move_both_alike(cast: Cast, at: datetime, seed: int, zone: str) -> None:
    """Also where it is another day at the office than here, so that a pause that goes on has a day more or less."""
    random = Random(seed)
    Authority.objects.filter(pk=cast.central).update(time_zone=zone)
    actions.set_timetable(
        by=cast.karin, at=at, authority=cast.central, version=0, country="", region="", rest=(5, 6), lengths={"target": 20},
        switched={"target": True},
    )  # fmt: skip
    for _case in range(25):
        case = open_case(cast, at, received_on=date(2026, 1, 12))
        history(random, add_part(cast, at, case, bases=[{"code": "eio", "cited": "", "agreed_9_29": False}]), at)
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    told = {
        (task.code, task.thing): (task.due, task.unlike)
        for task in queries.worklist(cast.ines, most=2000, at=late).tasks
    }
    counted = {(fact.code, fact.thing): due for fact, due, _total in counted_facts(Case.objects.all(), late, 2000)}
    assert counted == {key: due for key, (due, _unlike) in told.items()}
    moved = [due != unlike for (code, _thing), (due, unlike) in told.items() if code == "target" and unlike]
    assert len(moved) >= 5 and any(moved), "the histories pause something"
