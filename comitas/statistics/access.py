"""Whose figures a person reads, and how exactly: figures tell no more of a restricted case than its readers may know."""

from uuid import UUID

from comitas.accounts import access
from comitas.accounts.rules.permissions import roles_for
from comitas.accounts.rules.roles import STATISTICIAN
from comitas.core.actor import Actor
from comitas.directory.models import Authority
from comitas.statistics.models import CaseFact


def authorities(actor: Actor) -> list[UUID]:
    """Our authorities whose figures *actor* may read; raises `Denied` when there is none."""
    access.require_in(actor, "figures:read")
    if actor.kind == "system":
        return list(Authority.objects.filter(ours=True).values_list("pk", flat=True))
    return access.authorities_with(actor, roles_for("figures:read"))


def exact(actor: Actor, scope: list[UUID]) -> bool:
    """Whether *actor* may see small figures as they are.

    A statistician and the program itself may. Others may where they can read every case that is counted: else the difference between a figure
    and what they can count would tell what a restricted case is about, so they see what may be published.
    """
    counting = access.authorities_with(actor, (STATISTICIAN,))
    others = CaseFact.objects.filter(authority__in=scope).exclude(authority__in=counting)
    return actor.kind == "system" or not others.exclude(compartment__in=access.readable(actor)).exists()
