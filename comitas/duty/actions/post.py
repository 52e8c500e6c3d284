"""The outbox: a message is a row of its author's transaction; a job sends it, and says here what became of it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts.models import User
from comitas.core import jobs
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, NotThere
from comitas.core.text import N_
from comitas.duty.models import Message
from comitas.duty.rules import post
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

SENT = kinds.declare("message.sent", N_("A message to person {user} was sent: {about}."))
GIVEN_UP = kinds.declare("message.given-up", N_("A message to person {user} was not sent: {about}, {why}."))
AGAIN = kinds.declare("message.again", N_("A message to person {user} is to be sent again: {about}."))


class Busy(Exception):
    """Another try to send it is under way, or was cut off a moment ago. Try later."""


def write(
    *, at: datetime, once: str, kind: str, user: User, subject: str, body: str, lasts: timedelta, address: str = ""
) -> Message | None:
    """A message in the outbox, part of the caller's transaction, which records why; None where it was written before."""
    row = Message(
        once=once, kind=kind, user=user, address=address or user.email, subject=subject, body=body, written_at=at,
        expires_at=at + lasts,
    )  # fmt: skip
    Message.objects.bulk_create([row], ignore_conflicts=True)
    if not Message.objects.filter(pk=row.pk).exists():
        return None
    jobs.defer("duty.send", message=str(row.pk))
    return row


@transaction.atomic
def begin_sending(*, by: Actor, at: datetime, message: UUID) -> Message | None:
    """Take the message for a try; None where there is nothing left to do. `Busy` while another try may still go on.

    A try that was cut off is made once more. After the second nobody knows, and it is not sent again.
    """
    found = Message.objects.select_for_update(of=("self",)).select_related("user").get(pk=message)
    why = post.refused_try(found.state, found.begun_at, found.unsure, at)
    if why == "busy":
        raise Busy(str(message))
    if why == "over":
        return None
    if why == "unsure":
        _end(found, by, at, post.FAILED, _(post.UNSURE), "unsure")
        return None
    if found.expires_at < at:
        _end(found, by, at, post.EXPIRED, found.error, "too-late")
        return None
    found.unsure += found.state == post.SENDING
    found.tries, found.state, found.begun_at = found.tries + 1, post.SENDING, at
    found.save(update_fields=["unsure", "tries", "state", "begun_at"])
    return found


@transaction.atomic
def note_sent(*, by: Actor, at: datetime, message: UUID) -> None:
    """The mail server has taken it."""
    found = Message.objects.select_for_update().get(pk=message)
    if found.state == post.SENT:
        return
    Message.objects.filter(pk=message).update(state=post.SENT, ended_at=at, error="")
    ledger.record(SENT, by=by, at=at, payload=_told(found))


@transaction.atomic
def note_not_sent(*, by: Actor, at: datetime, message: UUID, error: str, for_good: bool, unsure: bool = False) -> bool:
    """A try failed. Returns whether another follows: not where it failed *for_good*, nor after the last.

    *unsure*: the server had the message when the line ended. As after a try that was cut off here, it goes once more and not a third time.
    """
    found = Message.objects.select_for_update().get(pk=message)
    if found.state != post.SENDING:
        return False
    if unsure and found.unsure >= 1:
        _end(found, by, at, post.FAILED, _(post.UNSURE), "unsure")
        return False
    if for_good or found.tries >= post.MOST_TRIES:
        _end(found, by, at, post.FAILED, error, "refused" if for_good else "tries")
        return False
    Message.objects.filter(pk=message).update(state=post.WAITING, error=error[:300], unsure=found.unsure + unsure)
    return True


@transaction.atomic
def send_again(*, by: Actor, at: datetime, message: UUID) -> None:
    """The administrator has put right what was wrong: one that was given up is tried again. `Conflict` where it is too late."""
    access.require_in(by, "system:see")
    found = Message.objects.select_for_update().filter(pk=message).first()
    if found is None:
        raise NotThere(str(message))
    if found.state != post.FAILED or found.expires_at < at:
        raise Conflict(_("This message is not to be sent any more."))
    Message.objects.filter(pk=message).update(state=post.WAITING, tries=0, unsure=0, begun_at=None, ended_at=None)
    jobs.defer("duty.send", message=str(message))
    ledger.record(AGAIN, by=by, at=at, payload=_told(found))


def _end(found: Message, by: Actor, at: datetime, state: str, error: str, why: str) -> None:
    Message.objects.filter(pk=found.pk).update(state=state, ended_at=at, error=error[:300])
    ledger.record(GIVEN_UP, by=by, at=at, payload=_told(found) | {"why": why})


def _told(found: Message) -> dict[str, object]:
    return {"message": str(found.pk), "user": found.user_id, "about": found.kind}
