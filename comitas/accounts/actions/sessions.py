"""Ending sessions: all of a person at once, by a new round that every older session lacks, wherever it is kept."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F

from comitas.accounts import access
from comitas.accounts.models import User
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

SIGNED_OUT = kinds.declare("person.signed-out", N_("Every session of person {user} was ended."))


@transaction.atomic
def end_sessions(*, by: Actor, at: datetime, user: int) -> None:
    """Sign a person out everywhere: a device was stolen, or somebody sits at it who should not. For who administers their authorities."""
    access.require_everywhere(by, "people:manage", user)
    if not User.objects.filter(pk=user).exists():
        raise NotThere(str(user))
    end_all(user)
    ledger.record(SIGNED_OUT, by=by, at=at, payload={"user": user})


def end_all(user: int) -> None:
    """Within another action: a role ended, an account was closed, a factor was reset."""
    User.objects.filter(pk=user).update(session_round=F("session_round") + 1)
    for session in UserSession.objects.filter(user=user):
        session.end()
