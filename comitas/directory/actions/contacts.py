"""Contact points. Their names are personal values: the ledger keeps them sealed."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import NotThere
from comitas.core.text import N_
from comitas.directory.actions.checking import latest_today, locked, refuse
from comitas.directory.models import Authority, ContactPoint
from comitas.directory.rules.entries import ContactEntry
from comitas.directory.rules.problems import contact_problems
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

ADDED = kinds.declare("contact.added", N_("A contact point was added to authority {authority}."))
CHANGED = kinds.declare("contact.changed", N_("A contact point of authority {authority} was changed."))
REMOVED = kinds.declare("contact.removed", N_("A contact point of authority {authority} was removed."))


@transaction.atomic
def add_contact(*, by: Actor, at: datetime, authority: UUID, entry: ContactEntry) -> ContactPoint:
    """Add a desk or a person to an authority."""
    refuse(contact_problems(entry, latest_today(at)))
    if not Authority.objects.filter(pk=authority).exists():
        raise NotThere(str(authority))
    row = ContactPoint(id=new_id(), authority_id=authority)
    _write(row, entry)
    ledger.record(ADDED, by=by, at=at, payload=_payload(row), personal={"after": _personal(row)})
    return row


@transaction.atomic
def change_contact(*, by: Actor, at: datetime, contact: UUID, version: int, entry: ContactEntry) -> ContactPoint:
    """Change a contact point to *entry*."""
    row = locked(ContactPoint, contact, version)
    refuse(contact_problems(entry, latest_today(at)))
    before = _personal(row)
    row.version += 1
    _write(row, entry)
    ledger.record(CHANGED, by=by, at=at, payload=_payload(row), personal={"before": before, "after": _personal(row)})
    return row


@transaction.atomic
def remove_contact(*, by: Actor, at: datetime, contact: UUID, version: int) -> None:
    """Remove a contact point: personal data of somebody who left is not kept."""
    row = locked(ContactPoint, contact, version)
    payload, before = _payload(row), _personal(row)
    row.delete()
    ledger.record(REMOVED, by=by, at=at, payload=payload, personal={"before": before})


def _write(row: ContactPoint, entry: ContactEntry) -> None:
    for name, value in asdict(entry).items():
        setattr(row, name, list(value) if name == "languages" else value)
    row.save()


def _payload(row: ContactPoint) -> dict[str, Any]:
    return {"contact": str(row.pk), "authority": str(row.authority_id), "version": row.version}


def _personal(row: ContactPoint) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("name", "role", "phone", "email", "network")}
