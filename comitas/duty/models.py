"""Messages that leave, reminders and calendar links of people, the rota of an authority, and its alerts."""

from datetime import time

from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.core.ids import new_id
from comitas.directory.models import Authority
from comitas.duty.rules import alerts, post, reminding, rota
from comitas.intake.models import Arrival


class Message(models.Model):
    """One mail, kept until it has left. `once` says what it is about, so that the same is never written twice.

    `unsure`: tries that were cut off, after which nobody knows whether it arrived. Nothing of a case stands in it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    once = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    address = models.EmailField()
    subject = models.CharField(max_length=150)
    body = models.TextField()
    written_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=post.WAITING)
    begun_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    unsure = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=post.STATES), name="duty_message_state")]
        indexes = [models.Index(fields=["state", "written_at"], name="duty_message_state_list")]


class Reminding(models.Model):
    """How a person is reminded; who has no row is reminded at the usual hour."""

    user = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="+")
    on = models.BooleanField(default=True)
    hour = models.PositiveSmallIntegerField(default=reminding.HOUR)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(hour__lte=23), name="duty_reminding_hour")]


class Feed(models.Model):
    """The secret link of a person's calendar: only the digest of its token is kept, so that nobody can read it here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    digest = models.BinaryField(unique=True)
    numbers = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(withdrawn_at=None), name="duty_feed_once")
        ]


class Terms(models.Model):
    """What an authority has set about duty: when somebody is alerted, how long one waits, when turns change.

    `phone`: the mail address of the duty phone, such as that of a gateway to short messages; "" for none.
    """

    authority = models.OneToOneField(Authority, models.PROTECT, primary_key=True, related_name="+")
    when = models.CharField(max_length=10, default=rota.NEVER)
    opens = models.TimeField(default=time(8))
    closes = models.TimeField(default=time(18))
    changes = models.TimeField(default=time(8))
    minutes = models.PositiveSmallIntegerField(default=rota.MINUTES)
    phone = models.EmailField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(when__in=list(rota.WHEN)), name="duty_terms_when")]


class Turn(models.Model):
    """Who is on duty for one local day, from one change to the next."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    line = models.PositiveSmallIntegerField(choices=rota.LINES.items())
    day = models.DateField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    begins = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "line", "day"], name="duty_turn_once"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("begins")), name="duty_turn_period"),
        ]


class Alert(models.Model):
    """An urgent arrival of which somebody is told. `step`: how far it went. It is over once the arrival was opened."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    arrival = models.OneToOneField(Arrival, models.PROTECT, related_name="+")
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=0)
    exhausted = models.BooleanField(default=False)
    over_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["authority", "-raised_at"], name="duty_alert_list")]


class Call(models.Model):
    """Somebody who was alerted, at which step; `in_place_of`: for whom they stood in on the rota."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="calls")
    step = models.PositiveSmallIntegerField(choices=alerts.STEPS.items())
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    in_place_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "step", "user"], name="duty_call_once")]
