"""Carrying destructions out. Killed anywhere, it goes on where it was; a second run finds nothing left to do."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from comitas.core import clock, jobs
from comitas.core.actor import system
from comitas.documents import actions as documents
from comitas.protection import actions, queries

BY = system("protection")
AGAIN = RetryStrategy(max_attempts=10, linear_wait=5)


@app.task(name="protection.destroy", retry=AGAIN)
def destroy(destruction: str) -> None:
    """The key, the files, the rows, in this order."""
    key = UUID(destruction)
    for place in actions.destroy_key(by=BY, at=clock.now(), destruction=key):
        documents.shred(by=BY, at=clock.now(), compartment=place)
    actions.finish(by=BY, at=clock.now(), destruction=key)
    actions.note_in_list(by=BY, at=clock.now(), destruction=key)


@app.periodic(cron="*/10 * * * *")
@app.task(name="protection.resume", queueing_lock="protection.resume", pass_context=False)
def resume(timestamp: int = 0) -> None:
    """Every ten minutes: what was approved and is not done is asked for again, whatever became of its job."""
    for each in queries.left_undone(clock.now()):
        jobs.defer("protection.destroy", destruction=str(each))


@app.periodic(cron="20 3 * * *")
@app.task(name="protection.clear-readings", queueing_lock="protection.clear-readings", pass_context=False)
def clear_readings(timestamp: int = 0) -> None:
    """Every night: the reading log of each authority that has a period for it."""
    at = clock.now()
    for authority, months in queries.readings_over():
        actions.clear_readings(by=BY, at=at, authority=authority, months=months)
