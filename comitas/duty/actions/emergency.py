"""Telling at once that a restricted case was opened in an emergency: to the head, their deputy, the auditor and its readers."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from comitas.accounts import queries as accounts
from comitas.accounts.models import User
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.duty.actions import post
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

TOLD = kinds.declare("emergency.told", N_("{users} were told of the emergency access of person {user}."))
EMERGENCY = "emergency"
LASTS = timedelta(days=3)
RECENT = timedelta(days=1)
"""An emergency that is older is no news: lines may be read again years later."""


@transaction.atomic
def tell_of_emergency(*, by: Actor, at: datetime, emergency: UUID) -> list[int]:
    """A message to each who is to know, once; returns to whom. Nothing of the case stands in it, not even its number."""
    found = accounts.emergency(emergency)
    if at - found.since > RECENT:
        return []
    written = [user.pk for user in accounts.to_be_told(found) if _write(found.pk, user, at)]
    if written:
        told = {"emergency": str(found.pk), "user": found.user_id, "users": written}
        ledger.record(TOLD, by=by, at=at, compartment=found.compartment_id, payload=told)
    return written


def _write(emergency: UUID, user: User, at: datetime) -> bool:
    with translation.override(user.language):
        subject = _("Comitas: a restricted case was opened in an emergency")
        body = _("Somebody opened a restricted case in an emergency. Who, which and why, you read there: %(address)s")
        body %= {"address": settings.ENV.url}
    once = f"{EMERGENCY}:{emergency}:{user.pk}"
    made = post.write(at=at, once=once, kind=EMERGENCY, user=user, subject=subject, body=f"{body}\n", lasts=LASTS)
    return made is not None
