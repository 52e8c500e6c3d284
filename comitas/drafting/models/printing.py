"""Files that were printed: a case as one PDF, kept for a day."""

from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case
from comitas.core.ids import new_id
from comitas.documents.models import Object
from comitas.drafting.rules import printing


class Printout(models.Model):
    """One printing of a case. `chosen`: the ids of the placements wanted. `front`: what cover and timeline say, as JSON.

    The PDF lies in `file` until `expires_at`; `archival`: it was found to be PDF/A-2b.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    chosen = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=printing.WAITING)
    why = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    archival = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    front = models.OneToOneField(Object, models.PROTECT, null=True, related_name="+")
    file = models.OneToOneField(Object, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(printing.STATES)), name="drafting_printout_state"),
            models.CheckConstraint(
                condition=models.Q(state=printing.READY, file__isnull=False)
                | (~models.Q(state=printing.READY) & models.Q(file=None)),
                name="drafting_printout_file",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-asked_at"], name="drafting_printout_case"),
            models.Index(
                fields=["expires_at"], condition=~models.Q(state=printing.GONE), name="drafting_printout_expires"
            ),
        ]
