"""What is kept from the ledger for counting: `comitas rebuild statistics` and `comitas rebuild audit` give the same rows."""

from comitas.statistics.readers.audited import AUDITED, Audited
from comitas.statistics.readers.figures import FIGURES, Figures

__all__ = ["AUDITED", "FIGURES", "Audited", "Figures"]
