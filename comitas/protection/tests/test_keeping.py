"""How long things are kept, and what comes to the archives first."""

import io
import json
import zipfile
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comitas.cases.models import Case
from comitas.core.refusals import Conflict, Denied, Invalid
from comitas.intake import actions as intake
from comitas.intake.models import Arrival
from comitas.ledger.models import Reading
from comitas.protection import actions, jobs, queries
from comitas.protection.models import Destruction, Schedule
from comitas.protection.rules import destruction as rules
from comitas.protection.rules import export, retention
from comitas.protection.rules.retention import Period
from comitas.protection.tests.building import CLOSED_ON, approved, closed_case, proposed
from comitas.samples.cast import Cast


def set_period(
    cast: Cast, at: datetime, kind: str = "", outcome: str = "", months: int | None = 1, archive: bool = False
) -> Schedule:
    return actions.set_period(
        by=cast.ada, at=at, authority=cast.central, kind=kind, outcome=outcome, months=months, archive=archive, cited="Archives Act, s. 4"
    )  # fmt: skip


def due(cast: Cast, today: date) -> list[str]:
    return [one.number for one in queries.due_cases(cast.ines, cast.central, today)]


@pytest.mark.parametrize(
    ("ended", "months", "on"),
    [
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2026, 1, 30), 1, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2026, 3, 10), 0, date(2026, 3, 11)),
        (date(2026, 12, 15), 120, date(2036, 12, 16)),
    ],
)
def test_the_first_day_after_the_period(ended: date, months: int, on: date) -> None:
    assert retention.due_on(ended, months) == on


def test_what_is_due_is_never_a_day_too_early() -> None:
    for today in (date.fromordinal(date(2026, 2, 1).toordinal() + n) for n in range(60)):
        for months in (0, 1, 3, 12, 25):
            last = retention.ended_before(today, months)
            assert retention.due_on(last, months) <= today
            assert retention.due_on(date.fromordinal(last.toordinal() + 1), months) > today


def test_the_row_that_says_more_holds() -> None:
    rows = [Period("", "", 60), Period("", "V6", 24), Period("request", "", 120), Period("request", "V6", 12)]
    told = [
        retention.period_for(rows, *of) for of in (("request", "V6"), ("request", "V4"), ("enquiry", "V6"), ("x", "y"))
    ]
    assert [one.months for one in told if one] == [12, 120, 24, 60]
    assert retention.period_for(rows[1:2], "request", "V4") is None


