"""Readers: every line of interest once and in order, in one transaction with the position; rebuilt to the same rows."""

from datetime import datetime

import pytest
from django.db import connection, transaction

from comitas.core.actor import system
from comitas.ledger import actions, queries
from comitas.ledger.models import ReaderPosition
from comitas.ledger.rules import kinds
from comitas.ledger.rules.readers import Entry
from comitas.ledger.tests.ordering import order_everything

COUNTED = kinds.declare("test.counted", "Counted {n}.")
IGNORED = kinds.declare("test.ignored", "Ignored {n}.")


class Sums:
    """A projection in a table of the test's own: the running sum after each line."""

    name = "test.sums"
    kinds = frozenset({COUNTED.name})

    def __init__(self) -> None:
        self.fails_at: int | None = None
        self.seen: list[int] = []

    def apply(self, entry: Entry) -> None:
        if entry.payload["n"] == self.fails_at:
            raise ArithmeticError("cannot count this")
        self.seen.append(entry.payload["n"])
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO sums SELECT %s, %s + coalesce((SELECT sum FROM sums ORDER BY position DESC LIMIT 1), 0)",
                [entry.position, entry.payload["n"]],
            )

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sums")


@pytest.fixture
def sums(committed_db: str) -> Sums:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE sums (position bigint, sum bigint)")
    return Sums()


def write(at: datetime, *numbers: int) -> None:
    for n in numbers:
        for kind in (COUNTED, IGNORED):
            with transaction.atomic():
                actions.record(kind, by=system("test"), at=at, payload={"n": n})
    order_everything()


def rows() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT position, sum FROM sums ORDER BY position")
        return cursor.fetchall()


def catch_up(sums: Sums, limit: int = 500) -> None:
    while actions.follow(sums, limit):
        pass


def test_a_reader_sees_each_line_of_its_kinds_once_and_in_order(sums: Sums, at: datetime) -> None:
    write(at, 1, 2, 3)
    catch_up(sums, limit=2)
    write(at, 4)
    catch_up(sums, limit=2)
    assert sums.seen == [1, 2, 3, 4]
    assert [total for _, total in rows()] == [1, 3, 6, 10]
    assert ReaderPosition.objects.get(pk=sums.name).position == queries.head()[0]


def test_a_line_that_cannot_be_taken_leaves_neither_rows_nor_position(sums: Sums, at: datetime) -> None:
    write(at, 1)
    catch_up(sums)
    place = ReaderPosition.objects.get(pk=sums.name).position
    write(at, 2, 3)
    sums.fails_at = 3
    with pytest.raises(ArithmeticError):
        actions.follow(sums)
    assert [total for _, total in rows()] == [1]
    assert ReaderPosition.objects.get(pk=sums.name).position == place
    sums.fails_at = None
    catch_up(sums)
    assert [total for _, total in rows()] == [1, 3, 6]


def test_rebuilding_gives_the_same_rows(sums: Sums, at: datetime) -> None:
    write(at, 5, 6, 7)
    catch_up(sums, limit=1)
    before = rows()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sums SET sum = sum + 100")
    assert actions.rebuild(sums, batch=3) == queries.head()[0]
    assert rows() == before
    assert actions.follow(sums) == 0, "nothing is left to follow"


def test_rebuilding_fails_whole(sums: Sums, at: datetime) -> None:
    write(at, 5, 6)
    catch_up(sums)
    before = rows()
    sums.fails_at = 6
    with pytest.raises(ArithmeticError):
        actions.rebuild(sums, batch=1)
    assert rows() == before


def test_rebuilding_an_empty_projection_of_an_old_ledger(sums: Sums, at: datetime) -> None:
    write(at, 5)
    actions.rebuild(sums)
    assert [total for _, total in rows()] == [5]
