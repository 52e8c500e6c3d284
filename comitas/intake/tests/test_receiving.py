"""Receiving, the numbers, and what stays when two act at once."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction

from comitas.accounts import actions as accounts
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.directory.models import Authority
from comitas.documents import queries as kept
from comitas.intake import actions, queries
from comitas.intake.models import Arrival, Counter, RegisterEntry
from comitas.intake.rules import numbers
from comitas.intake.tests.arriving import arrive, fresh, particulars, restricted, upload
from comitas.ledger import queries as ledger
from comitas.ledger.models import Line
from comitas.samples import cast as samples
from comitas.samples import neighbours
from comitas.samples.cast import ISLAND, Cast


def kinds_in(arrival: Arrival) -> list[str]:
    return list(
        Line.objects.filter(compartment=arrival.compartment_id).order_by("number").values_list("kind", flat=True)
    )


def test_an_arrival_has_its_number_its_files_and_its_lines(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, b"one", b"two", channel="courier", written_on=date(2026, 2, 24))
    assert made.number == "A-2026-0001" and made.entry.number == "0001/2026" and made.entered_by_id == cast.rosa.id
    names = [placed.document.name for placed in kept.placements(cast.ines, made.compartment_id)]
    assert names == ["letter-1.pdf", "letter-2.pdf"]
    assert kinds_in(made) == [
        "compartment.created",
        "document.kept",
        "document.kept",
        "arrival.received",
        "arrival.registered",
    ]
    received = Line.objects.get(compartment=made.compartment_id, kind="arrival.received")
    assert ledger.personal(received) == {"sender": "Prosecutor General of Borland"}
    assert b"Borland" not in bytes(received.canonical)


def test_the_same_form_twice_is_one_arrival(cast: Cast, at: datetime) -> None:
    once = uuid4()
    first = arrive(cast, at, b"letter", once=once)
    again = actions.receive(by=cast.rosa, at=at, authority=cast.central, once=once, particulars=particulars())
    assert (again.pk, Arrival.objects.count()) == (first.pk, 1)


def test_another_persons_form_is_not_given_away(cast: Cast, at: datetime) -> None:
    """The number of a form that made a restricted arrival tells a stranger nothing but that it was used."""
    once = uuid4()
    restricted(cast, at, once=once)
    with pytest.raises(Conflict) as told:
        actions.receive(by=cast.rosa, at=at, authority=cast.central, once=once, particulars=particulars())
    assert "Open a new one" in str(told.value)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "nonsense"}, "kind"),
        ({"received_on": date(2026, 3, 4)}, "received_on"),
        ({"written_on": date(2026, 3, 4)}, "written_on"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left(
    cast: Cast, at: datetime, wrong: dict[str, object], field: str
) -> None:
    before = Line.objects.count()
    with pytest.raises(Invalid) as told:
        actions.receive(by=cast.rosa, at=at, authority=cast.central, once=uuid4(), particulars=particulars(**wrong))
    assert list(told.value.fields) == [field]
    assert (Arrival.objects.count(), Line.objects.count()) == (0, before)


def test_today_is_the_day_where_the_authority_sits(cast: Cast) -> None:
    """23:30 in UTC is the next day in Arland."""
    made = arrive(cast, datetime(2026, 3, 3, 23, 30, tzinfo=UTC), received_on=date(2026, 3, 4))
    assert made.received_on == date(2026, 3, 4)


def test_only_who_registers_there_may(cast: Cast, at: datetime) -> None:
    for by, authority in ((cast.ada, cast.central), (cast.rosa, cast.authorities[ISLAND]), (cast.pavel, cast.central)):
        with pytest.raises(Denied):
            actions.receive(by=by, at=at, authority=authority, once=uuid4(), particulars=particulars())


def test_a_restricted_arrival_is_there_for_its_readers_alone(cast: Cast, at: datetime) -> None:
    made = restricted(cast, at)
    assert queries.arrival(cast.ines, made.pk) == made
    for stranger in (cast.rosa, cast.jonas, cast.ada, cast.max):
        with pytest.raises(NotThere):
            queries.arrival(stranger, made.pk)
        assert made not in queries.arrivals(stranger)
    assert queries.waiting_count(cast.rosa) == 0 and queries.waiting_count(cast.ines) == 1
    assert queries.by_number(cast.rosa, made.year, made.serial) is None


@pytest.mark.parametrize(
    ("when", "number"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "A-2026-0002"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "A-2027-0001"),
    ],
)
def test_numbers_roll_over_at_the_authoritys_own_midnight(
    cast: Cast, at: datetime, when: datetime, number: str
) -> None:
    arrive(cast, at)
    assert Authority.objects.get(pk=cast.central).time_zone == neighbours.ZONE
    made = arrive(cast, when)
    assert made.number == number and made.entry.number == numbers.entry_number(made.year, made.serial)


def test_each_authority_has_its_own_series(cast: Cast, at: datetime) -> None:
    arrive(cast, at)
    assert arrive(cast, at, by=cast.solo, authority=cast.authorities[ISLAND]).number == "A-2026-0001"


def test_a_rollback_leaves_no_gap(cast: Cast, at: datetime) -> None:
    with transaction.atomic():
        arrive(cast, at)
        transaction.set_rollback(True)
    assert arrive(cast, at).entry.number == "0001/2026"


def test_numbers_are_gapless_when_many_register_at_once_and_some_fail(committed_db: str, at: datetime) -> None:
    cast, workers, each = samples.found(), 4, 5
    began = threading.Barrier(workers)

    def work(mine: int) -> None:
        began.wait()
        for turn in range(each):
            with transaction.atomic():
                arrive(cast, at)
                transaction.set_rollback((mine + turn) % 3 == 0)
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept_numbers = sorted(Arrival.objects.values_list("serial", flat=True))
    assert kept_numbers == list(range(1, len(kept_numbers) + 1)) and 0 < len(kept_numbers) < workers * each
    assert numbers.missing_entries(frozenset(RegisterEntry.objects.values_list("serial", flat=True))) == ()
    assert Counter.objects.get(series="entry").last == len(kept_numbers)


def test_two_clicks_at_the_same_moment_register_one_letter(committed_db: str, at: datetime) -> None:
    cast, once, both = samples.found(), uuid4(), threading.Barrier(2)
    files = (upload(cast.rosa, at),)
    made: list[Arrival] = []

    def click() -> None:
        both.wait()
        made.append(
            actions.receive(
                by=cast.rosa, at=at, authority=cast.central, once=once, particulars=particulars(), uploads=files
            )
        )
        connection.close()

    threads = [threading.Thread(target=click) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({arrival.pk for arrival in made}) == 1 and len(made) == 2
    assert (Arrival.objects.count(), kept.placements(cast.rosa).count()) == (1, 1)


def test_an_arrival_may_wait_for_its_register_number(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, entry=False)
    assert not RegisterEntry.objects.exists()
    entry = actions.enter(by=cast.rosa, at=at, arrival=made.pk)
    assert entry.number == "0001/2026" and kinds_in(made)[-1] == "arrival.registered"
    with pytest.raises(Conflict):
        actions.enter(by=cast.ines, at=at, arrival=made.pk)


def test_an_annulled_number_stays_and_is_not_given_again(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at)
    with pytest.raises(Invalid):
        actions.annul_entry(by=cast.rosa, at=at, arrival=made.pk, reason=" ")
    actions.annul_entry(by=cast.rosa, at=at, arrival=made.pk, reason="Registered twice.")
    entry = RegisterEntry.objects.get(arrival=made)
    assert (entry.annulled_because, entry.annulled_at, entry.number) == ("Registered twice.", at, "0001/2026")
    line = Line.objects.get(kind="arrival.entry-annulled")
    assert ledger.personal(line) == {"reason": "Registered twice."} and b"twice" not in bytes(line.canonical)
    with pytest.raises(Conflict):
        actions.annul_entry(by=cast.rosa, at=at, arrival=made.pk, reason="Again.")
    assert arrive(cast, at).entry.number == "0002/2026"


def test_a_correction_says_what_changed_and_hides_the_values(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at)
    actions.correct(
        by=cast.ines, at=at, arrival=made.pk, version=1, particulars=particulars(sender="Ministry of Justice")
    )
    line = Line.objects.get(kind="arrival.corrected")
    assert b'"fields":["sender"]' in bytes(line.canonical) and b"Ministry" not in bytes(line.canonical)
    assert ledger.personal(line)["after"] == {"sender": "Ministry of Justice"}
    assert (fresh(made).sender, fresh(made).version) == ("Ministry of Justice", 2)


def test_a_correction_that_changes_nothing_leaves_no_line(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at)
    actions.correct(by=cast.ines, at=at, arrival=made.pk, version=1, particulars=particulars())
    assert fresh(made).version == 1 and "arrival.corrected" not in kinds_in(made)


def test_the_second_to_correct_is_told(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at)
    actions.correct(by=cast.ines, at=at, arrival=made.pk, version=1, particulars=particulars(sender="Ines"))
    with pytest.raises(Conflict):
        actions.correct(by=cast.jonas, at=at, arrival=made.pk, version=1, particulars=particulars(sender="Jonas"))
    assert fresh(made).sender == "Ines"


@pytest.fixture
def outsiders(cast: Cast) -> Callable[[Arrival], None]:
    """Whoever may not know of an arrival gets the same answer as for one that never was."""

    def check(made: Arrival) -> None:
        for act in (actions.enter, lambda **k: actions.annul_entry(reason="x", **k)):
            for arrival in (made.pk, uuid4()):
                with pytest.raises(NotThere):
                    act(by=cast.jonas, at=made.arrived_at, arrival=arrival)

    return check


def test_a_recused_colleague_finds_nothing(cast: Cast, at: datetime, outsiders: Callable[[Arrival], None]) -> None:
    made = arrive(cast, at)
    accounts.recuse(
        by=cast.karin,
        at=at,
        permission="case:restrict",
        compartment=made.compartment_id,
        user=cast.jonas.id or 0,
        reason="Family.",
    )
    outsiders(made)


def test_receiving_a_letter_takes_no_more_statements_than_it_must(
    cast: Cast, at: datetime, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    """Each is a round trip that a registrar waits for; forty with one file, ledger lines and both numbers among them."""
    files = (upload(cast.rosa, at),)
    with django_assert_max_num_queries(40):
        actions.receive(
            by=cast.rosa, at=at, authority=cast.central, once=uuid4(), particulars=particulars(), uploads=files
        )
