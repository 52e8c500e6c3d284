"""Reading the ledger: keys, lines in their order, personal values, readings."""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from comitas.core import sealing
from comitas.core.sequences import batched
from comitas.ledger import store
from comitas.ledger.models import Line, Order, Reading
from comitas.ledger.rules import canonical, kinds, verification
from comitas.ledger.rules.checkpoints import Checkpoint
from comitas.ledger.rules.readers import Entry

_STRAYS = """
SELECT l.id FROM ledger_line l LEFT JOIN ledger_order o ON o.line_id = l.id
WHERE (l.epoch, l.xact, l.id) <= (%s, %s, %s) AND o.position IS NULL ORDER BY l.id LIMIT 1000
"""


class KeyDestroyed(LookupError):
    """The compartment's key was destroyed: what lay under it cannot be read by anybody."""


def key(compartment: UUID) -> bytes:
    """The compartment's key (32 bytes); raises `KeyDestroyed`. Never cached: destruction takes effect at once."""
    with connection.cursor() as cursor:  # five times an arrival: without the ORM it costs a third
        cursor.execute("SELECT wrapped FROM ledger_key WHERE compartment = %s", [compartment])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise KeyDestroyed(str(compartment))
    return unwrapped(bytes(row[0]))


def unwrapped(wrapped: bytes) -> bytes:
    """A compartment's key, which lies under the master key or, while keys are being changed, under a former one."""
    try:
        return sealing.unwrap(wrapped, settings.MASTER_KEY)
    except sealing.SealBroken:
        for former in settings.OLD_MASTER_KEYS:
            with contextlib.suppress(sealing.SealBroken):
                return sealing.unwrap(wrapped, former)
        raise


def lies_under_master(wrapped: bytes) -> bool:
    """Whether a compartment's key is wrapped under the present master key."""
    try:
        sealing.unwrap(wrapped, settings.MASTER_KEY)
    except sealing.SealBroken:
        return False
    return True


def keys(compartments: Sequence[UUID]) -> dict[UUID, bytes]:
    """The keys of several compartments, in one statement; raises `KeyDestroyed` where one of them has none. Never cached either."""
    if not compartments:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT compartment, wrapped FROM ledger_key WHERE compartment = ANY(%s)", [list(compartments)])
        found = {compartment: wrapped for compartment, wrapped in cursor.fetchall() if wrapped is not None}
    if missing := set(compartments) - set(found):
        raise KeyDestroyed(", ".join(map(str, sorted(missing))))
    return {compartment: unwrapped(bytes(wrapped)) for compartment, wrapped in found.items()}


def personal(line: Line) -> dict[str, Any]:
    """The personal values beside *line*; raises `KeyDestroyed` or `SealBroken`."""
    if line.personal is None:
        return {}
    chain = line.compartment or canonical.HOUSE
    plain = sealing.unseal(bytes(line.personal), key(chain), personal_context(line.id))
    return canonical.personal_values(plain)


def personal_of(lines: Sequence[Line]) -> dict[int, dict[str, Any]]:
    """The personal values beside several lines, by their ids; lines whose key was destroyed are left out. One statement."""
    chains = {line.chain for line in lines if line.personal is not None}
    with connection.cursor() as cursor:
        cursor.execute("SELECT compartment, wrapped FROM ledger_key WHERE compartment = ANY(%s)", [list(chains)])
        found = {chain: unwrapped(bytes(wrapped)) for chain, wrapped in cursor.fetchall() if wrapped is not None}
    return {
        line.id: canonical.personal_values(
            sealing.unseal(bytes(line.personal), found[line.chain], personal_context(line.id))
        )
        for line in lines
        if line.personal is not None and line.chain in found
    }


def personal_context(line_id: int) -> bytes:
    """What binds sealed personal values to their line."""
    return b"ledger personal %d" % line_id


def entries_after(position: int, limit: int = 1000) -> list[Entry]:
    """The next lines in the one order, at most *limit*."""
    orders = Order.objects.filter(position__gt=position).select_related("line").order_by("position")[:limit]
    return [_entry(order.line, order.position) for order in orders]


def entries_between(after: int, upto: int, names: Collection[str]) -> list[Entry]:
    """The lines at positions above *after* and up to *upto* whose kind is one of *names*, in the one order."""
    places = Order.objects.filter(position__gt=after, position__lte=upto, line__kind__in=names)
    return [_entry(order.line, order.position) for order in places.select_related("line").order_by("position")]


def lines_of_case(case: UUID, limit: int = 200) -> list[tuple[Line, dict[str, Any]]]:
    """The newest lines of a case with their payloads. Whoever calls has already fetched the case for its actor."""
    lines = Line.objects.filter(case=case).order_by("-id")[:limit]
    return [(line, payload(line)) for line in lines]


