"""Break-glass: what may be opened so, who did, and who is told."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from comitas.accounts import access
from comitas.accounts.models import Compartment, EmergencyAccess, Membership, Reader, Recusal, User
from comitas.accounts.queries.people import deputies_with
from comitas.accounts.rules.emergency import SHOWN_FOR
from comitas.accounts.rules.permissions import roles_for
from comitas.accounts.rules.roles import AUDITOR, HEAD
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.ledger import queries as ledger
from comitas.ledger.models import Line
from comitas.ledger.rules import canonical

OPENED = "emergency.opened"
MOST_SHOWN = 5


def breakable_in(actor: Actor) -> list[access.Ours]:
    """Our authorities in which *actor* may break the glass: by a role of their own, not one in which they stand in."""
    able = roles_for("case:break-glass")
    found = {each.authority for each in access.held(actor) if each.lent is None and each.role in able}
    return sorted(found, key=lambda authority: (authority.name, authority.pk))


def breakable(actor: Actor) -> QuerySet[Compartment]:
    """What *actor* may open in an emergency: restricted, in such an authority, not seen anyway, and they are not recused."""
    return Compartment.objects.filter(
        restricted=True, authority__in=[authority.pk for authority in breakable_in(actor)]
    ).exclude(Q(pk__in=access.readable(actor)) | Q(pk__in=_recused(actor)))


def emergencies(actor: Actor) -> QuerySet[EmergencyAccess]:
    """Those that *actor* is told of: where they see to it or are a named reader, unless they are recused; and their own."""
    named = Reader.objects.filter(user=actor.id or 0, until=None).values("compartment")
    seen = Q(compartment__in=access.audited(actor, "emergencies:see")) | Q(compartment__in=named)
    found = EmergencyAccess.objects.filter(seen & ~Q(compartment__in=_recused(actor)) | Q(user=actor.id or 0))
    return found.select_related("user", "ended_by", "compartment").order_by("-since", "-id")


def fresh_emergencies(actor: Actor, at: datetime) -> list[EmergencyAccess]:
    """Those of the last days, for the home page: the newest few, and one's own while they run."""
    shown = Q(since__gte=at - SHOWN_FOR) & ~Q(user=actor.id or 0) | Q(user=actor.id or 0, ended_at=None, until__gt=at)
    return list(emergencies(actor).filter(shown)[:MOST_SHOWN])


def emergencies_into(actor: Actor, compartment: UUID) -> list[EmergencyAccess]:
    """The last ones into a compartment that *actor* may read, for its page of who may see it."""
    if not access.can_read(actor, compartment):
        raise NotThere(str(compartment))
    found = EmergencyAccess.objects.filter(compartment=compartment).select_related("user", "ended_by")
    return list(found.order_by("-since", "-id")[:MOST_SHOWN])


def emergency_to_end(actor: Actor, emergency: UUID) -> EmergencyAccess:
    """One that *actor* may end: their own, or as the head in person, who is not recused. `NotThere` for every other."""
    found = emergencies(actor).filter(pk=emergency).first()
    if found is None or not may_end(actor, found):
        raise NotThere(str(emergency))
    return found


def may_end(actor: Actor, found: EmergencyAccess) -> bool:
    """Whether *actor*, who is told of it, may end it."""
    return found.user_id == actor.id or HEAD in access.own_roles(actor, found.compartment.authority_id)


def reasons(found: Sequence[EmergencyAccess]) -> dict[UUID, str]:
    """Why each was opened, for whoever is told of it; left out where the compartment's key was destroyed. Two statements."""
    lines = Line.objects.filter(kind=OPENED, compartment__in={one.compartment_id for one in found})
    personal = ledger.personal_of(list(lines))
    told: dict[UUID, str] = {}
    for line in lines:
        payload: dict[str, Any] = canonical.decode(bytes(line.canonical)).payload
        if reason := personal.get(line.pk, {}).get("reason"):
            told[UUID(payload["emergency"])] = reason
    return told


def to_be_told(found: EmergencyAccess) -> list[User]:
    """Head, deputies of the head, auditors of the authority, and the readers: without who opened it and who is recused."""
    authority = found.compartment.authority_id
    seeing = Membership.objects.filter(authority=authority, until=None, role__in=(HEAD, AUDITOR))
    readers = Reader.objects.filter(compartment=found.compartment_id, until=None)
    able: Collection[int] = {
        *seeing.values_list("user", flat=True),
        *readers.values_list("user", flat=True),
        *deputies_with(authority, (HEAD,)),
    }
    recused = Recusal.objects.filter(compartment=found.compartment_id, until=None).values("user")
    people = User.objects.filter(pk__in=able, is_active=True).exclude(pk__in=recused).exclude(pk=found.user_id)
    return list(people.order_by("pk"))


def emergency(emergency_id: UUID) -> EmergencyAccess:
    """One of them, for the part of the program that tells of it."""
    return EmergencyAccess.objects.select_related("compartment", "user").get(pk=emergency_id)


def _recused(actor: Actor) -> QuerySet[Recusal, UUID]:
    return Recusal.objects.filter(user=actor.id or 0, until=None).values_list("compartment", flat=True)
