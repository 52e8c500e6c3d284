"""The rows of a workbook, kept beside it as they came out of the box."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.documents import queries
from comitas.documents.actions.enclosing import kept_object
from comitas.documents.models import Document
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

TABLE_KEPT = kinds.declare("document.table-kept", N_("The rows of document {document} were taken out."))


@transaction.atomic
def keep_table(*, by: Actor, at: datetime, placement: UUID, data: bytes) -> None:
    """Keep what the box told of a workbook, under its compartment's key. What is there already stays."""
    placed = queries.placement(by, placement)
    document = Document.objects.select_for_update().get(pk=placed.document_id)
    if document.table_id is None:
        document.table = kept_object(data, placed.compartment_id, at)
        document.save(update_fields=["table"])
        payload = {"document": str(document.pk), "size": len(data)}
        ledger.record(TABLE_KEPT, by=by, at=at, compartment=placed.compartment_id, payload=payload)
