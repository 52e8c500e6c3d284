"""Who follows the ledger. Each projection of the program is in this list; nothing else keeps one up to date."""

from comitas.config import events
from comitas.duty.readers import Accounts, Alerts, Emergencies
from comitas.finding.readers import Finding
from comitas.intake.readers import MailIds, Proposals
from comitas.ledger.rules.readers import Reader
from comitas.statistics.readers import Audited, Figures

KNOWN = events.__name__  # imported so that its kinds are declared wherever lines are read
READERS: tuple[Reader, ...] = (
    Proposals(), MailIds(), Figures(), Audited(), Alerts(), Finding(), Emergencies(), Accounts(),
)  # fmt: skip


def named(name: str) -> Reader:
    """The reader called *name*. LookupError, naming those there are, for any other."""
    for reader in READERS:
        if reader.name == name:
            return reader
    there = ", ".join(sorted(reader.name for reader in READERS)) or "none yet"
    raise LookupError(f"There is no projection called {name}. Those that can be rebuilt: {there}.")
