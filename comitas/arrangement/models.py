"""Arrangements of our authorities: proposed, in force, and as they were before. No word of any case stands in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.accounts.models import User
from comitas.core.ids import new_id
from comitas.directory.models import Authority

LONGEST_NAME = 200
PROPOSED, IN_FORCE, DROPPED, KEPT = "proposed", "in-force", "dropped", "kept"
STATES = (PROPOSED, IN_FORCE, DROPPED, KEPT)
"""`kept`: what stood before another one took effect, so that one can go back to it."""


class Arrangement(models.Model):
    """`body`: the subjects as `rules.file` reads them. `taken`: those that were put into force. The rest of a row never changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    once = models.UUIDField(unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    body = models.JSONField()
    state = models.CharField(max_length=8, default=PROPOSED)
    taken = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    brought_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(STATES)), name="arrangement_state"),
            models.CheckConstraint(
                condition=models.Q(state__in=[PROPOSED, KEPT], ended_at=None)
                | models.Q(state__in=[IN_FORCE, DROPPED], ended_at__isnull=False),
                name="arrangement_ended",
            ),
        ]
        indexes = [models.Index(fields=["authority", "-brought_at", "-id"], name="arrangement_list")]
