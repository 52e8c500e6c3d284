"""Who reads which figures, how exactly, how long things took, and that the cases' own actions feed them."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from comitas.accounts import actions as accounts
from comitas.accounts.models import Compartment
from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.core.actor import Actor, system
from comitas.core.refusals import Denied
from comitas.ledger import actions as ledger
from comitas.samples import cast as samples
from comitas.samples.cast import Cast
from comitas.statistics import access, queries
from comitas.statistics.models import CaseFact
from comitas.statistics.readers import FIGURES
from comitas.statistics.rules import periods, tables
from comitas.statistics.tests.telling import Told, place_all

QUARTER = periods.named("2026-Q1")
DAY = date(2026, 1, 12)


def take_in(*told: Told) -> None:
    position = CaseFact.objects.count() * 100 + 1
    for one in told:
        for entry in one.entries(position):
            FIGURES.apply(entry)
        position += len(one.said)


def incoming(actor: Actor, *, public: bool = False) -> queries.SideFigures:
    return queries.figures(actor, QUARTER, public=public).sides[0]


def total(found: queries.SideFigures) -> tables.Cells:
    return found.rows[0].cells


@pytest.fixture
def compartments(cast: Cast, at: datetime) -> tuple[UUID, UUID]:
    """One that every officer of the central authority reads, and a restricted one that Ines and Karin read."""
    free, closed = (accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central).pk for _ in range(2))
    Compartment.objects.filter(pk=closed).update(restricted=True)
    return free, closed


@pytest.mark.parametrize("name", ["ines", "karin", "lea", "solo"])
def test_those_who_may_read_figures(cast: Cast, name: str) -> None:
    take_in(Told(cast.central).opened(DAY))
    found = queries.figures(cast.people[name], QUARTER)
    seen = sum(side.rows[0].cells["new"] or 0 for side in found.sides)
    assert seen == (1 if name == "lea" else 0), "solo reads another authority, the others see what may be published"


@pytest.mark.parametrize("name", ["rosa", "ada", "max", "pavel"])
def test_those_who_may_not(cast: Cast, name: str) -> None:
    with pytest.raises(Denied):
        queries.figures(cast.people[name], QUARTER)
    with pytest.raises(Denied):
        queries.trend(cast.people[name], QUARTER, "incoming")


def test_who_cannot_read_every_case_sees_what_may_be_published(cast: Cast, compartments: tuple[UUID, UUID]) -> None:
    free, closed = compartments
    take_in(*(Told(cast.central, compartment=free).opened(DAY) for _ in range(7)))
    assert not queries.figures(cast.ines, QUARTER).must_be_public
    assert len(queries.trend(cast.ines, QUARTER, "incoming")) == queries.TREND
    take_in(Told(cast.central, compartment=closed).opened(DAY).closed(DAY, "V6"))
    found = queries.figures(cast.ines, QUARTER)
    assert found.must_be_public and found.public
    assert total(found.sides[0])["V6"] is None
    assert queries.trend(cast.ines, QUARTER, "incoming") == ()
    exact = queries.figures(cast.lea, QUARTER)
    assert total(exact.sides[0])["V6"] == 1 and not exact.public
    assert total(queries.figures(cast.lea, QUARTER, public=True).sides[0])["V6"] is None


def test_figures_of_another_authority_are_not_counted(cast: Cast) -> None:
    take_in(Told(uuid4()).opened(DAY))
    assert total(incoming(cast.lea))["new"] == 0
    assert set(access.authorities(system("counting"))) == set(cast.authorities.values())


def test_days_from_receipt(cast: Cast) -> None:
    for days in (1, 2, 30):
        told = Told(cast.central).opened(DAY).acknowledged(DAY + timedelta(days=days))
        told.stepped(DAY + timedelta(days=days + 10), "transmit")
        take_in(told)
    take_in(Told(cast.central).opened(DAY), Told(cast.central).opened(DAY).closed(DAY, "V8"))
    timed = incoming(cast.lea).durations
    known = {"n": 3, "median": 2, "p90": 30, "longest": 30, "open": 1, "unknown": 0}
    assert timed["acknowledgement"] == known | {"all": 5, "km": 2, "km90": None}
    assert timed["transmission"]["median"] == 12
    none = {"n": 0, "median": None, "p90": None, "longest": None, "open": 4, "unknown": 0}
    assert timed["answer"] == none | {"all": 5, "km": None, "km90": None}
    shown = incoming(cast.lea, public=True).durations["acknowledgement"]
    hidden = {"n": None, "median": None, "p90": None, "longest": None, "open": None, "unknown": 0}
    assert shown == hidden | {"all": 5, "km": 2, "km90": None}


def test_the_clock_of_a_converted_enquiry_begins_when_it_became_a_request(cast: Cast) -> None:
    told = Told(cast.central).opened(DAY, "enquiry", False).converted(DAY + timedelta(days=20), "request", True)
    told.stepped(DAY + timedelta(days=25), "answer")
    take_in(told)
    assert incoming(cast.lea).durations["answer"]["median"] == 5


def test_what_was_answered_later_still_waited_then(cast: Cast) -> None:
    told = Told(cast.central).opened(DAY)
    told.stepped(date(2026, 5, 1), "answer")
    take_in(told)
    assert incoming(cast.lea).durations["answer"]["open"] == 1


def test_the_actions_of_a_case_feed_the_figures(committed_db: str) -> None:
    """From opening to closing through the one write door, read as the worker reads it."""
    cast, at = samples.found(), datetime(2026, 1, 12, 9, tzinfo=UTC)
    more = {"authority": cast.central, "compartment": None, "received_on": DAY, "state_from": "FR"}
    case = cases.open_case(by=cast.ines, at=at, kind="request", counts=True, title="Bank records", **more)
    asked = cases.open_case(by=cast.ines, at=at, kind="enquiry", title="A question", **more)
    part = cases.add_part(by=cast.ines, at=at, case=case.pk, measure="a")
    cases.note_told(by=cast.rosa, at=at, case=case.pk, on=DAY, channel="mail", acknowledges=True)
    later = at + timedelta(days=9)
    on = later.date()
    cases.take_step(by=cast.karin, at=later, part=part.pk, step="accept", data={"date": on}, version=1)
    court = _authority(cast)
    sent = cases.take_step(
        by=cast.karin, at=later, part=part.pk, step="transmit", data={"date": on, "authority": court}, version=2
    )
    assert sent.state_after == "with-authority"
    cases.take_step(by=cast.karin, at=later, part=part.pk, step="withdraw", data={"date": on}, version=3)
    cases.close_case(by=cast.karin, at=later, case=case.pk, on=on)
    place_all()
    while ledger.follow(FIGURES):
        pass
    found = queries.figures(cast.lea, QUARTER)
    row = found.sides[0].rows[0].cells
    assert (row["new"], row["V8"], row["closing"]) == (1, 1, 0)
    assert found.sides[0].durations["transmission"]["median"] == 9
    assert found.sides[0].durations["acknowledgement"]["median"] == 0
    assert found.sides[0].others == {"enquiry": 1}
    assert found.behind is None
    cases.convert_case(by=cast.ines, at=later, case=asked.pk, kind="request", counts=True)
    assert queries.figures(cast.lea, QUARTER).behind is None, "not placed yet, so nothing is known to be missing"
    place_all()
    assert queries.figures(cast.lea, QUARTER).behind is not None
    ledger.follow(FIGURES)
    found = queries.figures(cast.lea, QUARTER)
    assert total(found.sides[0])["converted"] == 1
    assert found.sides[0].reconciled.counted == Case.objects.filter(counts=True, closed_on=None).count()
    assert found.sides[0].reconciled.agrees


def _authority(cast: Cast) -> str:
    return str(next(key for name, key in cast.authorities.items() if name == samples.COURT))
