"""The lines that an auditor asks for, found without walking the whole ledger."""

from datetime import UTC

from comitas.ledger.rules.readers import Entry
from comitas.statistics.models import Noted
from comitas.statistics.rules import audit


class Audited:
    """The reader: which lists a line belongs to."""

    name = "audit"
    kinds = audit.KINDS

    def apply(self, entry: Entry) -> None:
        """Take in one line."""
        on = entry.effective_at.astimezone(UTC).date()
        Noted.objects.bulk_create(
            [
                Noted(
                    list=code,
                    position=entry.position,
                    compartment=entry.compartment,
                    kind=entry.kind,
                    on=on,
                    detail=detail,
                )
                for code, detail in audit.lists_of(entry.kind, entry.payload)
            ]
        )

    def clear(self) -> None:
        """Remove every row."""
        Noted.objects.all().delete()


AUDITED = Audited()
