"""Naming deputies, ending their standing in, and letting one read what is restricted.

A deputyship ends by itself after its last day: nothing is written then. Lock order: the people concerned, by number.
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import access, queries
from comitas.accounts.models import Deputyship, LentReading, Membership, Recusal, User
from comitas.accounts.rules import deputies
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

NAMED = kinds.declare("deputy.named", N_("Person {deputy} stands in for person {absent} from {first} to {last}."))
ENDED = kinds.declare("deputy.ended", N_("Person {deputy} does not stand in for person {absent} any more."))
LENT = kinds.declare("deputy.reading-lent", N_("Person {deputy}, who stands in for person {absent}, may read it too."))
KEPT = kinds.declare(
    "deputy.reading-withdrawn", N_("Person {deputy}, who stands in for person {absent}, may not read it.")
)


@transaction.atomic
def name_deputy(
    *, by: Actor, at: datetime, authority: UUID, absent: int, deputy: int, first: date, last: date
) -> Deputyship:
    """Say who stands in for *absent*, from the first to the last local day. The very same again changes nothing.

    For oneself, or for others as the head or an administrator of one's own right: a deputy does not prolong their own power.
    """
    _may_name(by, authority, absent)
    people = {each.pk: each for each in User.objects.select_for_update().filter(pk__in=(absent, deputy)).order_by("pk")}
    same = Deputyship.objects.filter(
        authority=authority, absent=absent, deputy=deputy, first=first, last=last, ended_at=None
    ).first()
    if same is not None:
        return same
    _check_period(authority, first, last, at)
    _check_people(authority, absent, deputy, people)
    _check_others(authority, absent, deputy, first, last)
    made = Deputyship.objects.create(
        authority_id=authority,
        absent_id=absent,
        deputy_id=deputy,
        first=first,
        last=last,
        named_by_id=by.id,
        named_at=at,
    )
    access.forget()
    payload = {"deputyship": str(made.pk), "authority": str(authority), "absent": absent, "deputy": deputy}
    ledger.record(NAMED, by=by, at=at, payload={**payload, "first": first.isoformat(), "last": last.isoformat()})
    return made


@transaction.atomic
def end_deputyship(*, by: Actor, at: datetime, deputyship: UUID) -> None:
    """End it now: the absent person is back, or somebody else is to stand in. `Conflict` where it has ended."""
    found = _changeable(by, deputyship, at)
    Deputyship.objects.filter(pk=found.pk).update(ended_at=at)
    access.forget()
    payload = {"deputyship": str(found.pk), "authority": str(found.authority_id)}
    ledger.record(ENDED, by=by, at=at, payload={**payload, "absent": found.absent_id, "deputy": found.deputy_id})


@transaction.atomic
def lend_reading(
    *, by: Actor, at: datetime, permission: str, deputyship: UUID, offered: Collection[UUID], chosen: Collection[UUID]
) -> int:
    """Of the compartments *offered*, let the deputy read those *chosen* and no other, while they stand in; returns how many changed.

    For the absent person alone, who may read each, and only with the right to restrict it: it is as if a reader were named.
    """
    found = _changeable(by, deputyship, at)
    if by.id != found.absent_id:
        raise NotThere(str(deputyship))
    lent = set(LentReading.objects.filter(deputyship=found).values_list("compartment", flat=True))
    wanted, changed = set(chosen).intersection(offered), 0
    for compartment in sorted(set(offered)):
        if (compartment in wanted) == (compartment in lent):
            continue
        access.require(by, permission, compartment)
        _lend(found, compartment, compartment in wanted)
        payload = {"deputyship": str(found.pk), "absent": found.absent_id, "deputy": found.deputy_id}
        kind = LENT if compartment in wanted else KEPT
        ledger.record(kind, by=by, at=at, compartment=compartment, payload=payload)
        changed += 1
    return changed


def _lend(found: Deputyship, compartment: UUID, lend: bool) -> None:
    if not lend:
        LentReading.objects.filter(deputyship=found, compartment=compartment).delete()
        return
    if Recusal.objects.filter(compartment=compartment, user=found.deputy_id, until=None).exists():
        raise Invalid(
            {"compartments": _("%(name)s was recused from one of these cases.") % {"name": found.deputy.full_name}}
        )
    LentReading.objects.create(deputyship=found, compartment_id=compartment)


def _may_name(by: Actor, authority: UUID, absent: int) -> None:
    if by.id != absent:
        _keeps(by, authority)
    else:
        access.require_in(by, "deputy:name", authority)


def _keeps(by: Actor, authority: UUID) -> None:
    access.require_in(by, "deputies:keep", authority)
    if not queries.keeps_deputies(by, authority):
        raise Denied(_("A deputy cannot name deputies. This is for the head or an administrator in person."))


def _changeable(by: Actor, deputyship: UUID, at: datetime) -> Deputyship:
    """A deputyship that *by* may change, locked, if it has not ended."""
    found = queries.deputyship(by, deputyship)
    if by.id != found.absent_id:
        _keeps(by, found.authority_id)
    locked = Deputyship.objects.select_for_update(of=("self",)).select_related("deputy", "authority").get(pk=deputyship)
    if locked.ended_at is not None or locked.last < clock.local_date(at, locked.authority.time_zone):
        raise Conflict(_("This has ended already."))
    return locked


def _check_period(authority: UUID, first: date, last: date, at: datetime) -> None:
    zone = Authority.objects.values_list("time_zone", flat=True).get(pk=authority)
    if problems := deputies.wrong_period(first, last, clock.local_date(at, zone)):
        raise Invalid({name: _(sentence) for name, sentence in problems.items()})


def _check_people(authority: UUID, absent: int, deputy: int, people: dict[int, User]) -> None:
    if absent == deputy:
        raise Invalid({"deputy": _("Nobody stands in for themselves. Choose a colleague.")})
    if absent not in people or not people[absent].is_active:
        raise Invalid({"absent": _("Choose who is away.")})
    if deputy not in people or not people[deputy].is_active:
        raise Invalid({"deputy": _("Choose who stands in.")})
    held: dict[int, set[str]] = {absent: set(), deputy: set()}
    for user, role in Membership.objects.filter(user__in=held, authority=authority, until=None).values_list(
        "user", "role"
    ):
        held[user].add(role)
    if not deputies.lendable(held[absent]):
        raise Invalid({"absent": _("Only a registrar, a case officer or a head is stood in for.")})
    if not deputies.fits(held[absent], held[deputy]):
        sentence = _("%(deputy)s does not hold a role here in which they could stand in for %(absent)s.")
        names = {"deputy": people[deputy].full_name, "absent": people[absent].full_name}
        raise Invalid({"deputy": sentence % names})


def _check_others(authority: UUID, absent: int, deputy: int, first: date, last: date) -> None:
    """One deputy at a time, and no deputy of a deputy."""
    others = Deputyship.objects.filter(authority=authority, ended_at=None, first__lte=last, last__gte=first)
    if others.filter(absent=absent).exists():
        raise Invalid(
            {"first": _("Somebody stands in on some of these days already. End that first, or choose other days.")}
        )
    if others.filter(absent=deputy).exists():
        raise Invalid({"deputy": _("This colleague is away on some of these days. Choose another.")})
    if others.filter(deputy=absent).exists():
        sentence = _("Who is away stands in for somebody else on some of these days. Name another deputy there first.")
        raise Invalid({"absent": sentence})
