"""What follows the ledger for duty: something arrived, or was corrected, that may be urgent."""

from comitas.core import jobs
from comitas.duty.rules import rota
from comitas.ledger.rules.readers import Entry


class Alerts:
    """Asks for an alert. The job looks itself whether one is wanted, and once for each arrival; it may run twice."""

    name = "duty.alerts"
    kinds = frozenset({"arrival.received", "arrival.corrected"})

    def apply(self, entry: Entry) -> None:
        told = entry.payload
        urgent = rota.is_urgent(told.get("kind", ""), told.get("channel", ""), bool(told.get("urgent")))
        if urgent or entry.kind == "arrival.corrected":
            jobs.defer("duty.alert", arrival=told["arrival"])

    def clear(self) -> None:
        """Nothing is kept here: alerts that went out stay what happened, and old arrivals raise none."""
