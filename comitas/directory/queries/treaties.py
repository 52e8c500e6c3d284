"""States, instruments, parties, facts; which legal basis; which authority to address."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast
from zoneinfo import available_timezones

from django.db.models import Q, QuerySet

from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.directory.models import Authority, AuthorityFunction, Fact, Instrument, Party, State
from comitas.directory.rules import resolver
from comitas.directory.rules.functions import FUNCTION_BY_FAMILY
from comitas.directory.rules.instruments import InstrumentFacts
from comitas.directory.rules.problems import Known
from comitas.directory.rules.profiles import Membership, StateProfile
from comitas.directory.rules.proposals import Resolution
from comitas.directory.rules.staleness import Freshness, freshness
from comitas.directory.rules.states import is_code


@dataclass(frozen=True, slots=True)
class Addressee:
    """An authority that a request of a family may go to. One that is not `routable` is shown with the reason, never
    chosen.
    """

    authority: Authority
    function: str
    freshness: Freshness

    @property
    def routable(self) -> bool:
        """Whether it may be proposed."""
        return self.freshness.routable


def states(actor: Actor) -> QuerySet[State]:
    """Every State and territory, by code."""
    return State.objects.order_by("iso2")


def state(actor: Actor, iso2: str) -> State:
    """One State; raises `NotThere`."""
    found = State.objects.filter(pk=iso2).first() if is_code(iso2) else None
    if found is None:
        raise NotThere(iso2)
    return found


def instruments(actor: Actor) -> QuerySet[Instrument]:
    """Every instrument, by code."""
    return Instrument.objects.order_by("code")


def parties(actor: Actor, *, state: str = "", instrument: str = "") -> QuerySet[Party]:
    """Where States stand towards instruments, of one State or of one instrument or of all."""
    found = Party.objects.select_related("state", "instrument")
    if state:
        found = found.filter(state=state)
    return found.filter(instrument=instrument) if instrument else found


def facts_of(actor: Actor, iso2: str) -> QuerySet[Fact]:
    """What is recorded of a State's declarations and law."""
    return Fact.objects.filter(state=iso2).order_by("key")


def known() -> Known:
    """The codes that exist, for judging entries."""
    codes = frozenset(Instrument.objects.values_list("code", flat=True))
    return Known(frozenset(State.objects.values_list("iso2", flat=True)), codes, _time_zones())


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def catalogue(actor: Actor) -> tuple[InstrumentFacts, ...]:
    """Every instrument as the resolver wants it."""
    return tuple(_facts(row) for row in Instrument.objects.all())


def _facts(row: Instrument) -> InstrumentFacts:
    return InstrumentFacts(
        code=row.code,
        kind=row.kind,
        short_name=row.short_name,
        name=row.name,
        reference=row.reference,
        signed_on=row.signed_on,
        articles=row.articles,
        supersedes_bilateral=row.supersedes_bilateral,
        supplements=row.supplements_id or "",
        scope=row.scope,
        uncac_9_29=row.uncac_9_29,
        source=row.source,
    )


def profile(actor: Actor, iso2: str) -> StateProfile:
    """What the resolver is told of a State; raises `NotThere`."""
    found = state(actor, iso2)
    rows = Party.objects.filter(state=found).values_list("instrument_id", "standing", "in_force_from", "in_force_to")
    facts = Fact.objects.filter(state=found).values_list("key", "value")
    return StateProfile(found.iso2, tuple(_membership(*row) for row in rows), tuple(facts))


def _membership(instrument: str, standing: str, start: date | None, end: date | None) -> Membership:
    return Membership(instrument, cast(Literal["party", "signatory", "not-party"], standing), start, end)


def legal_bases(actor: Actor, *, requesting: str, requested: str, family: str, day: date) -> Resolution:
    """Every legal basis for a measure of *family* (`rules.instruments.FAMILIES`) on *day*, the best first, with
    reasons.
    """
    return resolver.resolve(profile(actor, requesting), profile(actor, requested), catalogue(actor), family, day)


def addressees(actor: Actor, *, state: str, family: str, today: date) -> tuple[Addressee, ...]:
    """Authorities of a State for a family of measures: those that may be proposed first, then by function and name."""
    functions = FUNCTION_BY_FAMILY[family]
    valid = Q(authority__valid_to=None) | Q(authority__valid_to__gte=today)
    begun = Q(authority__valid_from=None) | Q(authority__valid_from__lte=today)
    rows = AuthorityFunction.objects.filter(valid & begun, authority__state=state, function__in=functions)
    found: dict[object, Addressee] = {}
    for row in sorted(rows.select_related("authority__state"), key=lambda row: functions.index(row.function)):
        age = freshness(row.authority.verified_on, today)
        found.setdefault(row.authority_id, Addressee(row.authority, row.function, age))
    return tuple(
        sorted(
            found.values(), key=lambda item: (not item.routable, functions.index(item.function), item.authority.name)
        )
    )
