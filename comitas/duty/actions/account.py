"""Telling people by mail what happened to their own account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from comitas.accounts.models import User
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.duty.actions import post
from comitas.duty.rules.account import TOLD
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

NOTED = kinds.declare("account.told", N_("Person {user} was told: {about}."))
ACCOUNT = "account"
LASTS = timedelta(days=3)
RECENT = timedelta(days=1)
"""Lines that are read again years later, by a rebuilt reader, tell nobody anything."""


@transaction.atomic
def tell_person(*, by: Actor, at: datetime, user: int, about: str, line: int, happened: datetime) -> bool:
    """One message for one line of the ledger of the kind *about*; False where it was written before, is no news, or the account is closed."""
    if at - happened > RECENT:
        return False
    who = User.objects.filter(pk=user, is_active=True).first()
    if who is None:
        return False
    with translation.override(who.language):
        subject, body = (_(words) for words in TOLD[about])
        where = _("Sign in: %(address)s") % {"address": settings.ENV.url}
    once, text = f"{ACCOUNT}:{line}", f"{body}\n\n{where}\n"
    made = post.write(at=at, once=once, kind=ACCOUNT, user=who, subject=subject, body=text, lasts=LASTS)
    if made is not None:
        ledger.record(NOTED, by=by, at=at, payload={"user": user, "about": about, "message": str(made.pk)})
    return made is not None
