"""The ledger in a real database: its order, its rights, and what tampering leaves behind."""

import threading
from datetime import datetime
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError

from comitas.core.actor import system
from comitas.core.ids import new_id
from comitas.ledger import actions, queries, store
from comitas.ledger.models import Key, Line, Order
from comitas.ledger.rules import canonical, checkpoints, kinds
from comitas.ledger.rules.verification import LedgerBroken
from comitas.ledger.tests.ordering import order_everything

DONE = kinds.declare("test.done", "Done {n}.")
BY = system("test")
SIGNER = Ed25519PrivateKey.generate()


def write(n: int, at: datetime, compartment: UUID | None = None, **personal: str) -> int:
    with transaction.atomic():
        actions.record(DONE, by=BY, at=at, payload={"n": n}, compartment=compartment, personal=personal or None)
        return Line.objects.filter(chain=compartment or canonical.HOUSE).latest("number").pk


def make_compartment(at: datetime) -> UUID:
    made = new_id()
    actions.create_key(made, at=at)
    return made


def verify(path: Path):
    return queries.verify(store.every(path, SIGNER.public_key()))


def checkpoint(path: Path, at: datetime) -> None:
    position, running = queries.head()
    store.append(path, position, running, at, SIGNER)


@pytest.fixture
def ledger(committed_db: str, at: datetime, tmp_path: Path) -> Path:
    """Two chains with personal values, sequenced and attested. Gives the checkpoint file."""
    compartment = make_compartment(at)
    for n in range(6):
        write(n, at, compartment if n % 2 else None, **({"name": f"Person {n}"} if n % 2 else {}))
    order_everything()
    path = tmp_path / "ledger.jsonl"
    checkpoint(path, at)
    return path


