"""What follows the ledger for intake: a document was read, so its arrival has something to say; a mail was kept, so it may be answered."""

from django.db.models import QuerySet

from comitas.core import jobs
from comitas.intake.models import Arrival, MailId, Mention, Proposed
from comitas.ledger.rules.readers import Entry

MAILS, OUTLOOK = ("mail",), ("outlook",)
"""A mail is told by its first bytes; one of Outlook only when the box has looked inside."""


class Proposals:
    """Asks for proposals whenever a document of a compartment was read. The job itself writes them, and may run twice."""

    name = "intake.proposals"
    kinds = frozenset({"document.read"})

    def apply(self, entry: Entry) -> None:
        if entry.compartment:
            jobs.defer("intake.propose", compartment=str(entry.compartment), document=entry.payload["document"])

    def clear(self) -> None:
        """What was read in an arrival stands still once it is decided on: its documents may since lie among a case's others."""
        waiting = _waiting()
        Mention.objects.filter(arrival__in=waiting).delete()
        Proposed.objects.filter(arrival__in=waiting).delete()


class MailIds:
    """Asks for the identifiers of every mail that was kept, wherever it stands; those of Outlook once they were read."""

    name = "intake.mail-ids"
    kinds = frozenset({"document.kept", "document.taken-out", "document.read"})

    def apply(self, entry: Entry) -> None:
        if entry.payload.get("content") in (OUTLOOK if entry.kind == "document.read" else MAILS):
            jobs.defer("intake.note-mail", document=entry.payload["document"])

    def clear(self) -> None:
        MailId.objects.all().delete()


def _waiting() -> QuerySet[Arrival]:
    return Arrival.objects.filter(state=Arrival.Stage.WAITING)
