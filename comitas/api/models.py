"""Accounts of machines, their tokens, and what was done once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.accounts.models import User
from comitas.core.ids import new_id
from comitas.directory.models import Authority


class Machine(models.Model):
    """The account of a program: a row among the people, with roles like theirs, that nobody signs in with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(User, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=300)
    made_at = models.DateTimeField()


class Token(models.Model):
    """What opens the door for a machine. Only its digest is kept, so that nobody can read it here.

    `scopes`: names of `rules.scopes.SCOPES`. `ended_at`: withdrawn before it expired. `follows`: the one that it replaced.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    machine = models.ForeignKey(Machine, models.PROTECT, related_name="tokens")
    digest = models.BinaryField(unique=True)
    hint = models.CharField(max_length=8)
    scopes = ArrayField(models.CharField(max_length=30))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(expires_at__gte=models.F("made_at")), name="api_token_period"),
        ]
        indexes = [models.Index(fields=["machine", "-made_at", "-id"], name="api_token_list")]


class Done(models.Model):
    """What was done under an idempotency key, so that the same request again does nothing. No content: `result` is an id."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    asked = models.BinaryField()
    result = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="api_done_once")]
        indexes = [models.Index(fields=["at"], name="api_done_age")]
