"""All that the demonstration holds besides its people: cases, requests of ours, the paper of our letters, some letters, a morning's
mail, who is away and on duty, a watched folder."""

from datetime import datetime

from comitas.samples import abroad, arrivals, carrying, duties, letters, sources, stationery, stock
from comitas.samples.cast import Cast


def create(cast: Cast, at: datetime) -> None:
    """Make what is absent. Done twice it is there once."""
    held = stock.create(cast, at)
    stationery.create(cast, at)
    letters.create(cast, held, at)
    carrying.create(cast, held, at)
    abroad.create(cast, at)
    arrivals.create(cast, held, at)
    duties.create(cast, at)
    sources.create(cast, at)
