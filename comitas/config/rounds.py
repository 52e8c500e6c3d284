"""What the worker does again and again beside its jobs: give lines their order, feed the readers, attest to the head, look at sources."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections

from comitas.config.readers import READERS
from comitas.core import clock
from comitas.intake.jobs import looking
from comitas.ledger import actions as ledger
from comitas.ledger import queries, store
from comitas.ledger.rules.checkpoints import Checkpoint
from comitas.ledger.rules.readers import Reader

T = TypeVar("T")


class LedgerShorter(Exception):
    """The ledger ends before a position that a checkpoint attests to: lines were removed."""


class ReaderStuck(Exception):
    """A reader cannot take in a line. Its projection stands still there, and the others go on."""


def follow_all(readers: Iterable[Reader] = READERS) -> int:
    """Sequence everything that is committed, then let each reader catch up. Returns how many lines got their place.

    Raises `ReaderStuck` for all readers that failed, after the others have caught up.
    """
    placed = 0
    while some := ledger.sequence():
        placed += some
    stuck = [f"{reader.name}: {error!r}" for reader in readers if (error := _catch_up(reader))]
    if stuck:
        raise ReaderStuck("; ".join(stuck))
    return placed


def _catch_up(reader: Reader) -> Exception | None:
    try:
        while ledger.follow(reader):
            pass
    except Exception as error:
        return error
    return None


def attest() -> Checkpoint | None:
    """Sign the head of the ledger into the checkpoint file; None when the last checkpoint already reaches as far.

    The file is looked at first: whatever it attests to was in the ledger before, so a shorter ledger has lost lines.
    """
    reached = store.last_position(settings.CHECKPOINTS)
    position, running = queries.head()
    if reached > position:
        raise LedgerShorter(f"The ledger ends at position {position}, and a checkpoint attests to {reached}.")
    return store.append(settings.CHECKPOINTS, position, running, clock.now(), settings.SIGNING_KEY)


def attest_to_all() -> Checkpoint | None:
    """Sequence everything first: what is committed now is attested to."""
    sequence_all()
    return attest()


def sequence_all() -> None:
    """Give every committed line its place."""
    while ledger.sequence():
        pass


def sources_due() -> list[tuple[UUID, str]]:
    """The folders and mailboxes whose turn it is."""
    return looking.due()


def look_at(source: UUID) -> None:
    """One look at one of them."""
    looking.look_at(source)


def on_its_own(round_: Callable[[], T]) -> Callable[[], T]:
    """*round_*, with a database connection that is given back afterwards."""
    return partial(_with_connection, round_)


def _with_connection(round_: Callable[[], T]) -> T:
    close_old_connections()
    try:
        return round_()
    finally:
        close_old_connections()
