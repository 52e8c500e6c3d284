"""What needs somebody: each kind of date, for whom, in which order, and what is never told to others."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.cases import actions
from comitas.cases import queries as cases
from comitas.cases.models import Case, Part, Person
from comitas.cases.tests.building import add_part, open_case, restricted_case, take
from comitas.core.actor import Actor
from comitas.samples.cast import Cast
from comitas.worklist import queries

RECEIVED = date(2026, 1, 12)
WANTED = date(2026, 3, 20)


def told(actor: Actor) -> list[tuple[str, str, date]]:
    """Kind, number and date of everything that needs *actor*."""
    return [(task.code, task.case, task.due) for task in queries.worklist(actor).tasks]


def quiet(cast: Cast, at: datetime, **more: Any) -> Case:
    """A case of Ines that asks for nothing: it is acknowledged and has no date."""
    case = open_case(cast, at, **more)
    Case.objects.filter(pk=case.pk).update(acknowledged_on=RECEIVED)
    return case


def lately(cast: Cast, at: datetime, case: Case, **more: Any) -> Part:
    """A part with which an authority is busy."""
    part = add_part(cast, at, case, **more)
    take(cast, at, part, "accept")
    take(cast, at, part, "transmit", review_on=date(2026, 3, 17))
    return part


def test_a_request_is_to_be_acknowledged_until_it_is(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    assert told(cast.ines) == [("acknowledge", case.number, RECEIVED + timedelta(days=7))]
    Case.objects.filter(pk=case.pk).update(acknowledged_on=RECEIVED)
    assert told(cast.ines) == []


def test_what_is_no_request_needs_no_acknowledgement(cast: Cast, at: datetime) -> None:
    open_case(cast, at, counts=False, kind="spontaneous")
    assert told(cast.ines) == []


def test_what_was_asked_by_telephone_is_wanted_in_writing(cast: Cast, at: datetime) -> None:
    case = quiet(cast, at, channel="telephone", received_on=date(2026, 2, 27))
    assert told(cast.ines) == [("confirm-oral", case.number, date(2026, 3, 3))]
    Case.objects.filter(pk=case.pk).update(written_on=date(2026, 3, 2))
    assert told(cast.ines) == []


def test_a_part_is_wanted_by_its_date_until_it_is_answered(cast: Cast, at: datetime) -> None:
    part = add_part(cast, at, quiet(cast, at), deadline=WANTED)
    assert told(cast.ines) == [("answer-part", f"{part.case.number}-1", WANTED)]
    for step in ("accept", "record-result", "answer"):
        take(cast, at, part, step)
    assert told(cast.ines) == []


def test_the_date_of_a_case_counts_with_its_reason_for_parts_that_have_no_earlier_one(cast: Cast, at: datetime) -> None:
    case = quiet(cast, at, wanted_by=WANTED, wanted_because="Trial on 1 April.")
    first = queries.worklist(cast.ines).tasks[0]
    assert (first.code, first.due, str(first.why)) == (
        "answer",
        WANTED,
        "Wanted by the other State: Trial on 1 April.",
    )
    part = add_part(cast, at, case, deadline=WANTED - timedelta(days=3))
    assert told(cast.ines) == [("answer-part", f"{case.number}-1", WANTED - timedelta(days=3))]
    Part.objects.filter(pk=part.pk).update(deadline=WANTED + timedelta(days=3))
    assert [code for code, *_rest in told(cast.ines)] == ["answer", "answer-part"]
    Part.objects.filter(pk=part.pk).update(state="answered")
    assert told(cast.ines) == []


def test_a_part_is_looked_at_again_on_its_day(cast: Cast, at: datetime) -> None:
    part = lately(cast, at, quiet(cast, at))
    assert told(cast.ines) == [("review", f"{part.case.number}-1", date(2026, 3, 17))]
    take(cast, at, part, "withdraw")
    assert told(cast.ines) == []


@pytest.mark.parametrize("over", ["appeal", "become-final"])
def test_the_end_of_a_remedy_is_watched_until_it_is_known_what_came_of_it(cast: Cast, at: datetime, over: str) -> None:
    part = add_part(cast, at, quiet(cast, at))
    for step in ("accept", "go-to-court"):
        take(cast, at, part, step)
    take(cast, at, part, "court-allows", suspensive=True, remedy_until=date(2026, 3, 16))
    assert told(cast.ines) == [("remedy", f"{part.case.number}-1", date(2026, 3, 16))]
    take(cast, at, part, over, suspensive=True, final_on=date(2026, 3, 3))
    assert "remedy" not in [code for code, *_rest in told(cast.ines)]


def test_a_court_that_refuses_leaves_a_remedy_to_watch(cast: Cast, at: datetime) -> None:
    part = lately(cast, at, quiet(cast, at))
    take(cast, at, part, "court-refuses", suspensive=False, court="Court of Appeal", remedy_until=date(2026, 3, 16))
    assert told(cast.ines) == [("remedy", f"{part.case.number}-1", date(2026, 3, 16))]


def test_custody_puts_every_date_of_its_case_first(cast: Cast, at: datetime) -> None:
    add_part(cast, at, quiet(cast, at), deadline=date(2026, 1, 2))
    held = quiet(cast, at)
    add_part(cast, at, held, deadline=WANTED)
    person = actions.add_person(by=cast.ines, at=at, case=held.pk, name="Oren Kestley")
    actions.set_custody(
        by=cast.ines, at=at, person=person.pk, since=date(2026, 1, 2), review_on=date(2026, 3, 5), place="Port Selwyn"
    )
    found = queries.worklist(cast.ines).tasks
    assert [(task.code, task.liberty) for task in found] == [
        ("custody", True),
        ("answer-part", True),
        ("answer-part", False),
    ]
    assert [task.thing for task in found][0] == person.pk


def test_a_closed_case_needs_nobody(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, wanted_by=WANTED)
    part = lately(cast, at, case, deadline=WANTED)
    Person.objects.create(case=case, name="A", folded="a", custody_since=RECEIVED, custody_review=WANTED)
    Part.objects.filter(pk=part.pk).update(remedy_until=WANTED)
    assert len(told(cast.ines)) == 5
    Case.objects.filter(pk=case.pk).update(closed_on=date(2026, 3, 3), outcome="V9")
    assert told(cast.ines) == []
    assert (queries.waiting_for_others(cast.ines), queries.load(cast.ines, at.date()).open) == ([], 0)


def test_each_has_their_own_and_who_answers_for_all_also_what_nobody_has(cast: Cast, at: datetime) -> None:
    mine, nobodys = open_case(cast, at), open_case(cast, at, officer=None)
    seen = {who: {number for _code, number, _due in told(cast.people[who])} for who in cast.people}
    assert seen == {who: set() for who in cast.people} | {
        "ines": {mine.number},
        "karin": {nobodys.number},
        "rosa": {nobodys.number},
    }


def test_a_restricted_case_is_in_no_row_and_no_count_of_others(cast: Cast, at: datetime) -> None:
    case = restricted_case(cast, at, officer=None, wanted_by=WANTED)
    lately(cast, at, case, deadline=WANTED)
    assert queries.worklist(cast.rosa) == queries.Worklist([], 0)
    assert queries.worklist(cast.karin).total == 3
    Case.objects.filter(pk=case.pk).update(officer=cast.jonas.id)
    assert queries.worklist(cast.jonas).total == 0
    assert queries.waiting_for_others(cast.jonas) == []
    assert queries.load(cast.jonas, at.date()) == queries.Load(0, 0, 0)


def test_a_recused_officer_is_told_nothing_of_the_case(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    accounts.recuse(
        by=cast.karin,
        at=at,
        permission="case:restrict",
        compartment=case.compartment_id,
        user=cast.ines.id,
        reason="Her cousin.",
    )
    assert queries.worklist(cast.ines) == queries.Worklist([], 0)


def test_the_soonest_are_given_and_the_rest_is_counted(cast: Cast, at: datetime) -> None:
    days = [RECEIVED - timedelta(days=n) for n in (3, 9, 0, 5)]
    for day in days:
        open_case(cast, at, received_on=day, wanted_by=date(2026, 4, 1))
    found = queries.worklist(cast.ines, most=3)
    assert [task.due for task in found.tasks] == [day + timedelta(days=7) for day in sorted(days)[:3]]
    assert (found.total, found.left_out) == (8, 5)


def test_it_costs_the_same_for_one_case_as_for_many(
    cast: Cast, at: datetime, django_assert_num_queries: Callable[..., Any]
) -> None:
    for count in (1, 8):
        for _number in range(count):
            lately(cast, at, open_case(cast, at, wanted_by=WANTED), deadline=WANTED)
        with access.remembering(), django_assert_num_queries(3):
            queries.worklist(cast.ines)


def test_what_lies_with_others_is_counted_with_its_oldest(cast: Cast, at: datetime) -> None:
    parts = [lately(cast, at, quiet(cast, at)) for _number in range(3)]
    Part.objects.filter(pk=parts[1].pk).update(state_since=date(2026, 1, 13))
    Part.objects.filter(pk=parts[2].pk).update(state="information-requested")
    assert queries.waiting_for_others(cast.ines) == [
        queries.Waiting("with-authority", 2, date(2026, 1, 13)),
        queries.Waiting("information-requested", 1, date(2026, 3, 3)),
    ]
    assert queries.waiting_for_others(cast.jonas) == []


def test_the_load_of_an_officer(cast: Cast, at: datetime) -> None:
    for day in (date(2024, 1, 1), date(2026, 3, 1), RECEIVED):
        open_case(cast, at, received_on=day)
    assert queries.load(cast.ines, at.date()) == queries.Load(3, 1, 1)


@pytest.mark.parametrize(
    ("today", "received", "old"),
    [
        (date(2026, 3, 3), date(2025, 3, 3), False),
        (date(2026, 3, 3), date(2025, 3, 2), True),
        (date(2028, 3, 3), date(2027, 3, 3), False),  # 366 days lie between
        (date(2028, 2, 29), date(2027, 2, 28), False),
        (date(2028, 2, 29), date(2027, 2, 27), True),
    ],
)
def test_over_a_year_is_the_same_for_the_officer_and_the_head(
    cast: Cast, at: datetime, today: date, received: date, old: bool
) -> None:
    Case.objects.filter(pk=open_case(cast, at).pk).update(received_on=received)
    mine, heads = queries.load(cast.ines, today), cases.workloads(cast.karin, cast.central, today)
    assert (mine.over_a_year, heads[0].over_a_year) == (int(old), int(old))
