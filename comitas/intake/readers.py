"""What follows the ledger for intake: a document was read, so its arrival has something to say."""

from django.db.models import QuerySet

from comitas.core import jobs
from comitas.intake.models import Arrival, Mention, Proposed
from comitas.ledger.rules.readers import Entry


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


def _waiting() -> QuerySet[Arrival]:
    return Arrival.objects.filter(state=Arrival.Stage.WAITING)
