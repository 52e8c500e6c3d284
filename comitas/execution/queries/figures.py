"""Counts and sums of carrying requests out. Whose figures are read and how exactly is for `statistics` to say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from comitas.cases.models import Person
from comitas.execution.models import Attempt, Call, Cost, Freeze, Item, Prisoner, Service, Translation
from comitas.execution.rules.costs import EXTRAORDINARY


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in one currency, of how many entries."""

    line: str
    currency: str
    count: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Counted:
    """`counts` by the names of `rules.counting.COUNTS`; `days`: median from order to translation, of `timed` that were received."""

    counts: dict[str, int]
    amounts: tuple[Amount, ...]
    days: float | None
    timed: int


def counted(authorities: Iterable[UUID], first: date, after: date) -> Counted:
    """What happened from *first* to the day before *after*, and what stood at its end, in the cases of *authorities*.

    All of it, restricted cases too: the caller decides what of it may be shown.
    """
    ours = list(authorities)
    within = _Within(ours, first, after)
    timed = [
        (received - ordered).days
        for ordered, received in within.of(Translation).filter(within.span("received_on")).exclude(ordered_on=None)
        .values_list("ordered_on", "received_on")
    ]  # fmt: skip
    return Counted(_counts(within), tuple(_amounts(within)), median(timed) if timed else None, len(timed))


class _Within:
    """Entries that stand of some authorities' cases, and days of a period."""

    def __init__(self, ours: list[UUID], first: date, after: date) -> None:
        self.ours, self.first, self.after = ours, first, after

    def of(self, model: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(case__authority__in=self.ours, annulled_because="")
        return found

    def span(self, day: str) -> Q:
        """*day* lies in the period."""
        return Q(**{f"{day}__gte": self.first, f"{day}__lt": self.after})

    def not_yet(self, day: str) -> Q:
        """*day* had not come at the end of the period."""
        return Q(**{day: None}) | Q(**{f"{day}__gte": self.after})


def _counts(within: _Within) -> dict[str, int]:
    items = within.of(Item).filter(
        Q(received_on=None, entered_at__date__lt=within.after) | Q(received_on__lt=within.after)
    )
    attempts = Attempt.objects.filter(of__case__authority__in=within.ours, of__annulled_because="")
    held = Person.objects.filter(case__authority__in=within.ours, case__closed_on=None).exclude(custody_since=None)
    counts = {
        "persons-held": held,
        "persons-transferred": within.of(Prisoner).filter(within.span("transferred_on")),
        "persons-back": within.of(Prisoner).filter(within.span("returned_on")),
        "freezes-in-force": _in_force(within),
        "freezes-lifted": within.of(Freeze).filter(within.span("lifted_on")),
        "services-attempted": attempts.filter(within.span("on")),
        "services-made": within.of(Service).filter(within.span("served_on")),
        "items-held": items.filter(within.not_yet("returned_on"), within.not_yet("waived_on")),
        "items-back": within.of(Item).filter(within.span("returned_on")),
        "translations-ordered": within.of(Translation).filter(within.span("ordered_on")),
        "translations-received": within.of(Translation).filter(within.span("received_on")),
        "costs-unsettled": within.of(Cost).filter(nature=EXTRAORDINARY).exclude(agreed=True),
        "calls": Call.objects.filter(authority__in=within.ours).filter(within.span("at__date")),
    }
    return {name: rows.count() for name, rows in counts.items()}


def _in_force(within: _Within) -> QuerySet[Any]:
    """Freezes at the end of the period: begun, not lifted, not lapsed."""
    begun = within.of(Freeze).filter(within.not_yet("lifted_on"), since__lt=within.after)
    return begun.filter(Q(until=None) | Q(until__gte=within.after))


def _amounts(within: _Within) -> Iterable[Amount]:
    yield from _sums("frozen", _in_force(within), "value")
    paid = within.of(Cost).filter(within.span("paid_on"))
    for nature in ("ordinary", "extraordinary"):
        yield from _sums(nature, paid.filter(nature=nature), "amount")
    yield from _sums("translations", within.of(Translation).filter(within.span("received_on")), "amount")


def _sums(line: str, rows: QuerySet[Any], column: str) -> Iterable[Amount]:
    known = rows.exclude(**{column: None}).exclude(currency="").values("currency")
    for row in known.annotate(n=Count("pk"), total=Sum(F(column))).order_by("currency"):
        yield Amount(line, row["currency"], row["n"], row["total"])
