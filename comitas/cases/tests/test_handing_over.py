"""All open cases of an officer go to another in one step, and who has how many."""

from datetime import date, datetime

import pytest

from comitas.accounts import actions as accounts
from comitas.cases import actions, queries
from comitas.cases.actions import handing
from comitas.cases.models import Case
from comitas.cases.rules.status import EXITS
from comitas.cases.tests.building import lines, open_case, restricted_case
from comitas.core.actor import Actor
from comitas.core.refusals import Denied, Invalid
from comitas.samples.cast import Cast


def over(cast: Cast, at: datetime, by: Actor | None = None, to: Actor | None = None) -> actions.HandedOver:
    officer, to = cast.ines.id or 0, to or cast.jonas
    return actions.hand_over(by=by or cast.karin, at=at, authority=cast.central, officer=officer, to=to.id or 0)


def officer_of(case: Case) -> int | None:
    return Case.objects.values_list("officer", flat=True).get(pk=case.pk)


def test_all_open_cases_go_over_each_with_its_line(cast: Cast, at: datetime) -> None:
    mine = [open_case(cast, at) for _number in range(3)]
    closed = open_case(cast, at)
    Case.objects.filter(pk=closed.pk).update(closed_on=at.date(), outcome=next(iter(EXITS)))
    assert over(cast, at) == actions.HandedOver(3, 0, 0)
    assert {officer_of(case) for case in mine} == {cast.jonas.id} and officer_of(closed) == cast.ines.id
    for case in mine:
        told = [payload for kind, payload in lines(case) if kind == "case.assigned"][-1]
        assert (told["officer"], told["before"]) == (cast.jonas.id, cast.ines.id)
    assert over(cast, at) == actions.HandedOver(0, 0, 0)


def test_a_restricted_case_stays_where_the_new_officer_may_not_read_it(cast: Cast, at: datetime) -> None:
    case, plain = restricted_case(cast, at), open_case(cast, at)
    Case.objects.filter(pk=case.pk).update(officer=cast.ines.id)
    assert over(cast, at) == actions.HandedOver(1, 1, 0)
    assert officer_of(case) == cast.ines.id and officer_of(plain) == cast.jonas.id


def test_a_case_from_which_the_new_officer_is_recused_stays(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    accounts.recuse(
        by=cast.karin, at=at, permission="case:restrict", compartment=case.compartment_id, user=cast.jonas.id or 0,
        reason="His cousin.",
    )  # fmt: skip
    assert over(cast, at) == actions.HandedOver(0, 1, 0)


def test_who_may_hand_over_and_to_whom(cast: Cast, at: datetime) -> None:
    open_case(cast, at)
    for actor in (cast.ines, cast.rosa, cast.ada, cast.solo):
        with pytest.raises(Denied):
            over(cast, at, by=actor)
        with pytest.raises(Denied):
            queries.workloads(actor, cast.central, at.date())
    for to in (cast.rosa, cast.max, cast.solo, cast.ines):
        with pytest.raises(Invalid):
            over(cast, at, to=to)


def test_a_large_stock_goes_over_in_several_steps(cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(3):
        open_case(cast, at)
    monkeypatch.setattr(handing, "MOST_AT_ONCE", 2)
    assert over(cast, at) == actions.HandedOver(2, 0, 1)
    assert over(cast, at) == actions.HandedOver(1, 0, 0)


def test_the_workload_counts_what_the_head_may_know(cast: Cast, at: datetime) -> None:
    old, urgent, nobodys = open_case(cast, at, received_on=date(2024, 1, 2)), open_case(cast, at), open_case(cast, at)
    Case.objects.filter(pk=urgent.pk).update(urgent=True, in_custody=True, due=date(2026, 3, 1))
    Case.objects.filter(pk=nobodys.pk).update(officer=None)
    found = queries.workloads(cast.karin, cast.central, at.date())
    assert [(one.officer, one.open) for one in found] == [(None, 1), (cast.ines.id, 2)]
    assert (found[1].urgent, found[1].custody, found[1].late, found[1].over_a_year) == (1, 1, 1, 1)
    assert found[1].oldest == old.received_on
    accounts.recuse(
        by=cast.ines, at=at, permission="case:restrict", compartment=old.compartment_id, user=cast.karin.id or 0,
        reason="Her brother.",
    )  # fmt: skip
    assert queries.workloads(cast.karin, cast.central, at.date())[1].open == 1
