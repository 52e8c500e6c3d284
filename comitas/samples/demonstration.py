"""All that the demonstration holds besides its people: cases, letters of ours, a morning's mail, a watched folder."""

from datetime import datetime

from comitas.samples import arrivals, letters, sources, stock
from comitas.samples.cast import Cast


def create(cast: Cast, at: datetime) -> None:
    """Make what is absent. Done twice it is there once."""
    held = stock.create(cast, at)
    letters.create(cast, held, at)
    arrivals.create(cast, held, at)
    sources.create(cast, at)
