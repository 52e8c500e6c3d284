"""The figures of a period. They count every case, restricted ones too; how exactly one may see them is in `access`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from comitas.cases.rules.words import Counted, ngettext
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.execution import queries as execution
from comitas.ledger import queries as ledger
from comitas.ledger.models import ReaderPosition
from comitas.statistics import access
from comitas.statistics.models import CaseFact, Movement
from comitas.statistics.queries import stock, timing
from comitas.statistics.rules import small, tables
from comitas.statistics.rules.balance import ENTRIES, LEAVINGS, Reconciled
from comitas.statistics.rules.periods import Period, before

READER = "statistics"
SPANS = {"acknowledgement": "acknowledged_on", "transmission": "transmitted_on", "answer": "answered_on"}
"""What is timed from receipt, and the day of a fact that ends it."""
TREND = 8
"""Periods in the chart: two years of quarters, enough to see a direction."""


@dataclass(frozen=True, slots=True)
class SideFigures:
    """Requests of one side in a period. `reconciled` compares the line with the open requests, counted one by one.

    `earlier`: what of it the earlier register tells, and what it does not: by the names of `tables.EARLIER`.
    `asked`: how many parts and persons (the names of `tables.ASKED`) the requests have that came in, each counted by itself.
    """

    side: str
    rows: tuple[tables.Row, ...]
    reconciled: Reconciled
    durations: dict[str, dict[str, float | None]]
    others: dict[str, int | None]
    asked: dict[str, int | None]
    earlier: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """`public`: small figures are left out, because it was asked for or because `must_be_public`.

    `behind` says that lines of the ledger are not in yet.
    """

    period: Period
    public: bool
    must_be_public: bool
    sides: tuple[SideFigures, ...]
    behind: Counted | None


@dataclass(frozen=True, slots=True)
class Point:
    """One period of the chart."""

    period: Period
    came: int
    left: int
    closing: int


def figures(actor: Actor, period: Period, *, public: bool = False) -> Figures:
    """Stock, flow and durations of *period* in the authorities whose figures *actor* may read; `Denied` without one."""
    scope = access.authorities(actor)
    must = not access.exact(actor, scope)
    lines = stock.stock_flow(actor, [period])
    sides = tuple(_side(scope, line, public or must) for line in lines)
    return Figures(period, public or must, must, sides, _behind())


@dataclass(frozen=True, slots=True)
class Year:
    """One side in one year: the cells of all kinds, days to the exit by `tables.DURATION_COLUMNS`, whether it adds up."""

    period: Period
    side: str
    cells: tables.Counts
    exits: dict[str, float | None]
    agrees: bool


@dataclass(frozen=True, slots=True)
class Years:
    """`public`: small figures are left out, because they must be."""

    public: bool
    sides: tuple[Year, ...]


def years(actor: Actor, wanted: list[Period]) -> Years:
    """Whole years side by side; the one that runs counts as far as it goes."""
    scope = access.authorities(actor)
    hides = not access.exact(actor, scope)
    found = []
    for one in stock.stock_flow(actor, wanted):
        told = {kind: line for kind, line in one.kinds.items() if any(tables.cells(line).values())}
        facts = CaseFact.objects.filter(authority__in=scope, side=one.side)
        took = tables.duration_cells(timing.cells_of(facts, "closed_on", one.period), public=hides)
        found.append(Year(one.period, one.side, tables.rows(told, public=hides)[0].cells, took, one.reconciled.agrees))
    return Years(hides, tuple(found))


def trend(actor: Actor, period: Period, side: str) -> tuple[Point, ...]:
    """*period* and those before it, oldest first; none where *actor* may see the published form only."""
    scope = access.authorities(actor)
    if not access.exact(actor, scope):
        return ()
    flows = list(stock.flows(scope, period.after))
    return tuple(_point(flows, side, before(period, steps)) for steps in reversed(range(TREND)))


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What carrying requests out took in a period; None where small figures are left out.

    `counts` by the names of `execution.rules.counting.COUNTS`; `amounts`: line, currency and sum; `days`: median of translations.
    """

    counts: dict[str, int | None]
    amounts: tuple[tuple[str, str, Decimal | None], ...]
    days: float | None


