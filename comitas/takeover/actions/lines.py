"""What the ledger says about take-overs; the row, locked first; and its stages."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.core.refusals import Conflict
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds
from comitas.ledger.rules.kinds import Kind
from comitas.takeover import queries
from comitas.takeover.models import Row, Takeover
from comitas.takeover.rules import stages

BEGUN = kinds.declare("takeover.begun", N_("A file of an earlier register was kept, to be taken over."))
READ = kinds.declare("takeover.read", N_("The file of an earlier register has {rows} rows."))
REFUSED = kinds.declare("takeover.refused", N_("The file of an earlier register cannot be read: {reason}."))
DESCRIBED = kinds.declare("takeover.described", N_("It was said what the file of an earlier register means: {what}."))
CHECKING = kinds.declare("takeover.checking", N_("A check of an earlier register was begun."))
CHECKED = kinds.declare(
    "takeover.checked", N_("The rows of an earlier register were checked: {good} good, {bad} wrong.")
)
TAKING = kinds.declare("takeover.taking", N_("Taking over {rows} rows of an earlier register was begun."))
STOPPED = kinds.declare("takeover.stopped", N_("Taking over an earlier register was stopped."))
ENDED = kinds.declare("takeover.ended", N_("An earlier register was taken over: {taken} cases, {left} rows left out."))


def record(
    kind: Kind, of: Takeover, *, by: Actor, at: datetime, payload: dict[str, Any] | None = None, personal: dict[str, Any] | None = None
) -> None:  # fmt: skip
    """One line about a take-over."""
    told = {"takeover": str(of.pk), "authority": str(of.authority_id), **(payload or {})}
    ledger.record(kind, by=by, at=at, compartment=of.compartment_id, payload=told, personal=personal)


_WRITTEN = """
UPDATE takeover_row SET verdict = new.verdict, problems = new.problems::jsonb, key = new.key, case_id = new.case_id,
       cells = CASE WHEN new.verdict = %s THEN '{}' ELSE cells END
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::uuid[]) AS new (id, verdict, problems, key, case_id) WHERE takeover_row.id = new.id
"""


def write(rows: Sequence[Row]) -> None:
    """What was found about rows, in one statement. The cells of those that became cases go: they would stand here a second time."""
    columns: list[list[Any]] = [
        [row.pk for row in rows], [row.verdict for row in rows], [json.dumps(row.problems) for row in rows],
        [row.key for row in rows], [row.case_id for row in rows],
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN, [stages.TAKEN, *columns])


def locked(takeover: UUID) -> Takeover:
    """The row, locked to the end of the transaction. Whoever calls has asked for the right, or is the worker."""
    rows = Takeover.objects.select_for_update(of=("self",)).select_related("authority", "compartment", "by")
    return rows.get(pk=takeover)


def asked_for(by: Actor, takeover: UUID) -> Takeover:
    """The same for a person, who has the right. `NotThere`, `Denied`."""
    queries.takeover(by, takeover)
    return locked(takeover)


def idle(by: Actor, takeover: UUID, version: int | None = None) -> Takeover:
    """The same where nothing is at work on it. `Conflict` where something is, or somebody was first."""
    found = asked_for(by, takeover)
    if found.stage not in stages.SETTABLE:
        raise Conflict(_("The worker has this in hand. Stop it first, or wait until it is done."))
    if version is not None and version != found.version:
        raise Conflict(_("Somebody changed this meanwhile. What you typed is below."))
    return found


def move(found: Takeover, stage: str, at: datetime, by: Actor | None = None) -> None:
    """Into another stage; whatever else was set on the row is written with it."""
    found.stage, found.since, found.version = stage, at, found.version + 1
    found.ended_at = at if stage == stages.DONE else None
    if by and by.id:
        found.by_id = by.id
    found.save()