def test_without_a_schedule_nothing_is_due_and_nothing_is_destroyed(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    assert due(cast, date(2099, 1, 1)) == []
    with pytest.raises(Conflict, match="No retention period"):
        proposed(cast, at, case.compartment_id, rules.RETENTION)


def test_a_closed_case_is_due_on_the_day_after_its_period(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    set_period(cast, at, "request", "V4", 1)
    set_period(cast, at, "", "", 600)
    assert due(cast, date(2026, 2, 28)) == []
    assert due(cast, date(2026, 3, 1)) == [case.number]
    assert approved(cast, at, case.compartment_id, rules.RETENTION)


def test_a_period_that_was_withdrawn_holds_no_more(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    set_period(cast, at)
    set_period(cast, at, months=2)
    set_period(cast, at, months=None)
    assert due(cast, date(2099, 1, 1)) == []
    assert [one.number for one in Schedule.objects.order_by("number")] == [1, 2, 3], "former versions stay"
    with pytest.raises(Conflict):
        set_period(cast, at, months=None)
    with pytest.raises(Conflict):
        proposed(cast, at, case.compartment_id, rules.RETENTION)


@pytest.mark.parametrize(
    ("name", "given"),
    [("kind", {"kind": "nonsense"}), ("outcome", {"outcome": "V99"}), ("months", {"months": 1201}), ("cited", {"cited": ""})],
)  # fmt: skip
def test_a_wrong_period_is_told_at_its_field(cast: Cast, at: datetime, name: str, given: dict[str, object]) -> None:
    whole = {"kind": "", "outcome": "", "months": 1, "cited": "x"} | given
    with pytest.raises(Invalid) as refused:
        actions.set_period(by=cast.ada, at=at, authority=cast.central, **whole)  # type: ignore[arg-type]
    assert set(refused.value.fields) == {name} and not Schedule.objects.exists()


def test_who_sets_periods(cast: Cast, at: datetime) -> None:
    with pytest.raises(Denied):
        actions.set_period(by=cast.ines, at=at, authority=cast.central, kind="", outcome="", months=1, cited="x")


def test_an_arrival_that_became_no_case_is_due_from_its_receipt(cast: Cast, at: datetime) -> None:
    made = intake.receive(
        by=cast.rosa, at=at, authority=cast.central, once=cast.central,
        particulars=intake.Particulars(date(2026, 1, 5), "request", "Somebody"),
    )  # fmt: skip
    version = Arrival.objects.get(pk=made.pk).version
    intake.turn_away(by=cast.rosa, at=at, arrival=made.pk, version=version, ground="spam")
    set_period(cast, at, "", "turned-away", 1)
    assert [one.pk for one in queries.due_arrivals(cast.rosa, cast.central, date(2026, 2, 5))] == []
    assert [one.pk for one in queries.due_arrivals(cast.rosa, cast.central, date(2026, 2, 6))] == [made.pk]


def test_the_list_costs_the_same_however_long(cast: Cast, at: datetime) -> None:
    set_period(cast, at)
    closed_case(cast, at)
    with CaptureQueriesContext(connection) as one:
        assert len(due(cast, date(2099, 1, 1))) == 1
    for _number in range(3):
        closed_case(cast, at)
    with CaptureQueriesContext(connection) as four:
        assert len(due(cast, date(2099, 1, 1))) == 4
    assert len(one) == len(four) <= 5


def test_the_archives_come_first(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    set_period(cast, at, archive=True)
    with pytest.raises(Conflict, match="archives"):
        proposed(cast, at, case.compartment_id, rules.RETENTION)
    made = actions.hand_over(by=cast.rosa, at=at, compartment=case.compartment_id, archive="State Archives of Arland")
    with pytest.raises(Conflict, match="archives"):
        proposed(cast, at, case.compartment_id, rules.RETENTION)
    with pytest.raises(Invalid):
        actions.note_receipt(by=cast.rosa, at=at, handover=made.pk, receipt="AR 5/26", on=date(2027, 1, 1))
    actions.note_receipt(by=cast.rosa, at=at, handover=made.pk, receipt="AR 5/26", on=CLOSED_ON)
    done = approved(cast, at, case.compartment_id, rules.RETENTION)
    jobs.destroy(destruction=str(done.pk))
    told = Destruction.objects.get(pk=done.pk).archived
    assert (told["receipt"], told["sha256"]) == ("AR 5/26", made.sha256)


def test_the_export_holds_what_its_manifest_says(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    made = actions.hand_over(by=cast.rosa, at=at, compartment=case.compartment_id, archive="State Archives")
    data = b"".join(actions.take_export(by=cast.rosa, at=at, handover=made.pk))
    assert data == b"".join(actions.take_export(by=cast.rosa, at=at, handover=made.pk)), "the same case, the same bytes"
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert held.testzip() is None
        text = held.read("manifest.json")
        assert export.digest(text) == made.sha256
        listed = json.loads(text)["files"]
        assert {one["name"] for one in listed} | {"manifest.json"} == set(held.namelist())
        for one in listed:
            assert export.digest(held.read(one["name"])) == one["sha256"]
        assert held.read("documents/0001 Quillon.pdf") == b"%PDF-1.7 Vera Quillon"
        assert "Vera Quillon" in held.read("records/cases_person.json").decode()
    assert Reading.objects.filter(manner="download", compartment=case.compartment_id).count() == 2
    Case.objects.filter(pk=case.pk).update(facts="Changed")
    with pytest.raises(Conflict, match="changed"):
        actions.take_export(by=cast.rosa, at=at, handover=made.pk)


def test_an_open_case_is_not_handed_over(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    Case.objects.filter(pk=case.pk).update(closed_on=None, outcome="")
    with pytest.raises(Conflict):
        actions.hand_over(by=cast.rosa, at=at, compartment=case.compartment_id, archive="State Archives")
    with pytest.raises(Denied):
        actions.hand_over(by=cast.ines, at=at, compartment=case.compartment_id, archive="State Archives")
