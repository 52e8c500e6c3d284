"""What is done once, however often it is asked: the key and the deed are committed together.

Two at once with one key: the second waits for the first, and then finds what it did.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from comitas.api import queries
from comitas.api.models import Done
from comitas.cases import actions as cases
from comitas.core.actor import Actor
from comitas.intake import actions as intake

KEPT = timedelta(days=30)
LOCK = 0x6F6E6365  # "once": first half of the lock of a key


def step_once(
    *, by: Actor, at: datetime, key: str, asked: bytes, part: UUID, step: str, data: Mapping[str, object], version: int,
    passed: Mapping[str, str],
) -> UUID:  # fmt: skip
    """The id of the step taken. Errors as those of `cases.take_step`; `Conflict` for a key that was used for something else."""
    made, _again = _once(
        by, at, key, asked,
        lambda: cases.take_step(by=by, at=at, part=part, step=step, data=data, version=version, passed=passed).pk,
    )  # fmt: skip
    return made


def receive_once(*, by: Actor, at: datetime, key: str, asked: bytes, **given: Any) -> tuple[UUID, bool]:
    """The id of the arrival, and whether it was there already. *given* goes to `intake.receive`, whose errors these are."""
    return _once(by, at, key, asked, lambda: intake.receive(by=by, at=at, **given).pk)


def forget_done(*, by: Actor, at: datetime) -> int:
    """Forget keys that are older than `KEPT`; returns how many. Who sends one again after that, does it again."""
    return Done.objects.filter(at__lt=at - KEPT).delete()[0]


@transaction.atomic
def _once(by: Actor, at: datetime, key: str, asked: bytes, do: Callable[[], UUID]) -> tuple[UUID, bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, f"{by.id} {key}"])
    before = queries.done_before(by, key, asked)
    if before is not None:
        return before, True
    made = do()
    Done.objects.create(user_id=by.id or 0, key=key, asked=asked, result=made, at=at)
    return made, False
