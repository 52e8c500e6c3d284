"""What the reader does to a document. Every write names the attempt it belongs to: a run that was given up and goes on all the
same can change nothing any more."""

import hashlib
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import access as need_to_know
from comitas.core import jobs, sealing
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, NotThere
from comitas.core.text import N_
from comitas.documents import queries, store
from comitas.documents.models import Conversion, Document, Object, Page
from comitas.documents.rules import content, reading, states
from comitas.documents.rules.content import Kind
from comitas.documents.rules.refusals import Code
from comitas.ledger import actions as ledger
from comitas.ledger.queries import key as compartment_key
from comitas.ledger.rules import kinds

DOCUMENT_READ = kinds.declare("document.read", N_("Document {document} was read: {pages} pages."))
DOCUMENT_NOT_READ = kinds.declare("document.not-read", N_("Document {document} was not read: {code}."))
DOCUMENT_ASKED_AGAIN = kinds.declare("document.read-again", N_("Document {document} was given to the reader again."))
CONVERSION_CHANGED = kinds.declare("conversion.changed", N_("Documents are converted: {on}."))


@transaction.atomic
def begin_reading(*, by: Actor, at: datetime, document: UUID) -> int:
    """Begin an attempt and return its number; 0 when there is nothing to do. Pages of an attempt that broke are removed.

    After `states.TRIES` attempts that ended without a word the document is refused.
    """
    found = (
        Document.objects.select_for_update()
        .filter(pk=document, state__in=(states.WAITING, states.READING, states.OFF))
        .first()
    )
    if found is None:
        return 0
    _remove_pages(found)
    if found.attempts >= states.TRIES:
        _refuse(found, by, at, "crashed")
        return 0
    found.state, found.attempts = states.READING, found.attempts + 1
    found.pages_done, found.pages_total = 0, None
    found.save(update_fields=["state", "attempts", "pages_done", "pages_total"])
    return found.attempts


@transaction.atomic
def add_page(
    *, by: Actor, at: datetime, document: UUID, attempt: int, page: reading.Page, image: bytes, thumbnail: bytes
) -> None:
    """Store one page as read, with its pictures sealed under the compartment's key. `Conflict` when the attempt is over."""
    found = attempted(document, attempt)
    compartment = found.object.compartment_id
    Page.objects.create(
        document=found,
        number=page.number,
        width=page.width,
        height=page.height,
        language=page.language,
        script=page.script,
        quality=page.quality,
        text=page.text,
        reading=page.to_json(),
        image=_picture(image, compartment, at),
        thumbnail=_picture(thumbnail, compartment, at),
    )


@transaction.atomic
def note_progress(*, by: Actor, at: datetime, document: UUID, attempt: int, done: int, total: int) -> None:
    """How far the reader has come, for whoever waits. `Conflict` when the attempt is over: then it should stop."""
    found = attempted(document, attempt)
    found.pages_done, found.pages_total = done, total
    found.save(update_fields=["pages_done", "pages_total"])


@transaction.atomic
def finish_reading(
    *,
    by: Actor,
    at: datetime,
    document: UUID,
    attempt: int,
    engine: str,
    notes: tuple[str, ...],
    kind: Kind | None = None,
) -> None:
    """The attempt came to its end; *kind* is what the document is in truth. `Conflict` when another one took its place."""
    found = attempted(document, attempt)
    found.kind = kind or found.kind
    count = Page.objects.filter(document=found).count()
    found.state, found.engine, found.notes, found.read_at = states.READ, engine, list(notes), at
    found.pages_done = found.pages_total = count
    found.save(update_fields=["state", "kind", "engine", "notes", "read_at", "pages_done", "pages_total"])
    if found.kind in content.PAGED and Page.objects.filter(document=found, reading__source="ocr").exists():
        jobs.defer("documents.make_searchable", document=str(found.pk))
    payload = {"document": str(document), "pages": count, "notes": list(notes), "content": found.kind}
    ledger.record(DOCUMENT_READ, by=by, at=at, payload=payload, compartment=found.object.compartment_id)


@transaction.atomic
def refuse_reading(*, by: Actor, at: datetime, document: UUID, attempt: int, code: Code) -> None:
    """The document cannot be read, and why. A converter that died is tried again, `states.TRIES` times in all."""
    found = attempted(document, attempt)
    _remove_pages(found)
    if code == "crashed" and attempt < states.TRIES:
        _wait(found)
    else:
        _refuse(found, by, at, code)


