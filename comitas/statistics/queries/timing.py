"""How long something took, of cases that are counted: those for which it ended in a period, and all, by Kaplan and Meier."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least

from comitas.statistics.models import StepFact
from comitas.statistics.rules import tables
from comitas.statistics.rules.durations import Durations, of_days
from comitas.statistics.rules.periods import Period
from comitas.statistics.rules.survival import Survival, survival

YEARS = 5
"""Requests that came in during so many years before the end of a period are in the estimate."""
STILL = Q(outcome="")
_DAYS = DurationField()


@dataclass(frozen=True, slots=True)
class Timed:
    """`ended`: for which it ended in the period, and who waits at its end. `all`: all that came in during the five years before its end."""

    ended: Durations
    all: Survival


def timed(facts: QuerySet[Any], day: str, period: Period) -> Timed:
    """From the day on which a request came in to *day*, a column of the facts or an annotation."""
    came = facts.filter(counts=True)
    return Timed(_ended(came, day, period), _all(came, day, period.after))


def cells_of(facts: QuerySet[Any], day: str, period: Period) -> dict[str, float | None]:
    """The same by the names of `rules.tables.DURATION_COLUMNS`."""
    found = timed(facts, day, period)
    return tables.timed_cells(found.ended, found.all)


def _ended(came: QuerySet[Any], day: str, period: Period) -> Durations:
    """Of requests for which it ended in *period*, and how many still wait for it at its end."""
    ended = came.filter(**{f"{day}__gte": period.first, f"{day}__lt": period.after})
    without = Q(**{day: None}) | Q(**{f"{day}__gte": period.after})
    waiting = came.filter(without, STILL | Q(closed_on__gte=period.after), came_on__lt=period.after)
    days: Counter[int] = Counter()
    unknown = 0
    took = ended.annotate(took=ExpressionWrapper(F(day) - F("came_on"), _DAYS)).order_by()
    for spent, number in took.values_list("took").annotate(n=Count("pk")):
        if spent is None or spent.days < 0:
            unknown += number
        else:
            days[spent.days] += number
    return of_days(days, waiting.count(), unknown)


def _all(came: QuerySet[Any], day: str, after: date) -> Survival:
    """Seen at the end of the day before *after*: what had not ended was open until then, or until the request was closed without it."""
    end = Value(after, output_field=DateField())
    timeless = ~STILL & Q(closed_on=None)
    chosen = came.exclude(timeless).filter(came_on__gte=date(after.year - YEARS, after.month, 1), came_on__lt=after)
    last = Least(Coalesce(F(day), F("closed_on"), end), end, output_field=DateField())
    rows = chosen.annotate(seen=ExpressionWrapper(last - F("came_on"), _DAYS)).order_by()
    ended = Count("pk", filter=Q(**{f"{day}__lt": after}))
    seen: Counter[tuple[int, bool]] = Counter()
    for spent, number, done in rows.values_list("seen").annotate(n=Count("pk"), done=ended):
        if spent >= timedelta(0):
            seen[spent.days, True] += done
            seen[spent.days, False] += number - done
    return survival({key: number for key, number in seen.items() if number})


def first_step(*codes: str) -> Subquery:
    """The day of the first of these steps in a case, as an annotation of its fact."""
    taken = StepFact.objects.filter(case=OuterRef("pk"), code__in=codes)
    return Subquery(taken.order_by("on").values("on")[:1])


def granted_on() -> Case:
    """The day of closing, of what was granted fully or in part, as an annotation."""
    return Case(When(outcome__in=["V4", "V5"], then=F("closed_on")), output_field=DateField())
