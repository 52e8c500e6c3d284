"""From bytes that a source has to an arrival: on disk first, then in the register, and nothing left behind where that fails."""

import errno
import logging
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError

from comitas.core.actor import system
from comitas.core.refusals import Invalid
from comitas.documents import actions as documents
from comitas.documents.actions import SetDown
from comitas.intake import actions
from comitas.intake.actions import Brought, Place
from comitas.intake.gateways import Unwell
from comitas.intake.models import Arrival, Source

log = logging.getLogger(__name__)
BY = system("intake")
STOPPING = (Unwell, OperationalError, InterfaceError)
"""What ends a look, and is not one thing's fault."""


@contextmanager
def set_down(at: datetime, size: int, pieces: Iterable[bytes]) -> Iterator[SetDown]:
    """The bytes on disk. What is not kept inside the block is removed again. Whoever calls knows that they are not too many."""
    try:
        held = documents.set_down(by=BY, at=at, size=size, pieces=pieces)
    except Invalid as error:
        raise Unwell("disk-full") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Unwell("disk-full") from error
        raise
    try:
        yield held
    except BaseException:
        documents.take_back(by=BY, at=at, held=held)
        raise


def take(
    source: Source, at: datetime, once: UUID, received_on: date, name: str, held: SetDown, place: Place | None = None
) -> Arrival:
    """The arrival of what was set down."""
    brought = Brought(name, held)
    try:
        return actions.take(
            by=BY, at=at, source=source, once=once, received_on=received_on, brought=brought, place=place
        )
    except Invalid as error:
        if "readers" in error.fields:
            raise Unwell("readers") from error
        raise


def complain(source: UUID, error: Exception) -> None:
    """Where it went wrong, into the log; not what the error says, which may quote a letter or a server."""
    where = "".join(traceback.format_tb(error.__traceback__)[-4:])
    log.error("Something of source %s waits: %s\n%s", source, type(error).__name__, where)
