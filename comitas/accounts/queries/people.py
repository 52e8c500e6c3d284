"""Reading people and compartments."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from comitas.accounts import access
from comitas.accounts.access import Ours
from comitas.accounts.models import Compartment, Deputyship, LentReading, Membership, Reader, Recusal, User
from comitas.accounts.rules.permissions import roles_for
from comitas.accounts.rules.roles import CONTENT
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.directory.models import Authority


def actor_of(user: User) -> Actor:
    """The actor that a signed-in person is."""
    return Actor("user", user.pk, user.full_name)


def oneself(actor: Actor) -> User:
    """The row of the person that *actor* is; `NotThere` for a part of the program."""
    found = User.objects.filter(pk=actor.id).first() if actor.id else None
    if found is None:
        raise NotThere(str(actor))
    return found


def own_authorities(actor: Actor) -> list[Ours]:
    """Our authorities in which *actor* holds a role, by name."""
    found = {each.authority for each in access.held(actor)}
    return sorted(found, key=lambda authority: (authority.name, authority.pk))


def people(actor: Actor) -> QuerySet[User]:
    """Everybody, for an administrator."""
    access.require_in(actor, "people:manage")
    return User.objects.order_by("full_name", "id")


def person(actor: Actor, user_id: int) -> User:
    """One person, for an administrator."""
    found = people(actor).filter(pk=user_id).first()
    if found is None:
        raise NotThere(str(user_id))
    return found


def memberships_of(actor: Actor, user_id: int) -> QuerySet[Membership]:
    """A person's roles, ended ones too, for an administrator."""
    access.require_in(actor, "people:manage")
    return Membership.objects.filter(user=user_id).select_related("authority").order_by("-since", "role")


def colleagues(actor: Actor, authority: UUID) -> QuerySet[User]:
    """Who could be named a reader or given a case: people with a content role in *authority*, where *actor* has a role too."""
    access.require_in(actor, "home:see", authority)
    held = Membership.objects.filter(authority=authority, until=None, role__in=CONTENT).values("user")
    return User.objects.filter(pk__in=held, is_active=True).order_by("full_name", "id")


def readers(actor: Actor, compartment: UUID) -> QuerySet[Reader]:
    """Who is named to read a compartment that *actor* may read."""
    if not access.can_read(actor, compartment):
        raise NotThere(str(compartment))
    return Reader.objects.filter(compartment=compartment, until=None).select_related("user").order_by("user__full_name")


def recusals(actor: Actor, compartment: UUID) -> QuerySet[Recusal]:
    """Who is kept out of a compartment that *actor* may read."""
    if not access.can_read(actor, compartment):
        raise NotThere(str(compartment))
    return (
        Recusal.objects.filter(compartment=compartment, until=None).select_related("user").order_by("user__full_name")
    )


def compartment(actor: Actor, compartment_id: UUID) -> Compartment:
    """A compartment that *actor* may read."""
    found = access.readable(actor).filter(pk=compartment_id).first()
    if found is None:
        raise NotThere(str(compartment_id))
    return found


def own_memberships(actor: Actor) -> list[Membership]:
    """The roles that *actor* holds now, with their authorities."""
    return list(access.memberships(actor).select_related("authority").order_by("authority__name", "role"))


def roles_of(actor: Actor, users: list[int]) -> dict[int, list[str]]:
    """The roles that each of *users* holds now, for an administrator: one query for a whole list."""
    access.require_in(actor, "people:manage")
    held: dict[int, list[str]] = {}
    for user, role in (
        Membership.objects.filter(user__in=users, until=None).values_list("user", "role").order_by("role")
    ):
        held.setdefault(user, []).append(role)
    return held


def keeps_deputies(actor: Actor, authority: UUID) -> bool:
    """Whether *actor* names deputies for others in *authority*: by a role of their own, not one that they stand in."""
    own = access.own_roles(actor, authority)
    return actor.kind == "system" or not own.isdisjoint(roles_for("deputies:keep"))


def deputyships(actor: Actor) -> QuerySet[Deputyship]:
    """Those that *actor* is told of, the latest first: their own, those in which they stand in, and all where they keep them."""
    keeps = [authority.pk for authority in own_authorities(actor) if keeps_deputies(actor, authority.pk)]
    mine = Q(absent=actor.id or 0) | Q(deputy=actor.id or 0) | Q(authority__in=keeps)
    found = Deputyship.objects.all() if actor.kind == "system" else Deputyship.objects.filter(mine)
    return found.select_related("absent", "deputy", "authority", "named_by").order_by("-first", "-id")


def deputyship(actor: Actor, deputyship_id: UUID) -> Deputyship:
    """One of them, or `NotThere`."""
    found = deputyships(actor).filter(pk=deputyship_id).first()
    if found is None:
        raise NotThere(str(deputyship_id))
    return found


def absences(actor: Actor, authority: UUID, today: date) -> list[Deputyship]:
    """Who is away in *authority* on that day, and who stands in, for whoever works there."""
    access.require_in(actor, "deputy:name", authority)
    found = Deputyship.objects.filter(authority=authority, ended_at=None, first__lte=today, last__gte=today)
    return list(found.select_related("absent", "deputy").order_by("absent__full_name"))


def deputies_with(authority: UUID, roles: Collection[str]) -> list[int]:
    """Who holds one of *roles* in *authority* today by standing in for somebody."""
    today = clock.local_date(clock.now(), Authority.objects.values_list("time_zone", flat=True).get(pk=authority))
    found = Deputyship.objects.filter(authority=authority, ended_at=None, first__lte=today, last__gte=today)
    able = [actor for user in found.values_list("deputy", flat=True).distinct() if (actor := actor_named(user))]
    return [
        one.id
        for one in able
        if one.id
        and any(each.lent and each.role in roles and each.authority.pk == authority for each in access.held(one))
    ]


def absent_between(authority: UUID, people: Collection[int], first: date, last: date) -> list[Deputyship]:
    """Who of *people* is away in *authority* on some of those days, with their deputies; a later absence after an earlier one.

    Only what runs then: the deputy works there still, and both may sign in.
    """
    works_here = Membership.objects.filter(authority=authority, until=None, role__in=CONTENT).values("user")
    found = Deputyship.objects.filter(
        authority=authority, absent__in=people, ended_at=None, first__lte=last, last__gte=first, absent__is_active=True,
        deputy__is_active=True, deputy__in=works_here,
    )  # fmt: skip
    return list(found.select_related("deputy").order_by("first", "pk"))


def lent(actor: Actor, deputyship_id: UUID) -> set[UUID]:
    """The compartments that the deputy may read by it; for the absent person, who chose them."""
    found = deputyship(actor, deputyship_id)
    if found.absent_id != actor.id:
        raise NotThere(str(deputyship_id))
    return set(LentReading.objects.filter(deputyship=found).values_list("compartment", flat=True))


def actor_named(user_id: int) -> Actor | None:
    """The actor that a person is; None for who cannot sign in."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return actor_of(user) if user else None
