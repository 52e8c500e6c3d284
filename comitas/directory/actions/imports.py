"""Importing files: nothing when any row is bad, or the good rows when the officer says so."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.text import N_
from comitas.directory import queries
from comitas.directory.actions.authorities import BATCH, fill, reached_by, set_parents, write_rest
from comitas.directory.actions.checking import latest_today, locked
from comitas.directory.actions.treaties import write_party
from comitas.directory.models import Authority, Party
from comitas.directory.queries.plans import Plan
from comitas.directory.rules.entries import AuthorityEntry, PartyEntry
from comitas.directory.rules.tables import RowError
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

AUTHORITIES = kinds.declare(
    "authorities.imported", N_("{created} authorities were imported and {changed} changed from a file.")
)
PARTIES = kinds.declare("parties.imported", N_("{created} parties were imported and {changed} changed from a file."))

IMPORT_LOCK = 0x64697269  # "diri": one import at a time, so that a plan still holds when it is written


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `written` is false where it did nothing because of *errors*."""

    written: bool
    created: int
    changed: int
    unchanged: int
    errors: tuple[RowError, ...]


@transaction.atomic
def import_authorities(*, by: Actor, at: datetime, data: bytes, good_only: bool = False) -> Imported:
    """Import authorities from a file. Importing the same file again changes nothing and leaves no line."""
    _lock()
    plan = queries.plan_authorities(by, data, latest_today(at))
    if _is_idle(plan, good_only):
        return _done(plan, good_only)
    rows = _save(plan)
    write_rest(rows)
    set_parents(rows)
    payload = _payload(data, plan) | {"authorities": [str(row.pk) for row, _entry in rows]}
    personal = {str(row.pk): reached_by(entry) for row, entry in rows}
    ledger.record(AUTHORITIES, by=by, at=at, payload=payload, personal=personal)
    return _done(plan, good_only)


@transaction.atomic
def import_parties(*, by: Actor, at: datetime, data: bytes, good_only: bool = False) -> Imported:
    """Import parties from a file. Importing the same file again changes nothing and leaves no line."""
    _lock()
    plan = queries.plan_parties(by, data, latest_today(at))
    if _is_idle(plan, good_only):
        return _done(plan, good_only)
    rows = []
    for planned in (*plan.changed, *plan.new):
        row = locked(Party, planned.id, planned.version) if planned.id else Party(id=new_id(), version=0)
        write_party(row, planned.entry)
        rows.append(row)
    ledger.record(PARTIES, by=by, at=at, payload=_payload(data, plan) | {"parties": [str(row.pk) for row in rows]})
    return _done(plan, good_only)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def _is_idle(plan: Plan[Any], good_only: bool) -> bool:
    return bool(plan.errors and not good_only) or not (plan.new or plan.changed)


def _done(plan: Plan[Any], good_only: bool) -> Imported:
    if plan.errors and not good_only:
        return Imported(False, 0, 0, plan.unchanged, plan.errors)
    return Imported(True, len(plan.new), len(plan.changed), plan.unchanged, plan.errors)


def _save(plan: Plan[AuthorityEntry]) -> list[tuple[Authority, AuthorityEntry]]:
    new = [(Authority(id=new_id()), planned.entry) for planned in plan.new]
    changed = [
        (locked(Authority, planned.id, planned.version), planned.entry) for planned in plan.changed if planned.id
    ]
    for row, entry in (*new, *changed):
        fill(row, entry)
    Authority.objects.bulk_create((row for row, _entry in new), batch_size=BATCH)
    for row, _entry in changed:
        row.version += 1
        row.save()
    return [*new, *changed]


def _payload(data: bytes, plan: Plan[AuthorityEntry] | Plan[PartyEntry]) -> dict[str, Any]:
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "created": len(plan.new),
        "changed": len(plan.changed),
        "left_out": len(plan.errors),
    }
