"""Background work of intake."""

from uuid import UUID

from procrastinate.contrib.django import app

from comitas.core import clock
from comitas.core.actor import system
from comitas.intake import actions, queries

BY = system("intake")


@app.task(name="intake.propose")
def propose(compartment: str) -> None:
    """Read what the arrivals of a compartment say. Twice is the same as once."""
    for arrival in queries.waiting_in(BY, UUID(compartment)):
        actions.propose(by=BY, at=clock.now(), arrival=arrival.pk)
