"""All that the demonstration holds besides its people: cases, the paper of our letters, some letters, a morning's mail, who is away
and on duty."""

from datetime import datetime

from comitas.samples import arrivals, carrying, duties, letters, stationery, stock
from comitas.samples.cast import Cast


def create(cast: Cast, at: datetime) -> None:
    """Make what is absent. Done twice it is there once."""
    held = stock.create(cast, at)
    stationery.create(cast, at)
    letters.create(cast, held, at)
    carrying.create(cast, held, at)
    arrivals.create(cast, held, at)
    duties.create(cast, at)
