"""The reading log: cleared after its own period and not before, by nobody's hand."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from comitas.core.actor import system
from comitas.core.refusals import Invalid
from comitas.ledger import actions as ledger
from comitas.ledger.models import Line, Reading
from comitas.protection import actions, jobs, queries
from comitas.protection.tests.building import closed_case
from comitas.samples.cast import ISLAND, Cast

NOW = datetime.now(UTC)


def note(cast: Cast, days: int, **more: object) -> Reading:
    ledger.read(Reading.Manner.OPEN, "case x", by=cast.ines, at=NOW - timedelta(days=days), **more)  # type: ignore[arg-type]
    return Reading.objects.latest("id")


def test_only_what_is_older_goes_and_only_of_that_authority(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    Reading.objects.all()
    old, young = (
        note(cast, 800, compartment=case.compartment_id),
        note(cast, 500, compartment=case.compartment_id),
    )
    search, island = note(cast, 800, authority=cast.central), note(cast, 800, authority=cast.authorities[ISLAND])
    actions.set_period(
        by=cast.ada, at=at, authority=cast.central, kind="reading-log", outcome="", months=24, cited="Audit rules"
    )
    assert queries.readings_over() == [(cast.central, 24)]
    jobs.clear_readings()
    left = set(Reading.objects.values_list("pk", flat=True))
    assert {young.pk, island.pk} <= left and not {old.pk, search.pk} & left
    assert Line.objects.filter(kind="readings.cleared").count() == 1
    jobs.clear_readings()
    assert Line.objects.filter(kind="readings.cleared").count() == 1


def test_without_a_period_of_its_own_it_stays(cast: Cast, at: datetime) -> None:
    kept = note(cast, 4000, authority=cast.central)
    actions.set_period(by=cast.ada, at=at, authority=cast.central, kind="", outcome="", months=1, cited="x")
    jobs.clear_readings()
    assert Reading.objects.filter(pk=kept.pk).exists()


def test_a_year_is_kept_whatever_is_asked(cast: Cast, at: datetime) -> None:
    with pytest.raises(Invalid):
        actions.set_period(
            by=cast.ada, at=at, authority=cast.central, kind="reading-log", outcome="", months=11, cited="x"
        )
    with pytest.raises(ProgrammingError, match="a year at least"), transaction.atomic():
        actions.clear_readings(by=system("test"), at=NOW, authority=cast.central, months=6)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM ledger_reading")
