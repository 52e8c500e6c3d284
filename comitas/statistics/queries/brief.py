"""What we owe a State and what it owes us, as far as the reader may know the cases."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.cases.models import Case, Part, Person
from comitas.cases.rules.families import ENDED
from comitas.core.actor import Actor
from comitas.directory.models import State
from comitas.execution.models import Freeze

PERMISSION = "register:read"
MOST = 50
"""Of each side, the oldest; the rest is in the register."""


@dataclass(frozen=True, slots=True)
class Open:
    """One open request: since when, who has it, how many of its parts are open."""

    case: Case
    since: date | None
    holders: tuple[str, ...]
    parts: int
    open_parts: int


@dataclass(frozen=True, slots=True)
class Owed:
    """One direction: how many are open, the oldest ones first, and since when the oldest."""

    count: int
    oldest: date | None
    rows: tuple[Open, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """`we_owe`: their requests to us; `they_owe`: ours to them. `held`: persons in custody; `frozen`: by currency, of how many freezes."""

    state: State
    we_owe: Owed
    they_owe: Owed
    held: int
    held_since: date | None
    frozen: tuple[tuple[str, Decimal, int], ...]
    freezes: int


def states_with_cases(actor: Actor) -> list[tuple[str, int]]:
    """States with open requests that *actor* may know, by code, and how many."""
    counted = _open(actor).exclude(state_from=None).values_list("state_from").annotate(n=Count("pk"))
    return [(code, number) for code, number in counted.order_by("-n", "state_from")]


def brief(actor: Actor, state: State, today: date) -> Brief:
    """`Denied` without the register."""
    of_state = _open(actor).filter(state_from=state)
    theirs = of_state.filter(side="incoming").annotate(since=F("received_on"))
    sent = Coalesce("outgoing__sent_on", "received_on")
    ours = (
        of_state.filter(side="outgoing")
        .filter(Q(outgoing__sent_on__isnull=False) | Q(imported=True))
        .annotate(since=sent)
    )
    held = Person.objects.filter(case__in=of_state.values("pk")).exclude(custody_since=None)
    counted = held.aggregate(n=Count("pk"), since=Min("custody_since"))
    freezes = _in_force(of_state, today)
    sums = freezes.exclude(value=None).exclude(currency="").values_list("currency")
    frozen = sums.annotate(total=Sum("value"), n=Count("pk")).order_by("currency")
    return Brief(state, _owed(theirs), _owed(ours), counted["n"], counted["since"], tuple(frozen), freezes.count())


def _open(actor: Actor) -> QuerySet[Case]:
    access.require_in(actor, PERMISSION)
    return cases.cases(actor).filter(counts=True, closed_on=None)


def _in_force(of_state: QuerySet[Case], today: date) -> QuerySet[Freeze]:
    begun = Freeze.objects.filter(case__in=of_state.values("pk"), annulled_because="", lifted_on=None, since__lte=today)
    return begun.filter(Q(until=None) | Q(until__gte=today))


def _owed(found: QuerySet[Case]) -> Owed:
    counted = found.aggregate(n=Count("pk"), oldest=Min("since"))
    rows = list(found.select_related("officer").order_by(F("since").asc(nulls_first=True), "pk")[:MOST])
    return Owed(counted["n"], counted["oldest"], tuple(_with_holders(rows)))


def _with_holders(rows: Sequence[Case]) -> Iterable[Open]:
    parts: dict[UUID, list[Part]] = defaultdict(list)
    for part in Part.objects.filter(case__in=rows).select_related("executing").order_by("number"):
        parts[part.case_id].append(part)
    for row in rows:
        open_ = [part for part in parts[row.pk] if part.state not in ENDED]
        names = dict.fromkeys(part.executing.name for part in open_ if part.executing)
        yield Open(row, row.since, tuple(names), len(parts[row.pk]), len(open_))  # type: ignore[attr-defined]  # annotated above
