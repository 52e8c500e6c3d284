"""What an authority has set, for whoever may set it, and the calendars by which deadlines are counted."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.worklist.models import Day, OwnDay, Timetable
from comitas.worklist.rules import timetable
from comitas.worklist.rules.calendars import Calendar


def timetable_of(actor: Actor, authority: UUID) -> Timetable:
    """What *authority* has set, for whoever may set it; not yet kept where it has set nothing. `NotThere` for others."""
    if not access.may(actor, "clock:set", authority):
        raise NotThere(str(authority))
    return Timetable.objects.filter(authority=authority).first() or Timetable(
        authority_id=authority, rest=[5, 6], version=0
    )


def own_days(actor: Actor, authority: UUID) -> QuerySet[OwnDay]:
    """The days that *authority* has set, to be paged by date."""
    return OwnDay.objects.filter(timetable=timetable_of(actor, authority))


def days_off(actor: Actor, authority: UUID, first: date, last: date) -> list[Day]:
    """The days from *first* to *last* that have a name, in their order, at most a year's worth."""
    found = Day.objects.filter(timetable=timetable_of(actor, authority), day__gte=first, day__lte=last)
    return list(found.exclude(name="").order_by("day")[:366])


def timetables() -> Mapping[UUID | None, timetable.Timetable]:
    """Of all our authorities that have set something. One statement; the days are read once a version and process."""
    return {authority: _kept(pk, version) for authority, pk, version in _SET.values_list("authority", "pk", "version")}


_SET = Timetable.objects.exclude(authority=None)


def forget() -> None:
    """What was read of a timetable that is taken back again: its next version will be another one under the same number."""
    _kept.cache_clear()


@lru_cache(maxsize=64)
def _kept(pk: UUID, version: int) -> timetable.Timetable:
    """The timetable *pk* as it stands; *version* is asked for so that a later one is not taken for it."""
    found = Timetable.objects.get(pk=pk)
    named = list(found.days.exclude(name="").values_list("day", "works", "name"))
    rests = {day: name for day, works, name in named if not works}
    worked = frozenset(day for day, works, _name in named if works)
    return timetable.Timetable(Calendar(rests, frozenset(found.rest), worked), found.lengths, found.switched)
