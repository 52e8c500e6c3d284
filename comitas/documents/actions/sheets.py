"""Letters put together from pages of originals, and the searchable PDF of a scan. Both are made in the box, in the background."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import access as need_to_know
from comitas.core import jobs
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid, NotThere
from comitas.core.text import N_
from comitas.documents import queries, store
from comitas.documents.actions.enclosing import judged, kept_object
from comitas.documents.models import Document, Object, Placement, Searchable, View
from comitas.documents.rules import names, sheets, states
from comitas.documents.rules.content import HEAD_BYTES, PAGED
from comitas.documents.rules.refusals import Code
from comitas.documents.rules.sheets import Sheet
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

ASKED = kinds.declare(
    "document.sheets-asked", N_("A letter of {pages} pages is put together from {originals} originals.")
)
MADE = kinds.declare(
    "document.sheets-made", N_("Document {document} was put together: {pages} pages, SHA-256 {sha256}.")
)
NOT_MADE = kinds.declare("document.sheets-not-made", N_("A letter could not be put together from its pages: {code}."))


@transaction.atomic
def put_together(*, by: Actor, at: datetime, compartment: UUID, name: str, chosen: Sequence[Sheet]) -> View:
    """Have a document made of these pages, in this order, for *compartment*. The originals stay where and as they are.

    `NotThere` for a page of a document that the actor may not read, `Invalid` for one that has not been read.
    """
    need_to_know.require(by, "document:add", compartment)
    if not 0 < len(chosen) <= sheets.MOST_SHEETS:
        raise Invalid({"sheets": _("A letter may have up to 300 pages here.")})
    originals = {sheet.document for sheet in chosen}
    pages = {
        str(one.document_id): one.document
        for one in queries.placements(by).filter(document__in=[UUID(one) for one in originals])
    }
    for sheet in chosen:
        if sheet.document not in pages:
            raise NotThere(sheet.document)
        document = pages[sheet.document]
        if document.kind not in PAGED or not 0 < sheet.page <= (document.pages_total or 0):
            raise Invalid({"sheets": _("“%(name)s” has no such page, or was not read yet.") % {"name": document.name}})
    recipe = [sheet.to_json() for sheet in chosen]
    made = View.objects.create(
        compartment_id=compartment, name=names.cleaned(name), recipe=recipe, asked_at=at, asked_by_id=by.id
    )
    payload = {"view": str(made.pk), "pages": len(recipe), "originals": len(originals)}
    ledger.record(ASKED, by=by, at=at, compartment=compartment, payload=payload)
    jobs.defer("documents.put_together", view=str(made.pk))
    return made


@transaction.atomic
def keep_view(*, by: Actor, at: datetime, view: UUID, data: bytes) -> Placement | None:
    """Keep what was put together, and have it read; None when an earlier run did: nothing is doubled."""
    found = View.objects.select_for_update().filter(pk=view, document=None).first()
    if found is None:
        return None
    held = kept_object(data, found.compartment_id, at)
    document = Document.objects.create(
        object=held, name=found.name, size=held.size, sha256=held.sha256, created_at=at, **judged(data[:HEAD_BYTES])
    )
    # Before the originals in every list: it is the letter that is worked with.
    placed = Placement.objects.create(
        document=document, compartment_id=found.compartment_id, placed_at=found.asked_at, placed_by_id=found.asked_by_id
    )
    View.objects.filter(pk=found.pk).update(document=document, refusal="")
    if document.state == states.WAITING:
        jobs.defer("documents.read", document=str(document.pk))
    payload = {
        "document": str(document.pk),
        "view": str(found.pk),
        "pages": len(found.recipe),
        "sha256": bytes(held.sha256 or b"").hex(),
    }
    ledger.record(MADE, by=by, at=at, compartment=found.compartment_id, payload=payload, personal={"name": found.name})
    return placed


@transaction.atomic
def refuse_view(*, by: Actor, at: datetime, view: UUID, code: Code) -> None:
    """It cannot be made, and why. A converter that died, or had no box, may do better another time: `resume_views` asks again."""
    found = View.objects.select_for_update().filter(pk=view, document=None).first()
    if found is None or found.refusal == code:
        return
    View.objects.filter(pk=found.pk).update(refusal=code)
    ledger.record(
        NOT_MADE, by=by, at=at, compartment=found.compartment_id, payload={"view": str(found.pk), "code": code}
    )


@transaction.atomic
def resume_views(*, by: Actor, at: datetime) -> int:
    """Ask again for what waits because there was no box; returns how many."""
    waiting = list(View.objects.filter(document=None, refusal="no-box").values_list("pk", flat=True)[:500])
    for view in waiting:
        jobs.defer("documents.put_together", view=str(view))
    return len(waiting)


@transaction.atomic
def keep_searchable(*, by: Actor, at: datetime, document: UUID, data: bytes) -> None:
    """Keep the searchable PDF of a scan beside it, under the same key; one that is there is replaced."""
    found = Document.objects.select_for_update(of=("self",)).select_related("object").filter(pk=document).first()
    if found is None or found.object.compartment_id is None:
        raise NotThere(str(document))
    old = Searchable.objects.filter(document=found).values_list("object", flat=True).first()
    Searchable.objects.update_or_create(
        document=found, defaults={"object": kept_object(data, found.object.compartment_id, at)}
    )
    if old:
        Object.objects.filter(pk=old).delete()
        transaction.on_commit(lambda: store.remove(old))