def as_owner(name: str, *statements: str) -> None:
    """Act behind the application's back: as the owner, with the triggers out of the way."""
    settings = connections["owner"].settings_dict
    with psycopg.connect(host=settings["HOST"], user=settings["USER"], password=settings["PASSWORD"], dbname=name,
                         port=settings["PORT"] or None, autocommit=True) as owner:  # fmt: skip
        for table in ("ledger_line", "ledger_order"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER ledger_refuse")
        for statement in statements:
            owner.execute(statement)


def test_a_whole_ledger_verifies(ledger: Path) -> None:
    found = verify(ledger)
    assert found.positions == found.sure_up_to == Line.objects.count()
    assert found.checkpoints == 1


def test_the_application_may_only_insert(committed_db: str) -> None:
    for statement in ("UPDATE ledger_line SET actor = ''", "DELETE FROM ledger_line", "TRUNCATE ledger_line CASCADE",
                      "DELETE FROM ledger_order", "UPDATE ledger_order SET running = ''", "DELETE FROM ledger_reading"):  # fmt: skip
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_even_the_owner_is_refused_while_the_triggers_stand(committed_db: str) -> None:
    with (
        transaction.atomic("owner"),
        pytest.raises(ProgrammingError, match="insert-only"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute("TRUNCATE ledger_line CASCADE")
    connections["owner"].close()


MIDDLE = "(SELECT line_id FROM ledger_order ORDER BY position DESC OFFSET 2 LIMIT 1)"
LAST = "(SELECT line_id FROM ledger_order ORDER BY position DESC LIMIT 1)"


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        ([f"UPDATE ledger_line SET canonical = replace(convert_from(canonical,'UTF8'), '\"n\":', '\"n\":1')::bytea WHERE id = {MIDDLE}"], "content was altered"),
        ([f"UPDATE ledger_line SET actor = 'user:99' WHERE id = {MIDDLE}"], "a column beside"),
        ([f"UPDATE ledger_line SET effective_at = effective_at - interval '9 days' WHERE id = {MIDDLE}"], "a column beside"),
        ([f"UPDATE ledger_line SET personal = NULL WHERE id = {LAST}"], "personal values beside it are missing"),
        ([f"UPDATE ledger_line SET personal = personal || 'x'::bytea WHERE id = {LAST}"], "personal values beside it are altered"),
        ([f"DELETE FROM ledger_line WHERE id = {MIDDLE}"], "was removed"),
        ([f"DELETE FROM ledger_order WHERE line_id = {MIDDLE}"], "were removed"),
        (["DELETE FROM ledger_order WHERE position = (SELECT max(position) FROM ledger_order)"], "attests"),
        (
            ["DELETE FROM ledger_line WHERE id IN (SELECT line_id FROM ledger_order ORDER BY position DESC LIMIT 2)",
             "DELETE FROM ledger_order WHERE position > (SELECT max(position) - 2 FROM ledger_order)"],
            "attests",
        ),
        (
            ["UPDATE ledger_order SET position = -position WHERE position > 3",
             "UPDATE ledger_order SET position = 9 + position WHERE position IN (-4, -5)",
             "UPDATE ledger_order SET position = -position WHERE position < 0"],
            "running digest",
        ),
        (
            [f"INSERT INTO ledger_line SELECT id + 100000, epoch, xact, '{new_id()}', 1, kind, compartment, \"case\", part, actor, recorded_at, effective_at, canonical, digest, personal FROM ledger_line WHERE id = {MIDDLE}"],
            "inserted behind the order",
        ),
    ],
)  # fmt: skip
def test_tampering_as_the_owner_is_named(ledger: Path, committed_db: str, statements: list[str], told: str) -> None:
    connection.close()
    as_owner(committed_db, *statements)
    with pytest.raises(LedgerBroken, match=told):
        verify(ledger)


def test_a_chain_recomputed_from_a_line_on_is_caught_by_the_checkpoint(ledger: Path, committed_db: str) -> None:
    """The strongest attack: alter a line, then recompute every digest after it, as the owner of an unkeyed chain can."""
    line = Line.objects.filter(order__position=Order.objects.count()).get()
    content = canonical.decode(bytes(line.canonical))
    forged = canonical.encode(
        canonical.Content(**{**{s: getattr(content, s) for s in content.__slots__}, "actor": "user:99"})
    )
    order = Order.objects.select_related("line").get(line=line)
    before = Order.objects.get(position=order.position - 1)
    running = canonical.running(bytes(before.running), order.position, canonical.digest(forged))
    connection.close()
    as_owner(
        committed_db,
        f"UPDATE ledger_line SET actor = 'user:99', canonical = '\\x{forged.hex()}', digest = '\\x{canonical.digest(forged).hex()}' WHERE id = {line.pk}",
        f"UPDATE ledger_order SET running = '\\x{running.hex()}' WHERE line_id = {line.pk}",
    )
    with pytest.raises(LedgerBroken, match="checkpoint of"):
        verify(ledger)


def test_a_destroyed_key_leaves_a_ledger_that_verifies_and_nothing_to_read(ledger: Path, at: datetime) -> None:
    line = Line.objects.exclude(personal=None).latest("id")
    assert queries.personal(line)["name"].startswith("Person")
    assert line.compartment
    actions.destroy_key(line.compartment, at=at)
    with pytest.raises(queries.KeyDestroyed):
        queries.personal(line)
    assert not Key.objects.get(pk=line.compartment).wrapped
    assert verify(ledger).unreadable == 3


def test_every_reader_sees_every_line_once_whatever_the_order_of_commits(committed_db: str, at: datetime) -> None:
    """Eight writers commit late and out of order while a sequencer runs: no line is lost, none doubled, ids out of order or not."""
    compartments = [make_compartment(at) for _ in range(8)]
    start = Order.objects.count()
    seen: list[int] = []
    done = threading.Event()

    def writer(compartment: UUID, pause: float) -> None:
        for n in range(10):
            with transaction.atomic():
                actions.record(DONE, by=BY, at=at, payload={"n": n}, compartment=compartment)
                done.wait(pause)
        connection.close()

    def sequencer() -> None:
        position = queries.head()[0]
        while not done.is_set() or unplaced():
            actions.sequence(limit=7)
            batch = queries.entries_after(position, 50)
            seen.extend(entry.id for entry in batch)
            position = batch[-1].position if batch else position
        seen.extend(entry.id for entry in queries.entries_after(position, 1000))
        connection.close()

    def unplaced() -> bool:
        return Line.objects.exclude(pk__in=Order.objects.values("line")).exists()

    threads = [threading.Thread(target=writer, args=(c, 0.003 * n)) for n, c in enumerate(compartments)]
    reader = threading.Thread(target=sequencer)
    for thread in (reader, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join()
    order_everything()
    written = set(Line.objects.filter(kind=DONE.name).values_list("pk", flat=True))
    told = [n for n in seen if n in written]
    assert len(written) == 80
    assert sorted(told) == sorted(written)
    assert Order.objects.count() >= start + 80


def test_an_open_transaction_holds_the_order_back_and_loses_nothing(committed_db: str, at: datetime) -> None:
    order_everything()
    before = queries.head()[0]
    opened, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            write(1, at, slow_compartment)
            opened.set()
            go_on.wait(20)
        connection.close()

    slow_compartment = make_compartment(at)
    thread = threading.Thread(target=slow)
    thread.start()
    opened.wait(20)
    fast = write(2, at)
    actions.sequence()
    assert queries.head()[0] == before, "the later line must wait for the earlier transaction"
    go_on.set()
    thread.join()
    order_everything()
    entries = queries.entries_after(before)
    assert [entry.payload["n"] for entry in entries] == [1, 2]
    assert entries[-1].id == fast


def test_a_restored_database_orders_old_lines_whatever_its_transaction_ids(
    ledger: Path, committed_db: str, at: datetime
) -> None:
    """In another cluster transaction ids begin low: the lines written before the restore must not wait for them, nor come after."""
    waiting = write(7, at)
    connection.close()
    as_owner(committed_db, f"UPDATE ledger_line SET xact = xact + 1000000000 WHERE id = {waiting}")
    assert actions.sequence() == 0
    actions.begin_epoch("restored", at=at)
    write(8, at)
    order_everything()
    assert [entry.payload["n"] for entry in queries.entries_after(0, 10000)[-2:]] == [7, 8]
    verify(ledger)


def test_lines_told_together_stand_in_their_order_in_each_chain(ledger: Path, at: datetime) -> None:
    one, other = make_compartment(at), make_compartment(at)
    with transaction.atomic(), actions.together():
        for n, place in ((1, one), (2, other), (3, one), (4, None)):
            with actions.together():
                actions.record(
                    DONE, by=BY, at=at, payload={"n": n}, compartment=place, personal=place and {"who": f"{n}"}
                )
        assert not Line.objects.filter(chain__in=(one, other)).exists()
    lines = Line.objects.filter(chain__in=(one, other)).order_by("id")
    told = {(line.chain, line.number): queries.personal(line) for line in lines}
    assert told == {(one, 1): {"who": "1"}, (other, 1): {"who": "2"}, (one, 2): {"who": "3"}}
    write(5, at, one, who="5")
    order_everything()
    assert verify(ledger).positions >= 5


@transaction.atomic
@actions.together()
def broken(place: UUID, at: datetime) -> None:
    actions.record(DONE, by=BY, at=at, payload={"n": 1}, compartment=place)
    raise ZeroDivisionError


def test_an_action_that_fails_tells_nothing(committed_db: str, at: datetime) -> None:
    place = make_compartment(at)
    with pytest.raises(ZeroDivisionError):
        broken(place, at)
    write(2, at, place)
    assert [line.number for line in Line.objects.filter(chain=place)] == [1]


def test_a_line_outside_a_transaction_is_refused(committed_db: str, at: datetime) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        actions.record(DONE, by=BY, at=at, payload={})


def test_a_checkpoint_line_altered_or_signed_by_another_is_refused(ledger: Path, at: datetime) -> None:
    write(9, at)
    order_everything()
    checkpoint(ledger, at)
    assert verify(ledger).checkpoints == 2
    text = ledger.read_text()
    ledger.write_text(text.replace('"position":', '"position":1', 1))
    with pytest.raises(checkpoints.CheckpointBroken, match="Line 1"):
        verify(ledger)
    ledger.write_text(text.partition("\n")[2])
    with pytest.raises(checkpoints.CheckpointBroken, match="does not follow"):
        verify(ledger)


def test_a_checkpoint_cut_short_by_a_power_failure_is_left_out_then_replaced(ledger: Path, at: datetime) -> None:
    with ledger.open("a") as file:
        file.write('{"at":"2026')
    assert verify(ledger).checkpoints == 1
    write(9, at)
    order_everything()
    checkpoint(ledger, at)
    assert verify(ledger).checkpoints == 2


def test_nothing_new_needs_no_checkpoint(ledger: Path, at: datetime) -> None:
    checkpoint(ledger, at)
    assert len(ledger.read_text().splitlines()) == 1


def test_reading_is_noted_apart_and_what_was_searched_is_sealed(db: None, at: datetime) -> None:
    before = Line.objects.count()
    actions.read("search", "search", by=BY, at=at, words="Verrin")  # type: ignore[arg-type]
    from comitas.ledger.models import Reading

    noted = Reading.objects.latest("id")
    assert Line.objects.count() == before
    assert b"Verrin" not in bytes(noted.sealed)
