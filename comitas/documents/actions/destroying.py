"""Lawful destruction of documents: first the files on disk, then what was read from them and the rows."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.accounts import access
from comitas.core import removal
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.documents import store
from comitas.documents.models import Document, Object, Page, Placement, Searchable, Upload, View
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

SHREDDED = kinds.declare("documents.shredded", N_("{files} files were removed from the store."))
DESTROYED = kinds.declare("documents.destroyed", N_("Documents were destroyed: {removed}."))

HOLDINGS: tuple[removal.Holding, ...] = (
    ("", Searchable, "object__compartment"),
    ("pages", Page, "document__object__compartment"),
    ("", View, "compartment"),
    ("", Placement, "compartment"),
    ("documents", Document, "object__compartment"),
    ("", Upload, "object__compartment"),
    ("files", Object, "compartment"),
)


@transaction.atomic
def shred(*, by: Actor, at: datetime, compartment: UUID) -> int:
    """Remove the files of *compartment* from the store, while their rows still name them; returns how many rows. May run twice.

    Nothing brings a file back, so that whoever calls has destroyed the key and committed that.
    """
    access.require(by, "destruction:approve", compartment)
    named = list(Object.objects.filter(compartment=compartment).values_list("pk", flat=True))
    for each in named:
        store.remove(each)
    ledger.record(SHREDDED, by=by, at=at, compartment=compartment, payload={"files": len(named)})
    return len(named)


@transaction.atomic
def destroy(*, by: Actor, at: datetime, compartment: UUID) -> dict[str, int]:
    """Remove every row of *compartment*: documents, pages as read, views, uploads, objects; returns how many of what. Twice is the same as once."""
    access.require(by, "destruction:approve", compartment)
    removed = removal.remove(HOLDINGS, compartment)
    ledger.record(DESTROYED, by=by, at=at, compartment=compartment, payload={"removed": removed})
    return removed
