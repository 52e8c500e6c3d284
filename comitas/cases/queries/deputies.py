"""What a deputy may not read of the cases of who is absent: restricted ones of which they are no reader, or from which they were recused."""

from typing import Any

from django.db.models import Q, QuerySet

from comitas.accounts import access
from comitas.accounts.models import Deputyship, LentReading, Reader, Recusal
from comitas.cases.models import Case
from comitas.core.actor import Actor


def lendable(actor: Actor, found: Deputyship) -> list[Case]:
    """The restricted open cases of the absent that *actor* may know and of which the deputy is no reader: to be lent one by one."""
    return list(_closed_to(actor, found).exclude(compartment__in=_recused(found)))


def withheld(actor: Actor, found: Deputyship) -> list[Case]:
    """The open cases of the absent that *actor* may know and the deputy may not: somebody else must be named for them."""
    lent = LentReading.objects.filter(deputyship=found).values("compartment")
    closed = Q(pk__in=_closed_to(actor, found).exclude(compartment__in=lent).values("pk"))
    return list(_of_the_absent(actor, found).filter(closed | Q(compartment__in=_recused(found))))


def _of_the_absent(actor: Actor, found: Deputyship) -> QuerySet[Case]:
    mine = Case.objects.filter(officer=found.absent_id, authority=found.authority_id, closed_on=None)
    return mine.filter(compartment__in=access.readable(actor)).order_by("year", "serial")


def _closed_to(actor: Actor, found: Deputyship) -> QuerySet[Case]:
    named = Reader.objects.filter(user=found.deputy_id, until=None).values("compartment")
    return _of_the_absent(actor, found).filter(compartment__restricted=True).exclude(compartment__in=named)


def _recused(found: Deputyship) -> QuerySet[Recusal, Any]:
    return Recusal.objects.filter(user=found.deputy_id, until=None).values("compartment")