def head() -> tuple[int, bytes]:
    """The last position and the running digest there; (0, EMPTY) for an empty ledger."""
    order = Order.objects.order_by("-position").only("position", "running").first()
    return (order.position, bytes(order.running)) if order else (0, canonical.EMPTY)


def every_entry(batch: int = 2000) -> Iterator[Entry]:
    """All lines in order, for rebuilding a projection."""
    position = 0
    while batch_of := entries_after(position, batch):
        yield from batch_of
        position = batch_of[-1].position


def _entry(line: Line, position: int) -> Entry:
    return Entry(
        position,
        line.id,
        line.kind,
        line.compartment,
        line.case,
        line.part,
        line.actor,
        line.recorded_at,
        line.effective_at,
        payload(line),
    )


def payload(line: Line) -> dict[str, Any]:
    """The payload of a line as this version would have written it."""
    content = canonical.decode(bytes(line.canonical))
    return kinds.upcast(kinds.named(content.kind), content.version, content.payload)


def verify(checkpoints: Iterable[Checkpoint] | None = None) -> verification.Verified:
    """Walk the whole ledger; raises `verification.LedgerBroken`, which names every line that is not as it was written.

    Unless given, the checkpoints are those of the instance's file; raises `checkpoints.CheckpointBroken` where it was altered.
    """
    if checkpoints is None:
        checkpoints = store.every(settings.CHECKPOINTS, settings.SIGNING_KEY.public_key())
    with transaction.atomic():
        return verification.verify(_stored(), checkpoints, _strays())


def _stored() -> Iterator[verification.Stored]:
    orders = Order.objects.order_by("position").values_list("position", "running", "line_id")
    for some in batched(orders.iterator(chunk_size=2000), 2000):
        lines = Line.objects.in_bulk([line_id for _, _, line_id in some])
        for position, running, line_id in some:
            yield _place(position, bytes(running), line_id, lines.get(line_id))


def _place(position: int, running: bytes, line_id: int, line: Line | None) -> verification.Stored:
    if line is None:
        return verification.Stored(position, running, line_id, None, None, None, "none")
    columns = (
        line.kind,
        line.compartment,
        line.case,
        line.part,
        line.actor,
        line.recorded_at,
        line.effective_at,
        line.chain,
        line.number,
    )
    stored = bytes(line.canonical)
    return verification.Stored(
        position, running, line_id, columns, stored, bytes(line.digest), _personal_state(line, stored)
    )


def _personal_state(line: Line, stored: bytes) -> str:
    """Is what lies beside the line what its digest says? A destroyed key is lawful; a missing value is not."""
    try:
        expected = canonical.decode(stored).personal_digest
    except canonical.NotCanonical:
        return "none"  # already a fault of its own
    if expected is None:
        return "none" if line.personal is None else "altered"
    try:
        held = key(line.chain)
        if line.personal is None:
            return "missing"
        plain = sealing.unseal(bytes(line.personal), held, personal_context(line.id))
    except KeyDestroyed:
        return "unreadable"
    except sealing.SealBroken:
        return "altered"
    return "kept" if canonical.digest(plain) == expected else "altered"


def _strays() -> list[int]:
    """Lines without a place although the sequencer has passed them."""
    last = Order.objects.order_by("-position").first()
    if last is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_STRAYS, [last.epoch, last.xact, last.line_id])
        return [row[0] for row in cursor.fetchall()]


def orders(within: QuerySet[Any]) -> QuerySet[Order]:
    """The one order with its lines, for the auditor's list: those of no compartment and those of the compartments *within*."""
    told = Q(line__compartment=None) | Q(line__compartment__in=within)
    return Order.objects.filter(told).select_related("line").order_by("-position")


def entry(order: Order) -> Entry:
    """A place in the order as readers see it."""
    return _entry(order.line, order.position)


def readings(
    within: QuerySet[Any], authorities: Collection[UUID], actor: str = "", compartments: Collection[UUID] | None = None
) -> QuerySet[Reading]:
    """Who read what, newest first: of the compartments *within*, and what was searched in *authorities* or names neither.

    *actor*, *compartments*: only what that actor read, and only of these.
    """
    told = Q(compartment__in=within) | Q(compartment=None) & (Q(authority=None) | Q(authority__in=authorities))
    found = Reading.objects.filter(told)
    if actor:
        found = found.filter(Q(actor=actor) | Q(actor__startswith=f"{actor} for "))
    if compartments is not None:
        found = found.filter(compartment__in=compartments)
    return found.order_by("-id")
