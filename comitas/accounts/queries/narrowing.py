"""Reading what an authority takes from its roles, and who may do what in one case."""

from uuid import UUID

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.accounts.models import Membership, Narrowing, User
from comitas.accounts.queries.people import actor_of
from comitas.accounts.rules import narrowing as rules
from comitas.accounts.rules.permissions import PERMISSIONS
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere

NARROW = "roles:narrow"


def narrowed(actor: Actor, authority: UUID) -> set[rules.Pair]:
    """What is taken from the roles of *authority* now."""
    access.require_in(actor, NARROW, authority)
    return set(Narrowing.objects.filter(authority=authority, until=None).values_list("role", "permission"))


def narrowings(actor: Actor, authority: UUID) -> QuerySet[Narrowing]:
    """What was ever taken, the newest first; to be paged."""
    access.require_in(actor, NARROW, authority)
    found = Narrowing.objects.filter(authority=authority).select_related("set_by", "ended_by")
    return found.order_by("-since", "-id")


def able(actor: Actor, compartment: UUID) -> dict[str, list[str]]:
    """By permission that an authority may narrow: who of it may do that in one thing, which *actor* may read, by name."""
    place = access.readable(actor).filter(pk=compartment).first()
    if place is None:
        raise NotThere(str(compartment))
    names: dict[str, list[str]] = {name: [] for name in rules.OPEN if PERMISSIONS[name].content}
    here = Membership.objects.filter(authority=place.authority_id, until=None).values("user")
    for user in User.objects.filter(pk__in=here, is_active=True).order_by("full_name", "id"):
        who = actor_of(user)
        if access.can_read(who, compartment):
            mine = access.permissions(who, place.authority_id)
            for name in names.keys() & mine:
                names[name].append(user.full_name)
    return names
