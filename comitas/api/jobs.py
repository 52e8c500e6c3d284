"""What the machine door cleans up behind itself."""

from procrastinate.contrib.django import app

from comitas.api import actions
from comitas.core import clock
from comitas.core.actor import system

SWEEPER = system("api")


@app.periodic(cron="41 3 * * *")
@app.task(name="api.sweep", queueing_lock="api.sweep", pass_context=False)
def sweep(timestamp: int = 0) -> None:
    """Every night: forget idempotency keys that nobody will send again."""
    actions.forget_done(by=SWEEPER, at=clock.now())
