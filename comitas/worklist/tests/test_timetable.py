"""An authority's working days: whose holidays, own days, limits; who may set them; and that a statement counts as the rules do."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from comitas.cases.models import Case
from comitas.cases.tests.building import open_case
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.ledger.models import Line
from comitas.samples.cast import Cast
from comitas.worklist import actions, queries
from comitas.worklist.models import Day, Timetable
from comitas.worklist.rules import public, timetable
from comitas.worklist.rules.clock import due
from comitas.worklist.rules.law import LIMITS

GIVEN: dict[str, Any] = {"country": "CH", "region": "ZH", "rest": [5, 6], "lengths": {}}


def set_up(cast: Cast, at: datetime, by: Actor | None = None, version: int = 0, **changes: Any) -> Timetable:
    given = GIVEN | changes
    return actions.set_timetable(by=by or cast.karin, at=at, authority=cast.central, version=version, **given)


def set_day(cast: Cast, at: datetime, day: date, name: str = "Founding day", *, works: bool = False) -> None:
    actions.set_day(by=cast.karin, at=at, authority=cast.central, day=day, works=works, name=name)


def days(cast: Cast, first: date, last: date) -> list[tuple[date, str, bool]]:
    return [(one.day, one.name, one.works) for one in queries.days_off(cast.karin, cast.central, first, last)]


def told(cast: Cast, case: Case) -> date:
    return next(task.due for task in queries.worklist(cast.ines).tasks if task.case_id == case.pk)


def test_public_holidays_of_a_region_are_its_days_of_rest(cast: Cast, at: datetime) -> None:
    set_up(cast, at)
    named = {day: works for day, _name, works in days(cast, date(2026, 4, 1), date(2026, 5, 1))}
    assert named == {date(2026, 4, 3): False, date(2026, 4, 6): False, date(2026, 5, 1): False}


def test_own_days_count_for_more_than_public_holidays(cast: Cast, at: datetime) -> None:
    set_up(cast, at)
    set_day(cast, at, date(2026, 4, 6), "Worked for the fair", works=True)
    set_day(cast, at, date(2026, 4, 11), "Saturday worked", works=True)
    set_day(cast, at, date(2026, 4, 8))
    assert days(cast, date(2026, 4, 4), date(2026, 4, 12)) == [
        (date(2026, 4, 6), "Worked for the fair", True),
        (date(2026, 4, 8), "Founding day", False),
        (date(2026, 4, 11), "Saturday worked", True),
    ]
    actions.drop_day(by=cast.karin, at=at, authority=cast.central, day=date(2026, 4, 6))
    assert days(cast, date(2026, 4, 4), date(2026, 4, 7))[0][2] is False


def test_a_deadline_follows_the_calendar_at_once_and_says_which_days_it_left_out(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at + timedelta(days=60), channel="telephone", received_on=date(2026, 4, 2))
    Case.objects.filter(pk=case.pk).update(acknowledged_on=date(2026, 4, 2), written_on=None)
    assert told(cast, case) == date(2026, 4, 6)
    set_up(cast, at)
    assert told(cast, case) == date(2026, 4, 8)
    task = queries.worklist(cast.ines).tasks[0]
    assert task.counted is not None
    left_out = [day for day, _name in task.counted.skipped]
    assert left_out == [date(2026, 4, 3), date(2026, 4, 4), date(2026, 4, 5), date(2026, 4, 6)]
    set_up(cast, at, version=1, country="", region="", lengths={"confirm-oral": 3})
    assert told(cast, case) == date(2026, 4, 7)


@pytest.mark.parametrize("rest", [(5, 6), (4, 5), (6,), ()])
def test_a_statement_orders_by_the_very_day_that_the_rules_give(
    cast: Cast, at: datetime, rest: tuple[int, ...]
) -> None:
    """What is cut off after the first ones is decided by the statement: it must count like the rules."""
    set_up(cast, at, rest=rest, lengths={"confirm-oral": 4, "acknowledge": 9})
    for day in (date(2026, 4, 7), date(2026, 4, 14)):
        set_day(cast, at, day)
    set_day(cast, at, date(2026, 4, 12), "Worked", works=True)
    expected = {}
    for ahead in range(14):
        received = date(2026, 3, 30) + timedelta(days=ahead)
        case = open_case(cast, at + timedelta(days=60), channel="telephone", received_on=received)
        Case.objects.filter(pk=case.pk).update(acknowledged_on=received, written_on=None)
        expected[case.pk] = received
    calendar = queries.timetables()[cast.central].calendar
    limit = queries.timetables()[cast.central].limit("confirm-oral")
    assert limit.length == 4
    wanted = sorted((due(limit, received, calendar), pk) for pk, received in expected.items())
    for most in (1, 5, 9, 14):
        found = queries.worklist(cast.ines, most=most).tasks
        assert sorted(task.due for task in found) == [day for day, _pk in wanted[:most]]


def test_an_authority_that_has_set_nothing_rests_on_saturday_and_sunday(cast: Cast) -> None:
    plain = Day.objects.filter(timetable__authority=None)
    assert plain.count() == (timetable.LAST - timetable.FIRST).days + 1
    week = plain.filter(day__gte=date(2026, 3, 2), day__lte=date(2026, 3, 8)).order_by("day")
    assert [one.works for one in week] == [True] * 5 + [False] * 2
    numbers = list(week.values_list("number", flat=True))
    assert [n - numbers[0] for n in numbers] == [0, 1, 2, 3, 4, 4, 4]


def test_who_may_set_it(cast: Cast, at: datetime) -> None:
    for actor in (cast.ines, cast.rosa, cast.max, cast.solo):
        with pytest.raises(Denied):
            set_up(cast, at, by=actor)
        with pytest.raises(NotThere):
            queries.timetable_of(actor, cast.central)
    set_up(cast, at, by=cast.ada)


def test_the_second_of_two_is_told(cast: Cast, at: datetime) -> None:
    set_up(cast, at)
    with pytest.raises(Conflict):
        set_up(cast, at, country="FR", region="")
    assert Timetable.objects.get(authority=cast.central).country == "CH"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"country": "XA"}, "country"),
        ({"region": "XX"}, "region"),
        ({"rest": [0, 1, 2, 3, 4, 5]}, "rest"),
        ({"rest": [9]}, "rest"),
        ({"lengths": {"acknowledge": 0}}, "acknowledge"),
        ({"lengths": {"acknowledge": 99_999}}, "acknowledge"),
        ({"lengths": {"custody": 20}}, "custody"),
        ({"lengths": {"nothing": 20}}, "nothing"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    cast: Cast, at: datetime, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        set_up(cast, at, **wrong)
    assert set(refused.value.fields) == {field}
    assert not Timetable.objects.filter(authority=cast.central).exists()


@pytest.mark.parametrize(("day", "name"), [(date(1989, 12, 31), "x"), (date(2070, 1, 1), "x"), (date(2026, 4, 7), " ")])
def test_a_day_out_of_reach_or_without_a_name_is_refused(cast: Cast, at: datetime, day: date, name: str) -> None:
    with pytest.raises(Invalid):
        set_day(cast, at, day, name)


def test_what_was_set_stands_in_the_ledger_once(cast: Cast, at: datetime) -> None:
    set_up(cast, at, lengths={"acknowledge": 10, "confirm-oral": LIMITS["confirm-oral"].length})
    set_day(cast, at, date(2026, 4, 8))
    actions.drop_day(by=cast.karin, at=at, authority=cast.central, day=date(2026, 4, 8))
    actions.drop_day(by=cast.karin, at=at, authority=cast.central, day=date(2026, 4, 8))
    kinds = list(Line.objects.filter(kind__startswith="timetable.").order_by("id").values_list("kind", flat=True))
    assert kinds == ["timetable.set", "timetable.day-set", "timetable.day-dropped"]
    assert Timetable.objects.get(authority=cast.central).lengths == {"acknowledge": 10}


def test_the_holidays_of_every_state_can_be_told() -> None:
    """A year of each State and of each of its regions: names within bounds, days within the year."""
    first, last = date(2028, 1, 1), date(2028, 12, 31)
    for country, regions in public.countries().items():
        for region in ("", *regions[:2]):
            found = public.named(country, region, first, last)
            assert all(first <= day <= last and 0 < len(name) <= 120 for day, name in found.items()), country
    assert len(public.countries()) > 200
    with pytest.raises(KeyError):
        public.named("CH", "XX", first, last)
