"""The outbox, for the administrator and for the job that looks after it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.duty.models import Message
from comitas.duty.rules import post

MOST_FAILED = 20
LYING, LONG_LYING = timedelta(minutes=15), timedelta(hours=3)
"""Without a first try; since the last try, whose successors come within less."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """How many messages wait and since when, how many left within a day; the last that were given up."""

    waiting: int
    oldest: datetime | None
    sent: int
    failed: list[Message]


def outbox(actor: Actor, at: datetime) -> Outbox:
    """For the administrator: to whom and why not, never what about. Three queries."""
    access.require_in(actor, "system:see")
    waiting = Message.objects.filter(state__in=(post.WAITING, post.SENDING)).aggregate(
        n=Count("id"), oldest=Min("written_at")
    )
    sent = Message.objects.filter(state=post.SENT, ended_at__gte=at - timedelta(days=1)).count()
    failed = Message.objects.filter(state=post.FAILED, written_at__gte=at - timedelta(days=7)).select_related("user")
    return Outbox(waiting["n"], waiting["oldest"], sent, list(failed.order_by("-written_at")[:MOST_FAILED]))


def left_lying(at: datetime) -> list[UUID]:
    """Messages that wait although no try is near: there was no mail server, or their job is gone."""
    untried = Q(begun_at=None, written_at__lt=at - LYING)
    lying = Message.objects.filter(untried | Q(begun_at__lt=at - LONG_LYING), state__in=(post.WAITING, post.SENDING))
    return list(lying.order_by("written_at").values_list("pk", flat=True)[:500])
