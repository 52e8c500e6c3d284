"""A password that somebody else gave: good for signing in once more, and then for nothing but choosing one's own."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts.actions.sessions import end_all
from comitas.accounts.models import User
from comitas.accounts.rules import passwords
from comitas.core.actor import Actor
from comitas.core.refusals import Denied, Invalid, NotThere
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

GIVEN = kinds.declare("person.password-given", N_("Person {user} was given a new first password."))


@transaction.atomic
def give_password(*, by: Actor, at: datetime, user: int) -> str:
    """A password was forgotten: a new one by chance, which is returned once and lies nowhere. Every session ends.

    For whoever administers every authority in which the person holds a role, and not for oneself. The second factor is asked for as before.
    """
    access.require_everywhere(by, "people:manage", user)
    found = User.objects.select_for_update().filter(pk=user).first()
    if found is None:
        raise NotThere(str(user))
    if by.id == user:
        raise Denied(_("Your own password you change yourself, with the old one."))
    if found.email.endswith(passwords.NO_MAIL):
        raise Invalid({"user": _("This is the account of a program, which signs in with its tokens alone.")})
    given = passwords.first_password(secrets.choice)
    found.set_password(given)
    User.objects.filter(pk=user).update(password=found.password, password_given=True, version=F("version") + 1)
    end_all(user)
    ledger.record(GIVEN, by=by, at=at, payload={"user": user})
    return given
