"""Stock and flow: the lines of any periods from the sums, and the stock at any days counted one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from comitas.core.actor import Actor
from comitas.statistics import access
from comitas.statistics.models import CaseFact, Flow, OffenceFact, PartFact, Stay
from comitas.statistics.rules import tables
from comitas.statistics.rules.balance import ENTRIES, LEAVINGS, NOT_A_REQUEST, Line, Reconciled, not_requests, reconcile
from comitas.statistics.rules.narrowing import ALL, Narrowed
from comitas.statistics.rules.periods import Period

SIDES = ("incoming", "outgoing")
Moved = tuple[date, str, str, str, int]
"""Month, side, kind of what arrived, movement, how many."""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """The line of one side in one period, for all kinds and for each; and whether it agrees with the stock counted one by one."""

    period: Period
    side: str
    kinds: dict[str, Line]
    reconciled: Reconciled

    @property
    def line(self) -> Line:
        return self.reconciled.line


def stock_flow(actor: Actor, periods: Sequence[Period], narrowed: Narrowed = ALL) -> tuple[PeriodLine, ...]:
    """Every one of *periods* and both sides, exact; `Denied` without figures to read.

    Whether *actor* may be shown them exactly is for the caller to ask of `access.exact`.
    """
    scope = within(access.authorities(actor), narrowed)
    moved = list(flows(scope, max(one.after for one in periods), narrowed))
    counted = stocks(scope, [one.after for one in periods], narrowed)
    wrong = mistaken(scope, periods, narrowed)
    return tuple(
        period_line(moved, side, one, counted[one.after].get(side, 0), wrong[one.code].get(side, 0))
        for one in periods
        for side in SIDES
    )


def within(scope: list[UUID], narrowed: Narrowed) -> list[UUID]:
    """Those of our authorities that are counted."""
    return [one for one in scope if narrowed.authority in (None, one)]


def facts(scope: Iterable[UUID], narrowed: Narrowed = ALL) -> QuerySet[CaseFact]:
    """The cases that are counted."""
    return CaseFact.objects.filter(_chosen(scope, narrowed))


def stays(scope: Iterable[UUID], narrowed: Narrowed = ALL) -> QuerySet[Stay]:
    """Their times in the stock."""
    return Stay.objects.filter(_chosen(scope, narrowed))


def _chosen(scope: Iterable[UUID], narrowed: Narrowed) -> Q:
    """For cases and for their stays: both have these columns."""
    chosen = Q(authority__in=list(scope))
    if narrowed.kind:
        chosen &= Q(kind=narrowed.kind)
    if narrowed.state:
        chosen &= Q(state=narrowed.state)
    if narrowed.offence:
        chosen &= Q(case__in=OffenceFact.objects.filter(uncac=narrowed.offence).values("case"))
    if narrowed.executing:
        chosen &= Q(case__in=PartFact.objects.filter(executing=narrowed.executing).values("case"))
    return chosen


def flows(scope: list[UUID], after: date, narrowed: Narrowed = ALL) -> Iterator[Moved]:
    """How much moved in each month before *after*: months make every period, so one question gives all lines."""
    if narrowed.within:
        yield from _flows_of(stays(scope, narrowed), after)
        return
    sums = Flow.objects.filter(authority__in=scope, month__lt=after)
    if narrowed.kind:
        sums = sums.filter(kind=narrowed.kind)
    yield from sums.values_list("month", "side", "kind", "movement").annotate(n=Sum("number")).order_by()


def _flows_of(chosen: QuerySet[Stay], after: date) -> Iterator[Moved]:
    for day, movement in (("entered_on", "entered_by"), ("left_on", "left_by")):
        moved = chosen.filter(**{f"{day}__lt": after}).annotate(month=TruncMonth(day))
        yield from moved.values_list("month", "side", "kind", movement).annotate(n=Count("pk")).order_by()


def stocks(scope: list[UUID], days: Sequence[date], narrowed: Narrowed = ALL) -> dict[date, dict[str, int]]:
    """How many requests of each side are open at 00:00 of each of *days*, counted one by one in one pass."""
    open_at = {f"at{n}": Count("pk", filter=open_on(day)) for n, day in enumerate(days)}
    found: dict[date, dict[str, int]] = {day: {} for day in days}
    row: Any
    for row in stays(scope, narrowed).values("side").annotate(**open_at).order_by():
        for n, day in enumerate(days):
            found[day][row["side"]] = row[f"at{n}"]
    return found


def open_on(day: date) -> Q:
    """That a stay lasts at 00:00 of *day*: it has begun, and has no exit line by then."""
    return Q(entered_on__lt=day) & (Q(left_on=None) | Q(left_on__gte=day))


def mistaken(scope: list[UUID], periods: Sequence[Period], narrowed: Narrowed = ALL) -> dict[str, dict[str, int]]:
    """How many of each side were counted as new in each period and found later to be no request."""
    during = {
        f"in{n}": Count("pk", filter=Q(entered_on__gte=one.first, entered_on__lt=one.after))
        for n, one in enumerate(periods)
    }
    found: dict[str, dict[str, int]] = defaultdict(dict)
    wrong = stays(scope, narrowed).filter(entered_by="new", left_by=NOT_A_REQUEST)
    row: Any
    for row in wrong.values("side").annotate(**during).order_by():
        for n, one in enumerate(periods):
            found[one.code][row["side"]] = row[f"in{n}"]
    return found


def period_line(moved: Iterable[Moved], side: str, period: Period, counted: int, wrong: int = 0) -> PeriodLine:
    """The line of one side. *counted*: its stock at the end, one by one; *wrong*: of the new ones, those that were none."""
    kinds = lines(moved, side, period)
    whole = tables.total(kinds.values())
    flag = not_requests({"request": whole.new - wrong, "other": wrong})
    return PeriodLine(period, side, kinds, reconcile(whole, counted, [flag] if flag else []))


def lines(moved: Iterable[Moved], side: str, period: Period) -> dict[str, Line]:
    """The line of each kind, by its code."""
    opening: dict[str, int] = defaultdict(int)
    during: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for month, where, kind, movement, number in moved:
        if where != side or month >= period.after:
            continue
        opening[kind] += 0
        if month < period.first:
            opening[kind] += number if movement in ENTRIES else -number
        else:
            during[kind][movement] += number
    return {kind: _line(opening[kind], during[kind]) for kind in sorted(opening)}


def _line(opening: int, moved: dict[str, int]) -> Line:
    exits = {kind: moved.get(kind, 0) for kind in LEAVINGS}
    entries: dict[str, Any] = {kind: moved.get(kind, 0) for kind in ENTRIES}
    return Line(opening, **entries, exits=exits)
