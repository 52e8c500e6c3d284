"""Break-glass: sight of a restricted compartment in an emergency. It ends by itself; nothing is written then."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import queries
from comitas.accounts.models import Compartment, EmergencyAccess
from comitas.accounts.rules import emergency
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

OPENED = kinds.declare(
    "emergency.opened", N_("Person {user} opened it in an emergency, by break-glass, until {until}.")
)
ENDED = kinds.declare("emergency.ended", N_("The emergency access of person {user} was ended."))


@transaction.atomic
def break_glass(*, by: Actor, at: datetime, compartment: UUID, reason: str) -> EmergencyAccess:
    """Sight of *compartment* for as long as the settings say. `NotThere` for whatever *by* may not open so, or sees anyway.

    By a role of one's own in its authority, never for who is recused. The reason is kept under the compartment's key.
    """
    Compartment.objects.select_for_update().filter(pk=compartment).first()
    if not queries.breakable(by).filter(pk=compartment).exists():
        raise NotThere(str(compartment))
    if problem := emergency.wrong_reason(reason):
        raise Invalid({"reason": _(problem)})
    until = at + timedelta(minutes=settings.BREAK_GLASS_MINUTES)
    made = EmergencyAccess.objects.create(compartment_id=compartment, user_id=by.id or 0, since=at, until=until)
    payload = {"emergency": str(made.pk), "user": by.id, "until": until.isoformat(timespec="seconds")}
    personal = {"reason": reason.strip()}
    ledger.record(OPENED, by=by, at=at, compartment=compartment, payload=payload, personal=personal)
    return made


@transaction.atomic
def end_emergency(*, by: Actor, at: datetime, emergency: UUID) -> None:
    """End it before its time: who took it, or the head. `Conflict` where it has ended."""
    found = queries.emergency_to_end(by, emergency)
    locked = EmergencyAccess.objects.select_for_update().get(pk=found.pk)
    if not locked.runs(at):
        raise Conflict(_("This has ended already."))
    EmergencyAccess.objects.filter(pk=found.pk).update(ended_at=at, ended_by=by.id)
    payload = {"emergency": str(found.pk), "user": found.user_id}
    ledger.record(ENDED, by=by, at=at, compartment=found.compartment_id, payload=payload)
