"""What follows the ledger for duty: what arrived may be urgent, a restricted case was opened in an emergency."""

from comitas.core import jobs
from comitas.duty.rules import rota
from comitas.duty.rules.account import TOLD
from comitas.ledger.rules.readers import Entry


class Emergencies:
    """Asks for messages about emergency access. The job writes each once; it may run twice."""

    name = "duty.emergencies"
    kinds = frozenset({"emergency.opened"})

    def apply(self, entry: Entry) -> None:
        jobs.defer("duty.tell-of-emergency", emergency=entry.payload["emergency"])

    def clear(self) -> None:
        """Nothing is kept here: what was told stays told."""


def _written(entry: Entry) -> str:
    return entry.recorded_at.isoformat()


class Accounts:
    """Asks for a message to the person whose account it is. The job writes each once; it may run twice."""

    name = "duty.accounts"
    kinds = frozenset(TOLD)

    def apply(self, entry: Entry) -> None:
        jobs.defer("duty.tell-person", user=entry.payload["user"], about=entry.kind, line=entry.id, at=_written(entry))

    def clear(self) -> None:
        """Nothing is kept here: what was told stays told."""


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
