"""Break-glass: the restricted case whose number was typed, and the numbers of those that were opened so. Numbers alone, no content."""

from collections.abc import Collection
from uuid import UUID

from comitas.accounts import queries as accounts
from comitas.cases.models import Case
from comitas.cases.rules import numbers as written
from comitas.core.actor import Actor


def breakable_number(actor: Actor, authority: UUID, words: str) -> Case | None:
    """The one restricted case of *authority* with that full number, if *actor* may open it in an emergency."""
    number = written.said_number(words)
    if number is None or not number[0]:
        return None
    found = Case.objects.filter(authority=authority, compartment__in=accounts.breakable(actor))
    return found.only("id", "year", "serial", "compartment").filter(year=number[0], serial=number[1]).first()


def emergency_numbers(actor: Actor, compartments: Collection[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Case and number of each compartment into which there was an emergency that *actor* is told of. Others are left out."""
    told = accounts.emergencies(actor).filter(compartment__in=compartments).values("compartment")
    found = Case.objects.filter(compartment__in=told).only("id", "year", "serial", "compartment").order_by("id")
    return {case.compartment_id: (case.pk, case.number) for case in found}
