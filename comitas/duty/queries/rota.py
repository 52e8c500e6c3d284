"""The rota: who is on duty when, and where nobody is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.accounts.models import Deputyship, User
from comitas.accounts.rules.deputies import overlap
from comitas.accounts.rules.roles import CONTENT
from comitas.core.actor import Actor
from comitas.core.clock import local_date
from comitas.core.refusals import NotThere
from comitas.directory.models import Authority
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


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who really has a turn: whom the rota names, or their deputy while they are away (`in_place_of`)."""

    turn: Turn
    user: User
    in_place_of: User | None = None


def taken(turns: Iterable[Turn], at: datetime) -> list[OnDuty]:
    """Who has each of some turns of one authority, in their order. One query, however many."""
    given = list(turns)
    if not given:
        return []
    zone = Authority.objects.values_list("time_zone", flat=True).get(pk=given[0].authority_id)
    days = {one.pk: rota.days(one.day, one.begins <= at < one.ends, local_date(at, zone)) for one in given}
    first, last = min(day for day, _last in days.values()), max(day for _first, day in days.values())
    away = people.absent_between(given[0].authority_id, {one.user_id for one in given}, first, last)
    return [_taken(one, days[one.pk], away) for one in given]


def _taken(turn: Turn, days: tuple[date, date], away: Iterable[Deputyship]) -> OnDuty:
    stands = [one for one in away if one.absent_id == turn.user_id and overlap(*days, one.first, one.last)]
    return OnDuty(turn, stands[-1].deputy, turn.user) if stands else OnDuty(turn, turn.user)


def on_duty(authority: UUID, line: int, at: datetime) -> OnDuty | None:
    """Who is on duty at that moment, if they may still sign in."""
    running = Turn.objects.filter(authority=authority, line=line, begins__lte=at, ends__gt=at, user__is_active=True)
    return next(iter(taken(running.select_related("user"), at)), None)


def my_turns(actor: Actor, at: datetime) -> list[OnDuty]:
    """The turns that run now and are the actor's: by the rota, or in place of who is away."""
    told = []
    for authority in access.authorities_with(actor, CONTENT):
        running = Turn.objects.filter(authority=authority, begins__lte=at, ends__gt=at, user__is_active=True)
        told += taken(running.select_related("user", "authority"), at)
    mine = [one for one in told if actor.id in (one.user.pk, one.turn.user_id)]
    return sorted(mine, key=lambda one: (one.turn.line, one.turn.ends))


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
