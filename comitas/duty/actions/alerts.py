"""Alerts: an urgent arrival is told to whoever is on duty, then to the second line, then to the head, until somebody opens it.

Nothing of the arrival stands in the message. Who may not know of it is not told that there is anything.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from comitas.accounts.models import User
from comitas.core import jobs
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.duty import queries
from comitas.duty.actions import post
from comitas.duty.models import Alert, Call, Terms
from comitas.duty.rules import alerts
from comitas.intake.models import Arrival
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

RAISED = kinds.declare("alert.raised", N_("Arrival {number} was alerted to {users}, step {step}."))
OPENED = kinds.declare(
    "alert.opened", N_("Arrival {number} was opened by person {user} {minutes} minutes after the alert.")
)
DECIDED = kinds.declare("alert.decided", N_("Arrival {number} was decided on {minutes} minutes after the alert."))
NOBODY = kinds.declare("alert.nobody-left", N_("Arrival {number} lies unopened, and nobody is left to be alerted."))
LASTS = timedelta(hours=24)
ALERT = "alert"


@transaction.atomic
def raise_alert(*, by: Actor, at: datetime, arrival: UUID) -> Alert | None:
    """Alert whoever is on duty to an arrival, if it is urgent and the authority wants that now. Once for each arrival."""
    found = queries.to_be_alerted(by, arrival, at)
    if found is None:
        return None
    Alert.objects.bulk_create(
        [Alert(arrival=found, compartment_id=found.compartment_id, authority_id=found.authority_id, raised_at=at)],
        ignore_conflicts=True,
    )
    made = Alert.objects.select_for_update().get(arrival=found)
    if made.step == 0 and not made.exhausted:
        _on(made, found, by, at)
    return made


@transaction.atomic
def escalate(*, by: Actor, at: datetime, alert: UUID, step: int) -> None:
    """The time of *step* is over: note who has opened the arrival, or alert the next. Twice is once."""
    found = Alert.objects.select_for_update().filter(pk=alert).first()  # none where its arrival was destroyed
    if found is None or found.over_at is not None or found.step != step:
        return
    arrival = Arrival.objects.get(pk=found.arrival_id)
    opened = queries.first_opening(found)
    if opened is not None:
        _over(found, arrival, by, opened.at, OPENED, opened.user)
    elif arrival.state != Arrival.Stage.WAITING:
        _over(found, arrival, by, at, DECIDED, None)
    elif not found.exhausted:
        _on(found, arrival, by, at)


def _on(found: Alert, arrival: Arrival, by: Actor, at: datetime) -> None:
    """Alert those of the next step who may know of it."""
    terms = Terms.objects.get(pk=found.authority_id)
    able = queries.to_be_called(found, at)
    step = alerts.next_step(found.step, able)
    told: dict[str, object] = {"number": arrival.number, "alert": str(found.pk), "authority": str(found.authority_id)}
    if step is None:
        Alert.objects.filter(pk=found.pk).update(exhausted=True)
        ledger.record(NOBODY, by=by, at=at, compartment=found.compartment_id, payload=told)
        return
    people, rings = able[step - 1], bool(terms.phone) and found.step == 0 and queries.may_ring(found, at)
    Alert.objects.filter(pk=found.pk).update(step=step)
    for one in people:
        Call.objects.create(alert=found, step=step, user=one.user, in_place_of=one.in_place_of, at=at)
        _write(found, step, one.user, at)
    if rings:
        _write(found, step, people[0].user, at, terms.phone)
    jobs.defer("duty.escalate", when=at + timedelta(minutes=terms.minutes), alert=str(found.pk), step=step)
    told |= {"step": step, "users": [one.user.pk for one in people], "phone": rings}
    if away := {str(one.user.pk): one.in_place_of.pk for one in people if one.in_place_of}:
        told["in_place_of"] = away
    ledger.record(RAISED, by=by, at=at, compartment=found.compartment_id, payload=told)


def _write(found: Alert, step: int, user: User, at: datetime, phone: str = "") -> None:
    with translation.override(user.language):
        subject = _("Comitas: something urgent has arrived")
        body = _("Something urgent has arrived and waits for you. Sign in: %(address)s") % {"address": settings.ENV.url}
    once = f"{ALERT}:{found.pk}:{step}:{'phone' if phone else user.pk}"
    post.write(at=at, once=once, kind=ALERT, user=user, subject=subject, body=f"{body}\n", lasts=LASTS, address=phone)


def _over(found: Alert, arrival: Arrival, by: Actor, at: datetime, kind: kinds.Kind, user: int | None) -> None:
    Alert.objects.filter(pk=found.pk).update(over_at=at, opened_by=user)
    told: dict[str, object] = {"number": arrival.number, "alert": str(found.pk), "authority": str(found.authority_id)}
    told |= {"minutes": alerts.minutes_between(found.raised_at, at)} | ({"user": user} if user else {})
    ledger.record(kind, by=by, at=at, compartment=found.compartment_id, payload=told)
