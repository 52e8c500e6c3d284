"""Reminders by mail: how a person wants them, and the day's message, which names no case."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts.models import User
from comitas.cases.rules.words import say
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.core.text import N_
from comitas.duty.actions import post
from comitas.duty.models import Message, Reminding
from comitas.duty.rules import reminding
from comitas.duty.rules.reminding import Due
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

SET = kinds.declare("reminders.set", N_("Person {user} set their reminders by mail: {on}, at {hour} o’clock."))
REMINDED = kinds.declare("reminders.written", N_("A reminder to person {user} was written."))
OF_USE = timedelta(hours=16)
DIGEST = "reminder"


@transaction.atomic
def set_reminding(*, by: Actor, at: datetime, on: bool, hour: int) -> None:
    """Whether and at which local hour one is reminded."""
    access.require_in(by, "reminders:set")
    if not 0 <= hour <= 23:
        raise Invalid({"hour": _("Choose an hour of the day.")})
    Reminding.objects.update_or_create(user_id=by.id or 0, defaults={"on": on, "hour": hour})
    ledger.record(SET, by=by, at=at, payload={"user": by.id, "on": on, "hour": hour})


@transaction.atomic
def remind(*, by: Actor, at: datetime, user: int, day: date, due: Due) -> Message | None:
    """The one reminder of a day, in the person's language; None where it was written before, or there is nothing to say."""
    if not due:
        return None
    who = User.objects.get(pk=user)
    with translation.override(who.language):
        subject, body = _("Comitas: what is due today"), _body(due)
    made = post.write(
        at=at,
        once=f"{DIGEST}:{user}:{day.isoformat()}",
        kind=DIGEST,
        user=who,
        subject=subject,
        body=body,
        lasts=OF_USE,
    )
    if made is not None:
        ledger.record(REMINDED, by=by, at=at, payload={"user": user, "day": day.isoformat(), "message": str(made.pk)})
    return made


def _body(due: Due) -> str:
    said = [say(sentence, gettext, ngettext) for sentence in reminding.sentences(due)]
    sign_in = _("Sign in: %(address)s") % {"address": settings.ENV.url}
    why = _("This message says nothing of any case. You set it, or end it, under “Reminders and calendar”.")
    return "\n".join([*said, "", sign_in, "", why, ""])
