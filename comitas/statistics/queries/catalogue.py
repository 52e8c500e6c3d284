"""The indicators of the catalogue for one period: each by its code and side, from the projection."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from comitas.accounts.models import Membership
from comitas.accounts.rules.roles import OFFICER
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.directory.models import Authority
from comitas.execution import queries as execution
from comitas.statistics import access
from comitas.statistics.models import CaseFact, PartFact
from comitas.statistics.queries import stock, timing
from comitas.statistics.queries.steps import Stepped
from comitas.statistics.rules import catalogue, small, tables
from comitas.statistics.rules.balance import ENTRIES, LEAVINGS
from comitas.statistics.rules.catalogue import BREAKDOWN, DAYS, MONEY, SHARE, Indicator
from comitas.statistics.rules.narrowing import ALL, Narrowed
from comitas.statistics.rules.periods import Period

Cells = Mapping[str, float | Decimal | None]
"""By names that depend on the indicator's shape; None where a figure is left out, or there is none."""
EXTRADITION = ("extradition_request", "provisional_arrest")
TRANSFER = "transfer_of_sentenced_person"
SILENT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Given:
    """One indicator with its figures by side. `missing`: why there are none, "narrowed" where they are kept for an authority as a whole."""

    indicator: Indicator
    sides: Mapping[str, Cells] = field(default_factory=dict)
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`public`: small figures are left out; where they must be, nothing is narrowed either, as differences would tell them."""

    period: Period
    narrowed: Narrowed
    public: bool
    must_be_public: bool
    given: tuple[Given, ...]


NARROWED = "narrowed"


@dataclass(frozen=True, slots=True)
class Choices:
    """What figures may be narrowed to: States by code, our authorities and the executing ones by key and name. `narrows`: whether at all."""

    states: list[str]
    ours: list[tuple[str, str]]
    executing: list[tuple[str, str]]
    narrows: bool


def choices(actor: Actor) -> Choices:
    """`Denied` without figures to read."""
    scope = access.authorities(actor)
    if not access.exact(actor, scope):
        return Choices([], [], [], False)
    states = stock.facts(scope).exclude(state="").values_list("state", flat=True).distinct()
    having = PartFact.objects.filter(case__authority__in=scope).exclude(executing=None).values("executing")
    return Choices(
        sorted(states),
        _named(Authority.objects.filter(pk__in=scope)),
        _named(Authority.objects.filter(pk__in=having)),
        True,
    )


def _named(found: QuerySet[Authority]) -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in found.order_by("name", "pk").values_list("pk", "name")]


def catalogue_of(actor: Actor, period: Period, narrowed: Narrowed = ALL, *, public: bool = False) -> Catalogue:
    """Every indicator; `Denied` without figures to read."""
    scope = access.authorities(actor)
    must = not access.exact(actor, scope)
    chosen = ALL if must else narrowed
    hides = public or must
    counting = _Counting(actor, stock.within(scope, chosen), period, chosen, hides)
    return Catalogue(period, chosen, hides, must, tuple(_given(counting, one) for one in catalogue.INDICATORS))


def _given(counting: "_Counting", one: Indicator) -> Given:
    if one.missing:
        return Given(one, missing=one.missing)
    if one.whole and (counting.narrowed.within or counting.narrowed.kind):
        return Given(one, missing=NARROWED)
    found = {side: counting.figures(one, side) for side in one.sides}
    return Given(one, {side: _shown(one, cells) if counting.hides else cells for side, cells in found.items()})


def _shown(one: Indicator, cells: Cells) -> Cells:
    """Without what is small. Sums of money and the cells of the stock-flow table were looked at already."""
    if one.code in catalogue.FLOW_OF or one.shape == MONEY:
        return cells
    return _without_small(one, {name: None if number is None else float(number) for name, number in cells.items()})


def _without_small(one: Indicator, cells: Mapping[str, float | None]) -> Cells:
    if one.shape == DAYS:
        return tables.duration_cells(cells, public=True)
    if one.shape == SHARE:
        part, of = cells["number"] or 0, cells["of"] or 0
        tells = 0 < part < small.SMALLEST or 0 < of - part < small.SMALLEST or 0 < of < small.SMALLEST
        return dict.fromkeys(cells) if tells else cells
    whole = {name: int(number or 0) for name, number in cells.items()}
    return small.published(whole, sum(whole.values())) if one.shape == BREAKDOWN else small.published(whole)


class _Counting:
    """What all indicators of one period have in common, asked once."""

    def __init__(self, actor: Actor, scope: list[UUID], period: Period, narrowed: Narrowed, hides: bool) -> None:
        self.scope, self.period, self.narrowed, self.hides = scope, period, narrowed, hides
        self.lines = {one.side: one for one in stock.stock_flow(actor, [period], narrowed)}
        self.today = clock.local_date(clock.now(), "UTC")
        self.steps = {side: Stepped(self.facts(side), period) for side in stock.SIDES}
        self._execution: execution.Counted | None = None

    def facts(self, side: str) -> QuerySet[CaseFact]:
        return stock.facts(self.scope, self.narrowed).filter(side=side)

    def came(self, side: str) -> QuerySet[CaseFact]:
        """Requests that came into the stock for the first time in the period."""
        return self.facts(side).filter(counts=True, came_on__gte=self.period.first, came_on__lt=self.period.after)

    def open(self, side: str) -> QuerySet[CaseFact]:
        """Requests that are open at the end of the period."""
        lasting = stock.stays(self.scope, self.narrowed).filter(stock.open_on(self.period.after), side=side)
        return CaseFact.objects.filter(pk__in=lasting.values("case"))

    def execution(self) -> execution.Counted:
        """What carrying out took; the end of a period that still runs is today."""
        if self._execution is None:
            until = max(min(self.period.after, self.today + timedelta(days=1)), self.period.first)
            self._execution = execution.counted(self.scope, self.period.first, until)
        return self._execution

    def figures(self, one: Indicator, side: str) -> Cells:
        if one.code in catalogue.FLOW_OF:
            return {"number": self._flow(side)[catalogue.FLOW_OF[one.code]]}
        if one.code in TIMED:
            return self._timed(one.code, side)
        if one.code in STEPPED:
            return STEPPED[one.code](self.steps[side])
        return OTHERS[one.code](self, side)

    def _flow(self, side: str) -> tables.Counts:
        told = {kind: line for kind, line in self.lines[side].kinds.items() if any(tables.cells(line).values())}
        return tables.rows(told, public=self.hides)[0].cells

    def _timed(self, code: str, side: str) -> Cells:
        column, annotation = TIMED[code]
        facts = self.facts(side).filter(urgent=True) if code == "T10u" else self.facts(side)
        if annotation is not None:
            facts = facts.annotate(**{column: annotation()})
        return timing.cells_of(facts, column, self.period)


TIMED: dict[str, tuple[str, Callable[[], object] | None]] = {
    "T1": ("acknowledged_on", None),
    "T2": ("accepted_on", lambda: timing.first_step("accept", "grant")),
    "T3": ("transmitted_on", None),
    "T4": ("answered_on", None),
    "T5": ("granted_on", timing.granted_on),
    "T8": ("closed_on", None),
    "T9": ("heard_on", lambda: timing.first_step("acknowledge")),
    "T9a": ("answered_on", None),
    "T10u": ("answered_on", None),
}


def _within_seven(counting: _Counting, side: str) -> Cells:
    done = counting.facts(side).filter(
        counts=True, acknowledged_on__gte=counting.period.first, acknowledged_on__lt=counting.period.after
    )
    known = done.exclude(came_on=None)
    soon = known.filter(acknowledged_on__lte=F("came_on") + timedelta(days=7))
    return shared(soon.count(), known.count())


def shared(number: int, of: int) -> Cells:
    """A share as its cells."""
    return {"number": number, "of": of, "percent": catalogue.share(number, of)}


def _ages(counting: _Counting, side: str) -> Cells:
    found = dict.fromkeys([*catalogue.AGES, catalogue.AGE_UNKNOWN[0]], 0)
    came: date | None
    for came, number in counting.open(side).values_list("came_on").annotate(n=Count("pk")).order_by():
        found[catalogue.bucket((counting.period.after - came).days if came else None)] += number
    return {code: number for code, number in found.items() if number or code != catalogue.AGE_UNKNOWN[0]}


def _silent(counting: _Counting, side: str) -> Cells:
    unheard = Q(answered_on=None) | Q(answered_on__gte=counting.period.after)
    return {"number": counting.open(side).filter(unheard, came_on__lt=counting.period.after - SILENT).count()}


def _refusals(counting: _Counting, side: str) -> Cells:
    exits = counting.lines[side].line.exits
    return shared(exits["V6"] + exits["V7"], sum(exits[kind] for kind in LEAVINGS))


def _of_kinds(counting: _Counting, side: str) -> Cells:
    lines = [line for kind, line in counting.lines[side].kinds.items() if kind in EXTRADITION]
    return {"number": sum(getattr(line, kind) for line in lines for kind in ENTRIES)}


def _transfers(counting: _Counting, side: str) -> Cells:
    line = counting.lines[side].kinds.get(TRANSFER)
    return {"number": line.exits["V4"] + line.exits["V5"] if line else 0}


def _information(counting: _Counting, side: str) -> Cells:
    period = counting.period
    told = counting.facts(side).filter(kind="spontaneous", counts=False)
    return {"number": told.filter(received_on__gte=period.first, received_on__lt=period.after).count()}


def _measures(counting: _Counting, side: str) -> Cells:
    asked = PartFact.objects.filter(case__in=counting.came(side)).values_list("measure").annotate(n=Count("pk"))
    return dict(asked.order_by("measure"))


def _recoveries(counting: _Counting, side: str) -> Cells:
    return {"number": PartFact.objects.filter(case__in=counting.came(side), measure__in=["j", "k"]).count()}


def _sum_of(column: str) -> Callable[[_Counting, str], Cells]:
    return lambda counting, side: {"number": counting.came(side).aggregate(n=Sum(column))["n"] or 0}


def _kept(name: str) -> Callable[[_Counting, str], Cells]:
    return lambda counting, _side: {"number": counting.execution().counts[name]}


def _money(*lines: str) -> Callable[[_Counting, str], Cells]:
    def sums(counting: _Counting, _side: str) -> Cells:
        """Each currency by itself; one whose sum tells of fewer than five is left out where small figures are."""
        found: dict[str, Decimal | None] = {}
        of: Counter[str] = Counter()
        for one in counting.execution().amounts:
            if one.line in lines:
                found[one.currency] = (found.get(one.currency) or Decimal(0)) + one.value
                of[one.currency] += one.count
        few = {currency for currency in found if counting.hides and of[currency] < small.SMALLEST}
        return {currency: None if currency in few else value for currency, value in sorted(found.items())}

    return sums


def _officers(counting: _Counting, side: str) -> Cells:
    open_ = counting.facts(side).filter(counts=True, outcome="")
    held = dict(open_.values_list("officer").annotate(n=Count("pk")).order_by())
    nobody = held.pop(None, 0)
    return {
        "officers": len(held), "officer-median": median(held.values()) if held else 0,
        "officer-most": max(held.values(), default=0), "nobody": nobody,
    }  # fmt: skip


def _staff(counting: _Counting, _side: str) -> Cells:
    held = Membership.objects.filter(role=OFFICER, authority__in=counting.scope, until=None, user__is_active=True)
    return {"number": held.values("user").distinct().count()}


def _overdue(counting: _Counting, side: str) -> Cells:
    counted = counting.facts(side).filter(counts=True, outcome="")
    return {"number": Case.objects.filter(pk__in=counted.values("pk"), due__lt=counting.today).count()}


STEPPED: dict[str, Callable[[Stepped], Cells]] = {
    "T6": Stepped.net,
    "Q2": lambda steps: shared(*steps.sent_back()),
    "Q3": lambda steps: {"number": steps.rounds()},
    "Q4g": Stepped.grounds,
    "Q5": lambda steps: shared(*steps.consulted()),
    "E2": lambda steps: {"number": steps.parts("arrest-provisionally")},
    "E2a": lambda steps: {"number": steps.parts("arrest")},
    "E3g": lambda steps: {"number": steps.parts("grant")},
    "E3": lambda steps: {"number": steps.parts("surrender")},
    "E4": Stepped.refused_extraditions,
    "E5": lambda steps: {code: steps.parts(code) for code in catalogue.PROSECUTION},
    "E6": lambda steps: shared(*steps.consented()),
    "E7": Stepped.custody,
    "W2": lambda steps: {"number": steps.all()},
}
OTHERS: dict[str, Callable[[_Counting, str], Cells]] = {
    "V12": _information,
    "T1w": _within_seven,
    "T7": _ages,
    "T9s": _silent,
    "Q4": _refusals,
    "A1": _recoveries,
    "A3": _kept("freezes-in-force"),
    "A3v": _money("frozen"),
    "A6": _money("ordinary", "extraordinary"),
    "E1": _of_kinds,
    "P0": _sum_of("parts"),
    "P0p": _sum_of("persons"),
    "P0m": _measures,
    "P1": _kept("persons-transferred"),
    "P4": _transfers,
    "W1": _officers,
    "W3": _staff,
    "W4": _overdue,
}
