"""Writing the ledger: keys, lines, order, checkpoints, readings.

A line is recorded inside the transaction of the action it tells of. Its chain is locked from then to the commit, so an action
records last, arrival before case, case before house.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from comitas.core import bulk, clock, sealing
from comitas.core.actor import Actor
from comitas.ledger import queries
from comitas.ledger.models import Epoch, Key, Order, ReaderPosition, Reading
from comitas.ledger.rules import canonical
from comitas.ledger.rules.kinds import Kind
from comitas.ledger.rules.readers import Reader

SEQUENCER_LOCK = 0x636F6D69  # "comi": one sequencer at a time in the whole cluster
CHAIN_LOCK = 0x6C656467  # "ledg": first half of the lock of a chain

_NEXT = """
SELECT ARRAY(SELECT nextval('ledger_line_id') FROM generate_series(1, %s)), (SELECT max(number) FROM ledger_epoch),
       pg_current_xact_id()::text::bigint, last.number, last.digest
FROM (SELECT 1) one LEFT JOIN LATERAL (
    SELECT number, digest FROM ledger_line WHERE chain = %s ORDER BY number DESC LIMIT 1) last ON true
"""

# Of chains without a line there is no row. A statement of its own, after the locks: it must see what their last holders wrote.
_LAST_OF_EACH = """
SELECT of.chain, last.number, last.digest FROM unnest(%s::uuid[]) of (chain) CROSS JOIN LATERAL (
    SELECT number, digest FROM ledger_line WHERE ledger_line.chain = of.chain ORDER BY number DESC LIMIT 1) last
"""
_LOCK_EACH = "SELECT pg_advisory_xact_lock(%s, hashtext(of.chain)) FROM unnest(%s::text[]) of (chain)"

_INSERT = """
INSERT INTO ledger_line (id, epoch, xact, chain, number, kind, compartment, "case", part, actor, recorded_at, effective_at,
                         canonical, digest, personal) VALUES """
_VALUES = "(" + ", ".join(["%s"] * 15) + ")"
_COLUMNS = ("id", "epoch", "xact", "chain", "number", "kind", "compartment", "case", "part", "actor", "recorded_at", "effective_at", "canonical", "digest", "personal")  # fmt: skip
_FEW = 20
"""Lines up to which one insert is quicker than a COPY."""

# Below the horizon every transaction has ended and its lines are visible in this very snapshot; an older epoch has ended too.
_READY = """
SELECT l.id, l.epoch, l.xact, l.digest FROM ledger_line l
WHERE (l.epoch, l.xact, l.id) > (%s, %s, %s)
  AND (l.epoch < (SELECT max(number) FROM ledger_epoch)
       OR l.xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
ORDER BY l.epoch, l.xact, l.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class _Told:
    """What an action told, before it has its place in the chain."""

    kind: Kind
    actor: str
    effective_at: datetime
    recorded_at: datetime
    payload: dict[str, Any]
    personal: dict[str, Any] | None
    compartment: UUID | None
    case: UUID | None
    part: UUID | None

    @property
    def chain(self) -> UUID:
        return self.compartment or canonical.HOUSE

    def content(self, line_id: int, number: int, personal_digest: bytes | None, previous: bytes) -> canonical.Content:
        return canonical.Content(
            id=line_id,
            chain=self.chain,
            number=number,
            kind=self.kind.name,
            version=self.kind.version,
            compartment=self.compartment,
            case=self.case,
            part=self.part,
            actor=self.actor,
            recorded_at=self.recorded_at,
            effective_at=self.effective_at,
            payload=self.payload,
            personal_digest=personal_digest,
            previous=previous,
        )


_waiting: ContextVar[list[_Told] | None] = ContextVar("waiting", default=None)


def create_key(compartment: UUID, *, at: datetime) -> None:
    """Give a new compartment its key. The action that creates the compartment records the line."""
    wrapped = sealing.wrap(sealing.new_key(), settings.MASTER_KEY)
    Key.objects.create(compartment=compartment, wrapped=wrapped, created_at=at)


def create_keys(compartments: Sequence[UUID], *, at: datetime) -> None:
    """The same for many new compartments, in one statement."""
    made = [(one, sealing.wrap(sealing.new_key(), settings.MASTER_KEY)) for one in compartments]
    bulk.insert([Key(compartment=one, wrapped=wrapped, created_at=at) for one, wrapped in made])


def wrap_every_key_anew(*, at: datetime, batch: int = 2000) -> int:
    """Wrap under the present master key what lies under a former one; returns how many keys. Safe to repeat and to interrupt.

    The caller's line says that it was done. Raises `SealBroken` where a key lies under none that is known.
    """
    after, moved = None, 0
    while some := _wrap_some_anew(after, batch):
        after, count = some
        moved += count
    return moved


@transaction.atomic
def _wrap_some_anew(after: UUID | None, limit: int) -> tuple[UUID, int] | None:
    rows = Key.objects.select_for_update().filter(wrapped__isnull=False).order_by("compartment")
    some = list((rows.filter(compartment__gt=after) if after else rows)[:limit])
    moved = [row for row in some if not queries.lies_under_master(bytes(row.wrapped or b""))]
    for row in moved:
        row.wrapped = sealing.wrap(queries.unwrapped(bytes(row.wrapped or b"")), settings.MASTER_KEY)
    Key.objects.bulk_update(moved, ["wrapped"])
    return (some[-1].compartment, len(moved)) if some else None


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
) -> None:
    """Write one line. `at` is when it took effect; the time of recording is read here.

    `payload` holds codes, numbers and ids; whatever says who somebody is goes to `personal`, which needs the compartment's key.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A ledger line is recorded inside the transaction of its action.")
    told = _Told(kind, str(by), at, clock.now(), payload, personal, compartment, case, part)
    if (waiting := _waiting.get()) is None:
        _write({told.chain: [told]})
    else:
        waiting.append(told)


@contextmanager
def together() -> Iterator[None]:
    """The lines recorded in this block are written at its end, in their order: an action that tells four things locks its chain once.

    Enter it inside the action's transaction, and catch no error inside it: what was undone would be told all the same.
    """
    if _waiting.get() is not None:  # the outer block writes
        yield
        return
    waiting: list[_Told] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    chains: dict[UUID, list[_Told]] = {}
    for told in waiting:
        chains.setdefault(told.chain, []).append(told)
    if chains:
        _write(chains)


def read(
    manner: Reading.Manner,
    subject: str,
    *,
    by: Actor,
    at: datetime,
    compartment: UUID | None = None,
    authority: UUID | None = None,
    words: str | None = None,
) -> None:
    """Note that *by* opened, searched, downloaded or printed. `words` (a search) are sealed under the house key.

    *authority*: in which a search was made, which is about no compartment. Its auditor reads of it, and its period clears it.
    """
    sealed = sealing.seal(words.encode(), queries.key(canonical.HOUSE), b"reading") if words else None
    Reading.objects.create(
        at=at,
        actor=str(by),
        manner=manner,
        subject=subject,
        compartment=compartment,
        authority=authority,
        sealed=sealed,
    )


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


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the next lines go: their ids, the epoch and transaction, and of each chain the number to begin with and what precedes it."""

    ids: list[int]
    epoch: int
    xact: int
    last: dict[UUID, tuple[int, bytes]]

    def after(self, chain: UUID) -> tuple[int, bytes]:
        number, previous = self.last.get(chain, (0, canonical.EMPTY))
        return number + 1, previous


