"""The secret link of a person's calendar: made, made anew, withdrawn. The token is shown once and kept by nobody."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.duty.models import Feed
from comitas.duty.rules.links import digest
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading
from comitas.ledger.rules import kinds

MADE = kinds.declare(
    "calendar-link.made", N_("Person {user} made a calendar link; with the numbers of cases: {numbers}.")
)
WITHDRAWN = kinds.declare("calendar-link.withdrawn", N_("Person {user} withdrew their calendar link."))
NOTED = timedelta(hours=1)
"""A calendar program asks four times an hour; that it does is noted once."""


@transaction.atomic
def make_feed(*, by: Actor, at: datetime, numbers: bool) -> str:
    """A new link; the one before stops working at once. Returns its token, which cannot be asked for again."""
    access.require_in(by, "reminders:set")
    Feed.objects.filter(user=by.id, withdrawn_at=None).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    made = Feed.objects.create(user_id=by.id or 0, digest=digest(token), numbers=numbers, made_at=at)
    ledger.record(MADE, by=by, at=at, payload={"user": by.id, "numbers": numbers, "link": str(made.pk)})
    return token


@transaction.atomic
def withdraw_feed(*, by: Actor, at: datetime) -> None:
    """The link stops working. Twice is once."""
    access.require_in(by, "reminders:set")
    if Feed.objects.filter(user=by.id, withdrawn_at=None).update(withdrawn_at=at):
        ledger.record(WITHDRAWN, by=by, at=at, payload={"user": by.id})


@transaction.atomic
def note_feed_used(*, by: Actor, at: datetime, feed: UUID) -> None:
    """That a calendar program asked for it, once an hour: for the person, and in the log of readings."""
    found = Feed.objects.select_for_update().get(pk=feed)
    if found.used_at is None or at - found.used_at >= NOTED:
        Feed.objects.filter(pk=feed).update(used_at=at)
        ledger.read(Reading.Manner.OPEN, "calendar", by=by, at=at)
