"""Background work of duty: sending, reminding, alerting. Each may run twice."""

from datetime import datetime
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from comitas.core import clock, jobs
from comitas.core.actor import system
from comitas.duty import actions, gateways, queries
from comitas.duty.rules import post

BY = system("duty")
TRIES = RetryStrategy(max_attempts=post.MOST_TRIES + 6, exponential_wait=3)
"""A few more than a message has: those that find another under way are none of its tries."""
AGAIN = RetryStrategy(max_attempts=10, linear_wait=3)


@app.task(name="duty.send", retry=TRIES)
def send(message: str) -> None:
    """Send one message, or try again later. Without a mail server it stays in the outbox."""
    mailer = gateways.mailer()
    if mailer.unavailable:
        return
    found = actions.begin_sending(by=BY, at=clock.now(), message=UUID(message))
    if found is None:
        return
    try:
        mailer.send(found)
    except gateways.NotTaken as error:
        again = actions.note_not_sent(
            by=BY, at=clock.now(), message=found.pk, error=str(error), for_good=error.for_good, unsure=error.unsure
        )
        if again:
            raise
        return
    actions.note_sent(by=BY, at=clock.now(), message=found.pk)


@app.periodic(cron="*/10 * * * *")
@app.task(name="duty.remind", queueing_lock="duty.remind", pass_context=False)
def remind(timestamp: int = 0) -> None:
    """Every ten minutes: remind whose hour it is; look after messages that were left lying. Silent without a mail server."""
    if gateways.mailer().unavailable:
        return
    for one in queries.to_be_reminded(clock.now()):
        due = queries.due_of(one.actor, one.day)
        actions.remind(by=BY, at=clock.now(), user=one.actor.id or 0, day=one.day, due=due)
    for message in queries.left_lying(clock.now()):
        jobs.defer("duty.send", message=str(message))


@app.task(name="duty.alert", retry=AGAIN)
def alert(arrival: str) -> None:
    """Something arrived that may be urgent."""
    actions.raise_alert(by=BY, at=clock.now(), arrival=UUID(arrival))


@app.task(name="duty.tell-of-emergency", retry=AGAIN)
def tell_of_emergency(emergency: str) -> None:
    """A restricted case was opened in an emergency."""
    actions.tell_of_emergency(by=BY, at=clock.now(), emergency=UUID(emergency))


@app.task(name="duty.tell-person", retry=AGAIN)
def tell_person(user: int, about: str, line: int, at: str) -> None:
    """Something happened to a person's account that they are to know."""
    happened = datetime.fromisoformat(at)
    actions.tell_person(by=BY, at=clock.now(), user=user, about=about, line=line, happened=happened)


@app.task(name="duty.escalate", retry=AGAIN)
def escalate(alert: str, step: int) -> None:
    """The time that one step of an alert had is over."""
    actions.escalate(by=BY, at=clock.now(), alert=UUID(alert), step=step)
