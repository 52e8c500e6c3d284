"""A scan is divided into letters: each an arrival of its own, with the readers of the scan and nobody else."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.core.refusals import Conflict, NotThere
from comitas.documents import queries as documents
from comitas.documents.models import Document, View
from comitas.documents.rules import states
from comitas.documents.rules.sheets import Sheet
from comitas.intake import actions
from comitas.intake.models import Arrival, RegisterEntry
from comitas.intake.tests.arriving import arrive, fresh, restricted
from comitas.ledger.models import Line
from comitas.samples.cast import Cast


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.OBJECTS = tmp_path / "objects"


def pages(cast: Cast, scan: Arrival, count: int = 4) -> list[Sheet]:
    """The pages of a scan, as if it had been read."""
    document = documents.placements(cast.karin, scan.compartment_id).get().document
    Document.objects.filter(pk=document.pk).update(state=states.READ, pages_done=count, pages_total=count)
    return [Sheet(str(document.pk), number) for number in range(1, count + 1)]


def divide(
    cast: Cast, at: datetime, scan: Arrival, *letters: list[Sheet], by: Any = None, version: int | None = None
) -> list[Arrival]:
    return actions.divide(
        by=by or cast.karin,
        at=at,
        arrival=scan.pk,
        version=version or fresh(scan).version,
        letters=letters,
        name="scan",
    )


def test_each_letter_becomes_an_arrival_with_its_pages(cast: Cast, at: datetime) -> None:
    scan = arrive(cast, at, b"%PDF-1.7", sender="Morning post", channel="post")
    sheets = pages(cast, scan)
    made = divide(cast, at, scan, sheets[:3], sheets[3:])
    assert [(one.sender, one.channel, one.kind, one.received_on) for one in made] == [
        (scan.sender, scan.channel, scan.kind, scan.received_on)
    ] * 2
    views = {view.compartment_id: (view.name, len(view.recipe)) for view in View.objects.all()}
    assert [views[one.compartment_id] for one in made] == [("scan-1.pdf", 3), ("scan-2.pdf", 1)]
    ended = fresh(scan)
    assert (ended.state, ended.ended_because) == ("divided", f"{made[0].number}, {made[1].number}")
    assert {fresh(one).divided_from_id for one in made} == {scan.pk}
    assert Line.objects.filter(kind="arrival.divided").count() == 1


def test_the_number_of_the_register_gives_way_to_one_a_letter(cast: Cast, at: datetime) -> None:
    scan = arrive(cast, at, b"%PDF-1.7")
    sheets = pages(cast, scan)
    made = divide(cast, at, scan, sheets[:1], sheets[1:])
    entry = RegisterEntry.objects.get(arrival=scan)
    assert entry.annulled_at and made[0].number in entry.annulled_because
    assert RegisterEntry.objects.filter(arrival__in=made, annulled_at=None).count() == 2
    without = arrive(cast, at, b"%PDF-1.7 x", entry=False)
    more = divide(cast, at, without, *[[sheet] for sheet in pages(cast, without, 2)])
    assert not RegisterEntry.objects.filter(arrival__in=more).exists()


def test_readers_and_those_kept_out_stay_so(cast: Cast, at: datetime) -> None:
    scan = restricted(cast, at, b"%PDF-1.7")
    sheets = pages(cast, scan)
    made = divide(cast, at, scan, sheets[:2], sheets[2:])
    for one in made:
        who = {name for name, actor in cast.people.items() if access.can_read(actor, one.compartment_id)}
        assert who == {"ines", "karin"}
    open_scan = arrive(cast, at, b"%PDF-1.7 y")
    accounts.recuse(
        by=cast.karin,
        at=at,
        permission="arrival:restrict",
        compartment=open_scan.compartment_id,
        user=cast.ines.id or 0,
        reason="Kin.",
    )
    for one in divide(cast, at, open_scan, *[[sheet] for sheet in pages(cast, open_scan, 2)]):
        assert not access.can_read(cast.ines, one.compartment_id) and access.can_read(cast.jonas, one.compartment_id)


def test_one_letter_stays_where_it_is(cast: Cast, at: datetime) -> None:
    scan = arrive(cast, at, b"%PDF-1.7")
    assert divide(cast, at, scan, pages(cast, scan)[::-1], by=cast.rosa) == [scan]
    assert fresh(scan).state == "waiting" and View.objects.get().compartment_id == scan.compartment_id
    assert Arrival.objects.count() == 1


def test_a_second_click_and_a_colleague_change_nothing(cast: Cast, at: datetime) -> None:
    scan = arrive(cast, at, b"%PDF-1.7")
    sheets, version = pages(cast, scan), fresh(scan).version
    divide(cast, at, scan, sheets[:2], sheets[2:], version=version)
    for _again in range(2):
        with pytest.raises(Conflict):
            divide(cast, at, scan, sheets[:1], sheets[1:], version=version)
    assert Arrival.objects.count() == 3 and View.objects.count() == 2


def test_for_whom_it_is_not_it_is_not_there(cast: Cast, at: datetime) -> None:
    scan = restricted(cast, at, b"%PDF-1.7")
    sheets = pages(cast, scan)
    for by in (cast.rosa, cast.jonas, cast.solo, cast.ada):
        with pytest.raises(NotThere):
            divide(cast, at, scan, sheets[:1], sheets[1:], by=by)
    assert View.objects.count() == 0


def test_a_form_that_is_sent_twice_divides_once(cast: Cast, at: datetime) -> None:
    scan = arrive(cast, at, b"%PDF-1.7")
    sheets, seen = pages(cast, scan), fresh(scan).version
    made = divide(cast, at, scan, sheets[:1], sheets[1:], version=seen)
    again = divide(cast, at, scan, sheets[:1], sheets[1:], version=seen)
    assert [one.pk for one in again] == [one.pk for one in made] and View.objects.count() == 2
    assert Line.objects.filter(kind="arrival.divided").count() == 1
    for other in ((sheets[:2], sheets[2:]), (sheets,)):
        with pytest.raises(Conflict):
            divide(cast, at, scan, *other, version=seen)
    with pytest.raises(Conflict):  # a colleague who does the same is told that somebody was first
        divide(cast, at, scan, sheets[:1], sheets[1:], version=seen, by=cast.rosa)


def test_pages_that_are_put_in_order_twice_are_put_in_order_once(cast: Cast, at: datetime) -> None:
    scan = arrive(cast, at, b"%PDF-1.7")
    sheets, seen = pages(cast, scan), fresh(scan).version
    for _click in range(2):
        assert [one.pk for one in divide(cast, at, scan, sheets[::-1], version=seen)] == [scan.pk]
    assert View.objects.count() == 1
    with pytest.raises(Conflict):
        divide(cast, at, scan, sheets[:2], version=seen)
