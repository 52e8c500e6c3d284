"""What follows the ledger for intake: a document was read, so its arrival has something to say."""

from comitas.core import jobs
from comitas.intake.models import Mention, Proposed
from comitas.ledger.rules.readers import Entry


class Proposals:
    """Asks for proposals whenever a document of a compartment was read. The job itself writes them, and may run twice."""

    name = "intake.proposals"
    kinds = frozenset({"document.read"})

    def apply(self, entry: Entry) -> None:
        if entry.compartment:
            jobs.defer("intake.propose", compartment=str(entry.compartment))

    def clear(self) -> None:
        Mention.objects.all().delete()
        Proposed.objects.all().delete()
