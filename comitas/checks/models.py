"""What officers said about findings, where their values were read, and the packs that authorities added to ours."""

from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case
from comitas.checks.rules.findings import STATUSES
from comitas.core.ids import new_id
from comitas.directory.models import Authority
from comitas.documents.models import Placement

LONGEST_REASON = 4_000
"""Characters of a reason: a page and a half. More belongs in a document."""


class Verdict(models.Model):
    """An officer's word about one finding. The last word on a rule counts, while the check still says what it was about."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=400)
    about = models.CharField(max_length=16)
    status = models.CharField(max_length=16)
    reason = models.TextField(max_length=LONGEST_REASON)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=list(STATUSES)), name="checks_verdict_status"),
            models.CheckConstraint(condition=models.Q(about__in=list(STATUSES)), name="checks_verdict_about"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="checks_verdict_reason"),
        ]
        indexes = [models.Index(fields=["case", "rule", "id"], name="checks_verdict_case")]


class Place(models.Model):
    """Where in a document a value of the case was read. `path` is that of the rules.

    `sealed` holds the value and the words, under the compartment's key: they are gone when the key is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    path = models.CharField(max_length=80)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    page = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(page__gte=1), name="checks_place_page")]


class StatePack(models.Model):
    """The requirements that an authority of ours adds for its State. The highest version is in force; an empty pack ends it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    table = models.JSONField()
    loaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "version"], name="checks_pack_version")]
