"""Shows the reader what the ledger has, as the worker does."""

from comitas.finding.readers import FINDING
from comitas.ledger import queries as ledger
from comitas.ledger.models import Line


def follow(*, again: bool = False) -> None:
    """Every line of this test in its order; a second time with *again*. The sequencer waits for commits, which tests do not make."""
    for _time in range(2 if again else 1):
        for line in Line.objects.filter(kind__in=FINDING.kinds).order_by("id"):
            FINDING.apply(ledger._entry(line, line.id))