def _next_in(chains: list[UUID], count: int) -> _Places:
    """Lock the chains to the end of the transaction, and find the places of their next *count* lines."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_EACH, [CHAIN_LOCK, [str(chain) for chain in chains]])
        # a statement of its own: it must see what the last holder of the lock wrote
        cursor.execute(_NEXT, [count, chains[0]])
        ids, epoch, xact, number, previous = cursor.fetchone()
        last = {chains[0]: (number, bytes(previous))} if previous else {}
        if len(chains) > 1:
            cursor.execute(_LAST_OF_EACH, [chains])
            last = {chain: (found, bytes(digest)) for chain, found, digest in cursor.fetchall()}
    return _Places(ids, epoch, xact, last)


def _write(chains: dict[UUID, list[_Told]]) -> None:
    """The next lines of some chains. However many chains, the statements are the same few."""
    places = _next_in(list(chains), sum(map(len, chains.values())))
    held = queries.keys([chain for chain, lines in chains.items() if any(told.personal for told in lines)])
    ids, rows = iter(places.ids), []
    for chain, lines in chains.items():
        first, previous = places.after(chain)
        for number, told in enumerate(lines, first):
            row, previous = _row(told, next(ids), number, previous, places, held)
            rows.append(row)
    if len(rows) > _FEW:
        bulk.copy("ledger_line", _COLUMNS, rows)
        return
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + ", ".join([_VALUES] * len(rows)), [value for row in rows for value in row])


def _row(
    told: _Told, line_id: int, number: int, previous: bytes, places: _Places, held: Mapping[UUID, bytes]
) -> tuple[tuple[Any, ...], bytes]:
    """One line as its columns, and its digest, which the next one of its chain begins with."""
    plain = canonical.personal_bytes(told.personal) if told.personal else None
    stored = canonical.encode(told.content(line_id, number, canonical.digest(plain) if plain else None, previous))
    digest = canonical.digest(stored)
    sealed = sealing.seal(plain, held[told.chain], queries.personal_context(line_id)) if plain else None
    about = (told.kind.name, told.compartment, told.case, told.part, told.actor, told.recorded_at, told.effective_at)
    return (line_id, places.epoch, places.xact, told.chain, number, *about, stored, digest, sealed), digest


def _ordered(last: Order | None, ready: list[tuple[int, int, int, bytes]]) -> list[Order]:
    position, running = (last.position, bytes(last.running)) if last else (0, canonical.EMPTY)
    orders = []
    for line_id, epoch, xact, digest in ready:
        position += 1
        running = canonical.running(running, position, bytes(digest))
        orders.append(Order(position=position, line_id=line_id, epoch=epoch, xact=xact, running=running))
    return orders
