"""Who reaches which case and which part, one condition a test."""

from datetime import datetime
from uuid import uuid4

import pytest

from comitas.accounts import actions as accounts
from comitas.accounts.rules import roles
from comitas.cases import actions, queries
from comitas.cases.models import Case, Part
from comitas.cases.rules.steps import StepRefused
from comitas.cases.tests.building import DAY, add_part, open_case, restricted_case, take
from comitas.core.refusals import Denied, NotThere
from comitas.samples.cast import COURT, Cast

EVERYBODY = ("rosa", "ines", "jonas", "karin", "pavel", "ada", "max", "lea", "solo")


def readers_of(cast: Cast, case: Case) -> set[str]:
    found = set()
    for name in EVERYBODY:
        try:
            queries.whole(cast.people[name], case.pk)
            found.add(name)
        except NotThere:
            continue
    return found


def test_an_open_case_is_read_by_the_content_roles(cast: Cast, at: datetime) -> None:
    assert readers_of(cast, open_case(cast, at)) == {"rosa", "ines", "jonas", "karin"}


def test_a_restricted_case_is_read_by_its_readers(cast: Cast, at: datetime) -> None:
    assert readers_of(cast, restricted_case(cast, at)) == {"ines", "karin"}


def test_a_recused_officer_finds_nothing(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    part = add_part(cast, at, case)
    accounts.recuse(
        by=cast.karin,
        at=at,
        permission="case:restrict",
        compartment=case.compartment_id,
        user=cast.jonas.id,
        reason="His cousin.",
    )
    assert readers_of(cast, case) == {"rosa", "ines", "karin"}
    with pytest.raises(NotThere):
        queries.part(cast.jonas, part.pk)
    with pytest.raises(NotThere):
        take(cast, at, part, "accept", by=cast.jonas)


def test_absent_and_forbidden_look_alike(cast: Cast, at: datetime) -> None:
    hidden = restricted_case(cast, at)
    part = add_part(cast, at, hidden)
    person = actions.add_person(by=cast.ines, at=at, case=hidden.pk, name="Canary")
    for key in (hidden.pk, uuid4()):
        with pytest.raises(NotThere):
            queries.case(cast.jonas, key)
        for change in (
            lambda key: actions.change_case(by=cast.jonas, at=at, case=key, version=1, subject="x"),
            lambda key: actions.add_part(by=cast.jonas, at=at, case=key, measure="a"),
            lambda key: actions.add_person(by=cast.jonas, at=at, case=key, name="x"),
            lambda key: actions.add_offence(by=cast.jonas, at=at, case=key, cited="x"),
            lambda key: actions.add_reference(by=cast.jonas, at=at, case=key, text="x1"),
            lambda key: actions.assign(by=cast.jonas, at=at, case=key, officer=None),
            lambda key: actions.close_case(by=cast.jonas, at=at, case=key, on=DAY),
            lambda key: actions.note_told(by=cast.jonas, at=at, case=key, on=DAY, channel="letter"),
            lambda key: actions.set_urgent(by=cast.jonas, at=at, case=key, urgent=False),
            lambda key: actions.set_confidential(by=cast.jonas, at=at, case=key, confidential=True),
            lambda key: actions.convert_case(by=cast.jonas, at=at, case=key, kind="enquiry", counts=False),
        ):
            with pytest.raises(NotThere):
                change(key)
    for key in (part.pk, uuid4()):
        with pytest.raises(NotThere):
            actions.take_step(by=cast.jonas, at=at, part=key, step="accept", data={"date": DAY}, version=1)
        with pytest.raises(NotThere):
            actions.change_part(by=cast.jonas, at=at, part=key, version=1, description="x")
    for key in (person.pk, uuid4()):
        with pytest.raises(NotThere):
            actions.change_person(by=cast.jonas, at=at, person=key, version=1, name="x")
        with pytest.raises(NotThere):
            actions.set_custody(by=cast.jonas, at=at, person=key, since=DAY)


def test_seeing_is_not_doing(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    part = add_part(cast, at, case)
    with pytest.raises(Denied):
        actions.change_case(by=cast.rosa, at=at, case=case.pk, version=1, subject="x")
    with pytest.raises(Denied):
        actions.change_part(by=cast.rosa, at=at, part=part.pk, version=1, description="x")
    with pytest.raises(Denied):
        actions.close_case(by=cast.rosa, at=at, case=case.pk, on=DAY)
    with pytest.raises(StepRefused, match="head"):
        take(cast, at, part, "refuse", by=cast.ines)


def with_the_court(cast: Cast, at: datetime, case: Case) -> Part:
    part = add_part(cast, at, case)
    for code in ("accept", "transmit"):
        take(cast, at, part, code)
    return part


def test_an_executing_officer_reads_the_parts_given_and_no_case(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    part, other = with_the_court(cast, at, case), add_part(cast, at, case)
    assert list(queries.given_parts(cast.pavel)) == [part]
    for key in (other.pk, uuid4()):
        with pytest.raises(NotThere):
            queries.given_part(cast.pavel, key)
    with pytest.raises(NotThere):
        queries.case(cast.pavel, case.pk)
    take(cast, at, part, "report-result", by=cast.pavel)
    part.refresh_from_db()
    assert part.state == "ready"


def test_what_was_taken_back_is_out_of_sight(cast: Cast, at: datetime) -> None:
    part = with_the_court(cast, at, open_case(cast, at))
    take(cast, at, part, "take-back")
    with pytest.raises(NotThere):
        queries.given_part(cast.pavel, part.pk)


def test_a_restricted_part_goes_by_letter_only(cast: Cast, at: datetime) -> None:
    part = with_the_court(cast, at, restricted_case(cast, at))
    assert list(queries.given_parts(cast.pavel)) == []
    with pytest.raises(NotThere):
        take(cast, at, part, "report-result", by=cast.pavel)


def test_a_recused_executing_officer_sees_nothing(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    with_the_court(cast, at, case)
    accounts.recuse(
        by=cast.karin,
        at=at,
        permission="case:restrict",
        compartment=case.compartment_id,
        user=cast.pavel.id,
        reason="His cousin.",
    )
    assert list(queries.given_parts(cast.pavel)) == []


def test_only_the_executing_role_makes_an_executing_officer(cast: Cast, at: datetime) -> None:
    with_the_court(cast, at, open_case(cast, at))
    accounts.give_role(
        by=cast.solo,
        at=at,
        user=cast.lea.id,
        authority=cast.authorities["Island Office of Arland"],
        role=roles.EXECUTING,
    )
    assert list(queries.given_parts(cast.lea)) == []
    assert cast.authorities[COURT]
