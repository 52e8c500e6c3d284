"""A document goes from one compartment to another, as when an arrival joins a case."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.accounts import access as need_to_know
from comitas.core import sealing
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.documents import queries
from comitas.documents.models import Document, Object, Page, Placement, Searchable, View
from comitas.ledger import actions as ledger
from comitas.ledger.queries import key as compartment_key
from comitas.ledger.rules import kinds

DOCUMENT_MOVED = kinds.declare("document.moved", N_("Document {document} was moved to another file."))


@transaction.atomic
def move_all(*, by: Actor, at: datetime, source: UUID, target: UUID) -> int:
    """Move every document of *source* to *target*, both readable by the actor; returns how many.

    The bytes stay as they are: only their data keys go from under one compartment's key to under the other's.
    """
    need_to_know.require(by, "document:add", source)
    need_to_know.require(by, "document:add", target)
    moved = 0
    View.objects.filter(compartment=source).update(compartment=target)
    while placed := list(Placement.objects.select_for_update().filter(compartment=source).order_by("pk")):
        for placement in placed:
            _move(placement, source, target, by, at)
        moved += len(placed)  # a mail that is being read has meanwhile put its attachments beside itself: look again
    return moved


def _move(placement: Placement, source: UUID, target: UUID, by: Actor, at: datetime) -> None:
    _rewrap(placement, target)
    Placement.objects.filter(pk=placement.pk).update(compartment=target)
    payload = {"document": str(placement.document_id), "placement": str(placement.pk), "from": str(source)}
    ledger.record(DOCUMENT_MOVED, by=by, at=at, compartment=target, payload=payload)


def _rewrap(placement: Placement, target: UUID) -> None:
    """Original and pictures. The document is locked first: a page that is being added meanwhile goes to where it then lies."""
    document = Document.objects.select_for_update().get(pk=placement.document_id)
    pages = Page.objects.filter(document=placement.document_id).values_list("image", "thumbnail")
    made = Searchable.objects.filter(document=document).values_list("object", flat=True)
    ids = {document.object_id, *made, *(held for both in pages for held in both if held)}
    key = compartment_key(target)
    for held in Object.objects.select_for_update().filter(pk__in=ids):
        wrapped = sealing.wrap(queries.sealed(held).key, key)
        Object.objects.filter(pk=held.pk).update(wrapped=wrapped, compartment=target)
