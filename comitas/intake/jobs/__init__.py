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
def propose(compartment: str, document: str = "") -> None:
    """Read what the arrivals of a compartment say. Twice is the same as once; a *document* that is not looked into asks for nothing."""
    for arrival in queries.waiting_in(BY, UUID(compartment)):
        looked_into = {str(placed.document_id) for placed in queries.looked_into(BY, arrival)}
        if document and document not in looked_into:
            continue
        actions.propose(by=BY, at=clock.now(), arrival=arrival.pk)


@app.task(name="intake.note-mail", retry=AGAIN)
def note_mail(document: str) -> None:
    """Keep what a mail says of its thread. Twice is the same as once."""
    actions.note_mail(by=BY, at=clock.now(), document=UUID(document))
