"""Background work of intake."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from comitas.core import clock
from comitas.core.actor import system
from comitas.intake import actions, queries

BY = system("intake")
AGAIN = RetryStrategy(max_attempts=10, linear_wait=3)
"""A database that goes away under the job costs an attempt; together they bear two minutes of that."""


@app.task(name="intake.propose", retry=AGAIN)
def propose(compartment: str) -> None:
    """Read what the arrivals of a compartment say. Twice is the same as once."""
    for arrival in queries.waiting_in(BY, UUID(compartment)):
        actions.propose(by=BY, at=clock.now(), arrival=arrival.pk)
