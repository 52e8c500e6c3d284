"""The file of an old register comes in: kept as it is, then read into rows by the worker."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.core import bulk, jobs
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.documents import actions as documents
from comitas.ledger import actions as ledger
from comitas.takeover import queries
from comitas.takeover.actions import lines
from comitas.takeover.models import Row, Takeover
from comitas.takeover.rules import fields, stages

LONGEST_REGISTER = 120


@transaction.atomic
@ledger.together()
def begin(
    *,
    by: Actor,
    at: datetime,
    authority: UUID,
    once: UUID,
    register: str,
    name: str,
    data: bytes,
    workbook: bool = False,
    restricted: bool = False,
    readers: tuple[int, ...] = (),
) -> Takeover:
    """Keep the file and have it read. The same `once` again gives back what is there. Nothing becomes a case by this."""
    access.require_in(by, queries.PERMISSION, authority)
    if there := Takeover.objects.filter(once=once, by=by.id).first():
        return there
    if not register.strip() or len(register.strip()) > LONGEST_REGISTER:
        raise Invalid(
            {"register": _("Name the old register, in at most %(count)d characters.") % {"count": LONGEST_REGISTER}}
        )
    place = accounts.create_compartment(by=by, at=at, authority=authority, restricted=restricted, readers=readers)
    kept = documents.keep_file(by=by, at=at, name=name, data=data, compartment=place.pk, unread=True)
    made = Takeover.objects.create(
        once=once, compartment=place, authority_id=authority, by_id=by.id or 0, begun_at=at, since=at, register=register.strip(), placement=kept,
        workbook=workbook,
    )  # fmt: skip
    lines.record(
        lines.BEGUN,
        made,
        by=by,
        at=at,
        payload={"document": str(kept.document_id)},
        personal={"register": made.register},
    )
    if workbook:
        jobs.defer("documents.tabulate", placement=str(kept.pk), then="takeover.read", key=str(made.pk))
    else:
        jobs.defer("takeover.read", key=str(made.pk))
    return made


@transaction.atomic
def enter_rows(
    *, by: Actor, at: datetime, takeover: UUID, shape: dict[str, Any], headings: Sequence[str], rows: Sequence[tuple[int, list[str]]], last: bool
) -> bool:  # fmt: skip
    """The next rows of the file, each with its line; *last* ends the reading and proposes what the columns hold.

    Rows that are there already stay: another run has entered them. False where the file is not being read any more.
    """
    found = lines.locked(takeover)
    if found.stage != stages.READING:
        return False
    there = Row.objects.filter(takeover=found).aggregate(last=Max("line"))["last"] or 0
    bulk.insert([Row(takeover=found, line=line, cells=cells) for line, cells in rows if line > there])
    if last:
        found.rows = Row.objects.filter(takeover=found).count()
        found.shape, found.headings = shape, list(headings)
        if not found.rows:
            _refuse(found, "empty", by, at)
            return True
        before = queries.told_before(found)
        found.columns = (
            before.columns if before else {str(place): code for place, code in fields.propose(found.headings).items()}
        )
        found.words, found.defaults = (
            (before.words, before.defaults) if before else ({}, {"side": "incoming", "kind": "request"})
        )
        found.orders = {code: order.code for code, order in queries.orders(found).items()}
        lines.move(found, stages.MAPPING, at)
        lines.record(lines.READ, found, by=by, at=at, payload={"rows": found.rows, "columns": len(found.headings)})
    return True


@transaction.atomic
def refuse_file(*, by: Actor, at: datetime, takeover: UUID, code: str) -> None:
    """The file cannot be read: why, by a code of `problems.UNREADABLE`. What was read of it is dropped."""
    found = lines.locked(takeover)
    if found.stage == stages.READING:
        Row.objects.filter(takeover=found).delete()
        _refuse(found, code, by, at)


def _refuse(found: Takeover, code: str, by: Actor, at: datetime) -> None:
    found.refusal, found.rows = code, 0
    lines.move(found, stages.REFUSED, at)
    lines.record(lines.REFUSED, found, by=by, at=at, payload={"reason": code})