def carried_out(actor: Actor, period: Period, *, public: bool = False) -> CarriedOut:
    """Things, translations, costs, freezes, service and persons held of *period*, of requests in and out together.

    The end of a period that still runs is today.
    """
    scope = access.authorities(actor)
    hides = public or not access.exact(actor, scope)
    tomorrow = clock.local_date(clock.now(), "UTC") + timedelta(days=1)
    found = execution.counted(scope, period.first, max(min(period.after, tomorrow), period.first))
    counts: dict[str, int | None] = small.published(found.counts) if hides else {**found.counts}
    amounts = ((a.line, a.currency, None if hides and a.count < small.SMALLEST else a.value) for a in found.amounts)
    return CarriedOut(counts, tuple(amounts), None if hides and found.timed < small.SMALLEST else found.days)


def _point(moved: Iterable[stock.Moved], side: str, period: Period) -> Point:
    line = tables.total(stock.lines(moved, side, period).values())
    came = sum(getattr(line, kind) for kind in ENTRIES)
    return Point(period, came, sum(line.exits.values()), line.closing)


def _side(scope: list[UUID], line: stock.PeriodLine, public: bool) -> SideFigures:
    facts, period = CaseFact.objects.filter(authority__in=scope, side=line.side), line.period
    told = {kind: one for kind, one in line.kinds.items() if any(tables.cells(one).values())}
    rows = tables.rows(told, public=public)
    timed = {
        what: tables.duration_cells(timing.cells_of(facts, day, period), public=public) for what, day in SPANS.items()
    }
    asked, earlier = _asked(facts, period, public), _earlier(facts, period, public)
    return SideFigures(line.side, rows, line.reconciled, timed, _others(facts, period, public), asked, earlier)


def _others(facts: QuerySet[CaseFact], period: Period, public: bool) -> dict[str, int | None]:
    """What came in the period and is no request, by kind: counted apart, never among the new."""
    came = facts.filter(counts=False, received_on__gte=period.first, received_on__lt=period.after)
    found = dict(came.values_list("kind").annotate(n=Count("case")).order_by("kind"))
    return small.published(found) if public else {**found}


def _asked(facts: QuerySet[CaseFact], period: Period, public: bool) -> dict[str, int | None]:
    """Parts and persons of the requests that came in during the period: new, or become a request then."""
    coming = Movement.objects.filter(kind__in=tables.COMING, day__gte=period.first, day__lt=period.after)
    found = facts.filter(pk__in=coming.values("case")).aggregate(
        requests=Count("pk"), **{name: Coalesce(Sum(name), 0) for name in tables.ASKED}
    )
    return tables.asked_cells({name: found[name] for name in tables.ASKED}, found["requests"], public=public)


def _earlier(facts: QuerySet[CaseFact], period: Period, public: bool) -> dict[str, int | None]:
    """Imported and unknown days, apart: what left in the period by the earlier register, and what no period can count."""
    left = Movement.objects.filter(case__in=facts, imported=True, kind__in=list(LEAVINGS))
    old = facts.filter(imported=True, counts=True)
    found = {
        "left": left.filter(day__gte=period.first, day__lt=period.after).count(),
        "waiting": old.filter(received_on=None, outcome="").count(),
        "timeless": old.exclude(outcome="").filter(Q(received_on=None) | Q(closed_on=None)).count(),
    }
    return small.published(found) if public else {**found}


def _behind() -> Counted | None:
    """A note where the ledger has lines that the figures have not taken in."""
    seen = ReaderPosition.objects.filter(name=READER).values_list("position", flat=True).first() or 0
    missing = ledger.head()[0] - seen
    words = ngettext(
        "%(n)d line of the ledger is not counted yet. Open the page again in a minute.",
        "%(n)d lines of the ledger are not counted yet. Open the page again in a minute.",
    )
    return Counted(*words, missing, {"n": missing}) if missing > 0 else None
