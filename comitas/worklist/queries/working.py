"""What needs an actor, computed from the cases as they are now: nothing is stored that could grow old.

"Mine" are the open cases of which the actor is the officer; for a head or a registrar also those that nobody has yet, in
their authorities; for a deputy those of who is away. All of it only as far as the actor may read.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from comitas.accounts import access
from comitas.accounts.rules.roles import CONTENT, HEAD, REGISTRAR
from comitas.cases import queries as case_queries
from comitas.cases.models import Case, Part
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.clock import local_date
from comitas.worklist.queries.pauses import pauses_of
from comitas.worklist.queries.sources import BY_CODE
from comitas.worklist.queries.statement import Narrowed, first_facts
from comitas.worklist.queries.timetables import timetables
from comitas.worklist.rules import tasks, timetable
from comitas.worklist.rules.calendars import Calendar, end_of_week
from comitas.worklist.rules.clock import first_to_last
from comitas.worklist.rules.law import LIMITS

RESPONSIBLE = (HEAD, REGISTRAR)
"""Roles whose holders answer for a case that has no officer yet."""
MOST = 200
"""Things at once: more than anybody does in a week; what comes after them is counted."""
SILENT = ("silent-state", "silent-authority", "remind")
"""Limits that ask again where nothing came."""
WITH_OTHERS = (
    "with-authority", "before-court", "information-requested", "papers-awaited", "sent", "acknowledged", "with-requester",
)  # fmt: skip


@dataclass(frozen=True)
class Worklist:
    """The things that come first, in their order; `total` counts also those that are left out, beyond `MOST`.

    `calendar`: the one by which the actor's own week is cut, that of an authority of theirs.
    """

    tasks: list[tasks.Task]
    total: int
    calendar: Calendar = field(default_factory=Calendar, compare=False)

    @property
    def left_out(self) -> int:
        return self.total - len(self.tasks)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Parts in one of the states `WITH_OTHERS`: how many, and since when the oldest has stood there."""

    state: str
    count: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Load:
    """Cases of one officer: open now; of these received more than a year ago; received in this month, closed or not."""

    open: int
    over_a_year: int
    new: int


def worklist(actor: Actor, most: int = MOST, at: datetime | None = None) -> Worklist:
    """The dated things of the actor's cases, liberty first, then by date. Three queries, however many cases; one more for pauses."""
    return _first(actor, _mine(actor), at or clock.now(), most)


def listed(actor: Actor, whose: str, view: str, at: datetime, *, skip: int = 0, most: int = MOST) -> Worklist:
    """From the *skip*-th thing on. *whose*: "mine", "place" (of those whom the actor stands in for) or "team", all that the actor may read; *view*: a code of `_narrowed`, or "all"."""
    cases = {"team": _all, "place": _in_place}.get(whose, _mine)(actor)
    return _first(actor, cases, at, most, skip, view)


def of_case(actor: Actor, case: UUID, at: datetime) -> list[tasks.Task]:
    """What a case asks for, whoever's it is; nothing where *actor* may not read it."""
    return _first(actor, _all(actor).filter(pk=case), at, MOST).tasks


def _first(actor: Actor, cases: QuerySet[Case], at: datetime, most: int, skip: int = 0, view: str = "all") -> Worklist:
    known = timetables()
    own = next((known[one] for one in access.authorities_with(actor, CONTENT) if one in known), timetable.PLAIN)
    facts, total = first_facts(cases, at, most, skip=skip, narrowed=_narrowed(view, at, own.calendar))
    pauses = pauses_of(fact for fact in facts if LIMITS[fact.code].pause)
    found = [
        tasks.task(
            replace(fact, pauses=pauses.get((fact.thing, fact.code), ())), known.get(fact.authority, timetable.PLAIN),
            BY_CODE[fact.code].why.get(fact.code), local_date(at, fact.zone),
        )
        for fact in facts
    ]  # fmt: skip
    return Worklist(sorted(found, key=first_to_last), total, own.calendar)


def _narrowed(view: str, at: datetime, calendar: Calendar) -> Narrowed:
    if view == "week":
        return Narrowed("due >= today AND due <= today + %s", (days_to_end_of_week(at, calendar),))
    return {
        "overdue": Narrowed("due < today"),
        "custody": Narrowed("in_custody OR liberty"),
        "urgent": Narrowed("urgent"),
        "silent": Narrowed("due <= today AND code = ANY(%s)", (list(SILENT),)),
    }.get(view, Narrowed())


def days_to_end_of_week(at: datetime, calendar: Calendar) -> int:
    """From the day on which the week is cut, that of the instant: a week is not cut anew at each authority's midnight."""
    today = at.date()
    return (end_of_week(today, calendar) - today).days


def in_place_of(actor: Actor, cases: Collection[UUID]) -> dict[UUID, str]:
    """Of *cases* those whose officer is away and the actor stands in, with that officer's name. No query for who is no deputy."""
    names = {who.absent: who.name for who in access.standing_in(actor)}
    rows = Case.objects.filter(pk__in=cases, officer__in=names).values_list("pk", "officer") if names else ()
    return {case: names[officer] for case, officer in rows if officer}


def waiting_for_others(actor: Actor) -> list[Waiting]:
    """Parts of the actor's own cases that lie with others, by state."""
    parts = Part.objects.filter(
        case__officer=actor.id or 0, case__closed_on=None, case__compartment__in=access.readable(actor), state__in=WITH_OTHERS
    )  # fmt: skip
    counted = {
        state: Waiting(state, count, since)
        for state, count, since in parts.values_list("state").annotate(count=Count("id"), since=Min("state_since"))
    }
    return [counted[state] for state in WITH_OTHERS if state in counted]


def load(actor: Actor, today: date) -> Load:
    """How many cases the actor has as their officer."""
    still = Q(closed_on=None)
    counted = _own(actor).aggregate(
        open=Count("id", filter=still),
        old=Count("id", filter=still & case_queries.over_a_year(today)),
        new=Count("id", filter=Q(received_on__gte=today.replace(day=1))),
    )
    return Load(counted["open"], counted["old"], counted["new"])


def _own(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(officer=actor.id or 0, compartment__in=access.readable(actor))


def _all(actor: Actor) -> QuerySet[Case]:
    """Open cases that the actor may read, whoever's they are."""
    return Case.objects.filter(closed_on=None, compartment__in=access.readable(actor))


def _mine(actor: Actor) -> QuerySet[Case]:
    """Open cases whose dates are the actor's to keep."""
    all_of = access.authorities_with(actor, RESPONSIBLE)
    nobodys = Q(officer=None, authority__in=all_of) if all_of else Q()
    kept = Q(officer=actor.id or 0) | nobodys | _of_the_absent(actor)
    return _all(actor).filter(kept)


def _in_place(actor: Actor) -> QuerySet[Case]:
    """Open cases of those whom the actor stands in for today."""
    return _all(actor).filter(_of_the_absent(actor))


def _of_the_absent(actor: Actor) -> Q:
    found = Q(pk__in=())
    for who, place in access.standing_in(actor).items():
        found |= Q(officer=who.absent, authority=place.pk)
    return found
