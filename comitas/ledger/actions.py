"""Writing the ledger: keys, lines, order, checkpoints, readings.

A line is recorded inside the transaction of the action it tells of. Its chain is locked from then to the commit, so an action
records last, arrival before case, case before house.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from comitas.core import clock, sealing
from comitas.core.actor import Actor
from comitas.ledger import queries
from comitas.ledger.models import Epoch, Key, Line, Order, ReaderPosition, Reading
from comitas.ledger.rules import canonical
from comitas.ledger.rules.kinds import Kind
from comitas.ledger.rules.readers import Reader

SEQUENCER_LOCK = 0x636F6D69  # "comi": one sequencer at a time in the whole cluster
CHAIN_LOCK = 0x6C656467  # "ledg": first half of the lock of a chain

_NEXT = """
SELECT nextval('ledger_line_id'), (SELECT max(number) FROM ledger_epoch), pg_current_xact_id()::text::bigint,
       last.number, last.digest
FROM (SELECT 1) one LEFT JOIN LATERAL (
    SELECT number, digest FROM ledger_line WHERE chain = %s ORDER BY number DESC LIMIT 1) last ON true
"""

# Below the horizon every transaction has ended and its lines are visible in this very snapshot; an older epoch has ended too.
_READY = """
SELECT l.id, l.epoch, l.xact, l.digest FROM ledger_line l
WHERE (l.epoch, l.xact, l.id) > (%s, %s, %s)
  AND (l.epoch < (SELECT max(number) FROM ledger_epoch)
       OR l.xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
ORDER BY l.epoch, l.xact, l.id LIMIT %s
"""


def create_key(compartment: UUID, *, at: datetime) -> None:
    """Give a new compartment its key. The action that creates the compartment records the line."""
    wrapped = sealing.wrap(sealing.new_key(), settings.MASTER_KEY)
    Key.objects.create(compartment=compartment, wrapped=wrapped, created_at=at)


def destroy_key(compartment: UUID, *, at: datetime) -> None:
    """Destroy a compartment's key for good. The caller's action records why; the chain still verifies."""
    Key.objects.filter(pk=compartment, destroyed_at=None).update(wrapped=None, destroyed_at=at)


def record(
    kind: Kind,
    *,
    by: Actor,
    at: datetime,
    payload: dict[str, Any],
    personal: dict[str, Any] | None = None,
    compartment: UUID | None = None,
    case: UUID | None = None,
    part: UUID | None = None,
) -> int:
    """Write one line; returns its id. `at` is when it took effect; the time of recording is read here.

    `payload` holds codes, numbers and ids; whatever says who somebody is goes to `personal`, which needs the compartment's key.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A ledger line is recorded inside the transaction of its action.")
    chain = compartment or canonical.HOUSE
    line_id, epoch, xact, number, previous = _next_in(chain)
    plain = canonical.personal_bytes(personal) if personal else None
    content = canonical.Content(
        id=line_id,
        chain=chain,
        number=number,
        kind=kind.name,
        version=kind.version,
        compartment=compartment,
        case=case,
        part=part,
        actor=str(by),
        recorded_at=clock.now(),
        effective_at=at,
        payload=payload,
        personal_digest=canonical.digest(plain) if plain else None,
        previous=previous,
    )
    _insert(content, epoch, xact, _sealed(plain, chain, line_id))
    return line_id


def read(
    manner: Reading.Manner,
    subject: str,
    *,
    by: Actor,
    at: datetime,
    compartment: UUID | None = None,
    words: str | None = None,
) -> None:
    """Note that *by* opened, searched, downloaded or printed. `words` (a search) are sealed under the house key."""
    sealed = sealing.seal(words.encode(), queries.key(canonical.HOUSE), b"reading") if words else None
    Reading.objects.create(at=at, actor=str(by), manner=manner, subject=subject, compartment=compartment, sealed=sealed)


@transaction.atomic(durable=True)
def sequence(limit: int = 5000) -> int:
    """Give committed lines their place in the one order; returns how many. Another sequencer at work: 0."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEQUENCER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = Order.objects.order_by("-position").first()
        after = [last.epoch, last.xact, last.line_id] if last else [0, 0, 0]
        cursor.execute(_READY, [*after, limit])
        ready = cursor.fetchall()
    Order.objects.bulk_create(_ordered(last, ready))
    return len(ready)


@transaction.atomic
def follow(reader: Reader, limit: int = 500) -> int:
    """Give *reader* the next lines, at most *limit*, and move its position, in one transaction; returns how many it passed."""
    place = _place_of(reader)
    return _pass(reader, place, min(place.position + limit, queries.head()[0]))


@transaction.atomic
def rebuild(reader: Reader, batch: int = 2000) -> int:
    """Make the projection of *reader* again from the first line; returns how many lines there were.

    One transaction, so that nobody sees half a projection. Until it ends no new line gets its place in the order.
    """
    place = _place_of(reader)
    reader.clear()
    place.position, last = 0, queries.head()[0]
    while place.position < last:
        _pass(reader, place, min(place.position + batch, last))
    place.save(update_fields=["position"])
    return last


def begin_epoch(reason: str, *, at: datetime) -> int:
    """Begin a new epoch, after a restore: every line there is counts as committed."""
    last = Epoch.objects.order_by("-number").first()
    number = last.number + 1 if last else 1
    Epoch.objects.create(number=number, begun_at=at, reason=reason)
    return number


def _place_of(reader: Reader) -> ReaderPosition:
    """The position of *reader*, locked: a second worker waits here."""
    ReaderPosition.objects.bulk_create([ReaderPosition(name=reader.name)], ignore_conflicts=True)
    return ReaderPosition.objects.select_for_update().get(pk=reader.name)


def _pass(reader: Reader, place: ReaderPosition, upto: int) -> int:
    """Show *reader* what lies between its place and *upto*."""
    passed = upto - place.position
    if passed > 0:
        for entry in queries.entries_between(place.position, upto, reader.kinds):
            reader.apply(entry)
        place.position = upto
        place.save(update_fields=["position"])
    return max(passed, 0)


def _next_in(chain: UUID) -> tuple[int, int, int, int, bytes]:
    """Lock the chain to the end of the transaction; what its next line needs: id, epoch, transaction, number, previous."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [CHAIN_LOCK, str(chain)])
        cursor.execute(_NEXT, [chain])
        line_id, epoch, xact, number, previous = cursor.fetchone()
    return line_id, epoch, xact, (number or 0) + 1, bytes(previous) if previous else canonical.EMPTY


def _sealed(plain: bytes | None, chain: UUID, line_id: int) -> bytes | None:
    if plain is None:
        return None
    return sealing.seal(plain, queries.key(chain), queries.personal_context(line_id))


def _insert(content: canonical.Content, epoch: int, xact: int, personal: bytes | None) -> None:
    stored = canonical.encode(content)
    Line.objects.create(
        id=content.id,
        epoch=epoch,
        xact=xact,
        chain=content.chain,
        number=content.number,
        kind=content.kind,
        compartment=content.compartment,
        case=content.case,
        part=content.part,
        actor=content.actor,
        recorded_at=content.recorded_at,
        effective_at=content.effective_at,
        canonical=stored,
        digest=canonical.digest(stored),
        personal=personal,
    )


def _ordered(last: Order | None, ready: list[tuple[int, int, int, bytes]]) -> list[Order]:
    position, running = (last.position, bytes(last.running)) if last else (0, canonical.EMPTY)
    orders = []
    for line_id, epoch, xact, digest in ready:
        position += 1
        running = canonical.running(running, position, bytes(digest))
        orders.append(Order(position=position, line_id=line_id, epoch=epoch, xact=xact, running=running))
    return orders
