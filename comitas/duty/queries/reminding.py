"""Who is to be reminded now, and of how many things."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.accounts.models import Membership
from comitas.accounts.rules.roles import CONTENT
from comitas.core.actor import Actor
from comitas.drafting import queries as drafting
from comitas.duty.models import Message, Reminding
from comitas.duty.queries.rota import works_on
from comitas.duty.rules import reminding
from comitas.duty.rules.reminding import Due
from comitas.worklist import queries as worklist

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Remindable:
    """A person whose hour it is, on the local day of their authority."""

    actor: Actor
    day: date


def reminding_of(actor: Actor) -> Reminding:
    """How the actor is reminded; not kept yet where they have set nothing."""
    return Reminding.objects.filter(user=actor.id).first() or Reminding(user_id=actor.id or 0)


def to_be_reminded(at: datetime) -> Iterator[Remindable]:
    """Whoever works with content, wants it, has not had it today, and whose office works today. Local time is the office's."""
    held = Membership.objects.filter(until=None, user__is_active=True, role__in=CONTENT).order_by("user", "authority")
    rows = held.values_list("user", "authority", "authority__time_zone")
    offices: dict[int, tuple[UUID, str]] = {}
    for user, authority, zone in rows:
        offices.setdefault(user, (authority, zone))
    wishes = {one.user_id: one for one in Reminding.objects.all()}
    for user, (authority, zone) in offices.items():
        wish, local = wishes.get(user, Reminding()), at.astimezone(ZoneInfo(zone))
        if wish.on and reminding.is_time(local, wish.hour) and not _had(user, local.date()):
            actor = people.actor_named(user)
            if actor and works_on(authority, local.date()):
                yield Remindable(actor, local.date())


def _had(user: int, day: date) -> bool:
    return Message.objects.filter(once=f"reminder:{user}:{day.isoformat()}").exists()


def due_of(actor: Actor, today: date) -> Due:
    """How many things are due, those of the people whom the actor stands in for among them."""
    with access.remembering():
        tasks = worklist.worklist(actor).tasks
        to_sign = drafting.pending(actor).to_sign
    return Due(
        late=sum(task.due < today for task in tasks),
        today=sum(task.due == today for task in tasks),
        custody=sum(task.liberty and task.due <= today + SOON for task in tasks),
        to_sign=to_sign,
    )
