"""Keeping what mails say of the thread that they stand in, so that an answer finds the case of the mail that it answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.core.actor import Actor
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.documents.rules import states
from comitas.intake import queries
from comitas.intake.models import MailId
from comitas.intake.rules import mail_ids
from comitas.intake.rules.mail_ids import Thread
from comitas.intake.rules.mails import header_of
from comitas.intake.rules.sheet import lay_out


@transaction.atomic
def note_mail(*, by: Actor, at: datetime, document: UUID) -> None:
    """Keep the identifiers of one document, if it is a mail. Twice is the same as once."""
    placed = documents.placements(by).filter(document=document).first()
    if placed is not None:
        noted(by, placed)


def noted(by: Actor, placed: Placement) -> Thread:
    """The thread of a document; its identifiers are kept. Nothing where it is no mail."""
    thread = _of_outlook(by, placed) if placed.document.kind == "outlook" else queries.thread_of(by, placed)
    rows = [(MailId.OWN, thread.own)] if thread.own else []
    rows += [(MailId.ANSWERED, each) for each in thread.answered]
    MailId.objects.bulk_create(
        [MailId(document_id=placed.document_id, kind=kind, folded=mail_ids.digest(each)) for kind, each in rows],
        ignore_conflicts=True,
    )
    return thread


def _of_outlook(by: Actor, placed: Placement) -> Thread:
    """Only the box opens a mail of Outlook: its header stands on the first page that was drawn of it."""
    pages = documents.as_read(by, placed.pk).pages if placed.document.state == states.READ else ()
    sheet = lay_out(pages[0]) if pages else None
    if sheet is None:
        return Thread()
    told = {name: sheet.raw[field.start :] for name, field in header_of(sheet).items()}
    return mail_ids.of_page(told.get("Message-ID", ""), told.get("In-Reply-To", ""))
