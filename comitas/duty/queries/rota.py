"""The rota: who is on duty when, and where nobody is."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.accounts.models import User
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.duty.models import Terms, Turn
from comitas.duty.rules import rota
from comitas.worklist.models import Day

LOOKED_AHEAD = 14
"""Days in which a gap is worth a word."""


def terms_of(actor: Actor, authority: UUID) -> Terms:
    """What *authority* has set about duty; not kept yet where it has set nothing. `NotThere` for others."""
    if not access.may(actor, "duty:see", authority):
        raise NotThere(str(authority))
    return Terms.objects.filter(authority=authority).first() or Terms(authority_id=authority)


def turns(actor: Actor, authority: UUID, first: date, last: date) -> QuerySet[Turn]:
    """The turns of those days, by day and line."""
    access.require_in(actor, "duty:see", authority)
    found = Turn.objects.filter(authority=authority, day__gte=first, day__lte=last)
    return found.select_related("user").order_by("day", "line")


def on_duty(authority: UUID, line: int, at: datetime) -> User | None:
    """Who is on duty at that moment, if they may still sign in."""
    found = (
        Turn.objects.filter(authority=authority, line=line, begins__lte=at, ends__gt=at).select_related("user").first()
    )
    return found.user if found and found.user.is_active else None


def my_turns(actor: Actor, at: datetime) -> list[Turn]:
    """The turns in which the actor is on duty at that moment, with their authority."""
    found = Turn.objects.filter(user=actor.id or 0, begins__lte=at, ends__gt=at)
    return list(found.select_related("authority").order_by("line", "ends"))


def next_gaps(actor: Actor, authority: UUID, today: date) -> list[date]:
    """The coming days on which nobody stands in the first line."""
    last = today + timedelta(days=LOOKED_AHEAD - 1)
    covered = turns(actor, authority, today, last).filter(line=rota.FIRST).values_list("day", flat=True)
    return rota.gaps(today, LOOKED_AHEAD, covered)


def works_on(authority: UUID, day: date) -> bool:
    """Whether that is a working day there: by its own timetable, or the plain one where it has set none."""
    for whose in ({"timetable__authority": authority}, {"timetable__authority": None}):
        known = Day.objects.filter(day=day, **whose).values_list("works", flat=True).first()
        if known is not None:
            return bool(known)
    return day.weekday() < 5  # a day beyond every timetable
