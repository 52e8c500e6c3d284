"""The auditor's figures and lists, of the authorities that they audit. Codes and numbers only: an auditor reads no content."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from comitas.accounts import access
from comitas.accounts.models import Membership
from comitas.cases.models import Case, Counter
from comitas.core.actor import Actor
from comitas.execution import queries as execution
from comitas.execution.queries.figures import Amount
from comitas.intake.models import RegisterEntry
from comitas.ledger import queries as ledger
from comitas.ledger.models import Order
from comitas.statistics.models import Noted
from comitas.statistics.rules import audit
from comitas.statistics.rules.periods import Period

PERMISSION = "audit:read"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one series and year: `last` given, how many are there, and of them annulled or restricted."""

    series: str
    authority: UUID
    year: int
    last: int
    there: int
    annulled: int
    restricted: int

    @property
    def missing(self) -> int:
        return self.last - self.there


@dataclass(frozen=True, slots=True)
class Audit:
    """One period. `counts` by the codes of `rules.audit.LISTS`; `grounds` of refusals; `drill`: when the last trial was, and whether it held."""

    period: Period
    counts: dict[str, int]
    grounds: dict[str, int]
    numbers: tuple[Numbers, ...]
    costs: tuple[Amount, ...]
    drill: tuple[datetime, bool] | None
    overdue: int


def audit_of(actor: Actor, period: Period, today: date) -> Audit:
    """`Denied` without the permission anywhere."""
    scope = _scope(actor)
    noted = _noted(actor).filter(on__gte=period.first, on__lt=period.after)
    counts = dict(noted.values_list("list").annotate(n=Count("pk")).order_by())
    refused = noted.filter(list="refusals").exclude(detail="")
    grounds = dict(refused.values_list("detail").annotate(n=Count("pk")).order_by("detail"))
    until = max(min(period.after, today + timedelta(days=1)), period.first)
    paid = tuple(one for one in execution.counted(scope, period.first, until).amounts if one.line != "frozen")
    overdue = Case.objects.filter(authority__in=scope, closed_on=None, due__lt=today).count()
    return Audit(period, counts, grounds, tuple(_numbers(scope, period)), paid, _drill(), overdue)


def audit_list(actor: Actor, code: str, period: Period) -> QuerySet[Noted]:
    """The lines of one list in a period."""
    return _noted(actor).filter(list=code, on__gte=period.first, on__lt=period.after)


def lines_at(positions: Iterable[int]) -> dict[int, Order]:
    """Lines of the ledger by their position, for a list that was fetched for its actor."""
    found = Order.objects.filter(position__in=list(positions)).select_related("line")
    return {one.position: one for one in found}


def rights_on(actor: Actor, moment: datetime) -> QuerySet[Membership]:
    """Who held which role at *moment*."""
    held = Membership.objects.filter(
        Q(until=None) | Q(until__gt=moment), authority__in=_scope(actor), since__lte=moment
    )
    return held.select_related("user", "authority")


def _scope(actor: Actor) -> list[UUID]:
    access.require_in(actor, PERMISSION)
    return sorted(
        {each.authority.pk for each in access.held(actor) if access.may(actor, PERMISSION, each.authority.pk)}
    )


def _noted(actor: Actor) -> QuerySet[Noted]:
    access.require_in(actor, PERMISSION)
    return Noted.objects.filter(Q(compartment=None) | Q(compartment__in=access.audited(actor, PERMISSION)))


def _numbers(scope: list[UUID], period: Period) -> Iterable[Numbers]:
    """Of the years that the period lies in. Case numbers are given by a counter; register numbers run without a gap."""
    year = period.first.year
    cases = _by_authority(
        Case.objects.filter(authority__in=scope, year=year),
        there=Count("pk"), restricted=Count("pk", filter=Q(compartment__restricted=True)), last=Max("serial"),
    )  # fmt: skip
    counters = dict(Counter.objects.filter(authority__in=scope, year=year).values_list("authority", "last"))
    for authority in sorted({*cases, *counters}):
        found = cases.get(authority, {"there": 0, "restricted": 0, "last": 0})
        last = max(counters.get(authority, 0), found["last"])
        yield Numbers("cases", authority, year, last, found["there"], 0, found["restricted"])
    entries = _by_authority(
        RegisterEntry.objects.filter(authority__in=scope, year=year),
        there=Count("pk"), annulled=Count("pk", filter=~Q(annulled_at=None)), last=Max("serial"),
        restricted=Count("pk", filter=Q(arrival__compartment__restricted=True)),
    )  # fmt: skip
    for authority, found in sorted(entries.items()):
        yield Numbers("entries", authority, year, found["last"], found["there"], found["annulled"], found["restricted"])


def _by_authority(rows: QuerySet[Any], **counted: Any) -> dict[UUID, dict[str, int]]:
    return {row.pop("authority"): row for row in rows.values("authority").annotate(**counted).order_by()}


def _drill() -> tuple[datetime, bool] | None:
    last = Noted.objects.filter(list="safety", kind__in=audit.DRILLS).order_by("-position").first()
    line = lines_at([last.position]).get(last.position) if last else None
    return (ledger.entry(line).effective_at, last.kind == audit.DRILLS[0]) if last and line else None