@transaction.atomic
def put_off(*, by: Actor, at: datetime, document: UUID, attempt: int | None = None) -> None:
    """Nothing can be converted here now: the document waits, and no attempt is counted, not even *attempt*, which had begun."""
    if attempt is None:
        Document.objects.filter(pk=document, state=states.WAITING).update(state=states.OFF)
        return
    found = attempted(document, attempt)
    found.state, found.attempts = states.OFF, attempt - 1
    found.save(update_fields=["state", "attempts"])


@transaction.atomic
def read_again(*, by: Actor, at: datetime, placement: UUID) -> None:
    """Give a document that was refused, or put off, to the reader once more. `Conflict` when that cannot help."""
    placed = queries.placement(by, placement)
    need_to_know.require(by, "document:add", placed.compartment_id)
    found = Document.objects.select_for_update(of=("self",)).get(pk=placed.document_id)
    if not states.may_be_read_again(found.state, found.refusal, found.kind):
        raise Conflict(_("This document is not waiting for another attempt."))
    found.attempts, found.refusal = 0, ""
    _wait(found)
    payload = {"document": str(found.pk)}
    ledger.record(DOCUMENT_ASKED_AGAIN, by=by, at=at, payload=payload, compartment=placed.compartment_id)


@transaction.atomic
def note_conversion(*, by: Actor, at: datetime, reason: str) -> None:
    """What the worker found: "" when documents are converted here, else why not, for the administrator."""
    known = Conversion.objects.select_for_update().filter(pk=1).first()
    Conversion.objects.update_or_create(pk=1, defaults={"reason": reason, "checked_at": at})
    if known is None or bool(known.reason) != bool(reason):
        ledger.record(CONVERSION_CHANGED, by=by, at=at, payload={"on": not reason})


@transaction.atomic
def resume_readings(*, by: Actor, at: datetime) -> int:
    """Ask for every document that was put off, once conversion is possible; returns how many."""
    waiting = list(Document.objects.select_for_update().filter(state=states.OFF).order_by("created_at")[:500])
    for found in waiting:
        _wait(found)
    return len(waiting)


def attempted(document: UUID, attempt: int) -> Document:
    """The document, locked, while *attempt* is the one that reads it. `Conflict` otherwise."""
    found = Document.objects.select_for_update().filter(pk=document).first()  # its object is asked for after the lock
    if found is None:
        raise NotThere(str(document))
    if found.state != states.READING or found.attempts != attempt:
        raise Conflict(_("Another attempt at this document took the place of this one."))
    return found


def _wait(found: Document) -> None:
    found.state, found.pages_done, found.pages_total = states.WAITING, 0, None
    found.save(update_fields=["state", "attempts", "refusal", "pages_done", "pages_total"])
    jobs.defer("documents.read", document=str(found.pk))


def _refuse(found: Document, by: Actor, at: datetime, code: Code) -> None:
    found.state, found.refusal, found.read_at, found.pages_done = states.REFUSED, code, at, 0
    found.save(update_fields=["state", "refusal", "read_at", "pages_done"])
    payload = {"document": str(found.pk), "code": code}
    ledger.record(DOCUMENT_NOT_READ, by=by, at=at, payload=payload, compartment=found.object.compartment_id)


def _picture(data: bytes, compartment: UUID | None, at: datetime) -> Object:
    if compartment is None:
        raise ValueError("A page's picture lies where its document lies.")
    wrapped = sealing.wrap(sealing.new_key(), compartment_key(compartment))
    made = Object.objects.create(
        compartment_id=compartment, size=len(data), sha256=hashlib.sha256(data).digest(), wrapped=wrapped, created_at=at
    )
    store.write(queries.sealed(made), data)
    return made


def _remove_pages(found: Document) -> None:
    pages = Page.objects.filter(document=found)
    pictures = [picture for pair in pages.values_list("image", "thumbnail") for picture in pair if picture]
    pages.delete()
    Object.objects.filter(pk__in=pictures).delete()
    transaction.on_commit(partial(_remove_files, pictures))


def _remove_files(pictures: list[UUID]) -> None:
    for picture in pictures:
        store.remove(picture)
