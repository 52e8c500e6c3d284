"""Who reaches a part without reading its case: the authority that executes it. And in whose place a deputy acts."""

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.accounts.models import Recusal
from comitas.accounts.rules.roles import EXECUTING
from comitas.cases.models import Case, Part
from comitas.cases.rules.families import FAMILIES
from comitas.core.actor import Actor

IN_HAND = tuple({state for family in FAMILIES.values() for state in family.in_hand})
"""States in which the executing authority has a part in hand, or has just reported on it."""


def given(actor: Actor) -> QuerySet[Part]:
    """The parts that an authority of *actor* executes, where *actor* is its executing officer.

    What is restricted goes to that authority by letter, and to nobody's screen there.
    """
    mine = access.authorities_with(actor, (EXECUTING,))
    recused = Recusal.objects.filter(user=actor.id, until=None).values("compartment")
    parts = Part.objects.filter(executing__in=mine, state__in=IN_HAND, case__closed_on=None)
    return parts.filter(case__compartment__restricted=False).exclude(case__compartment__in=recused)


def acting(by: Actor, case: Case, permission: str = "") -> Actor:
    """*by*, as the ledger names them in this case: for its absent officer, or for whose role alone lets them do *permission*."""
    return access.acting(by, case.authority_id, case.officer_id, permission)
