"""A take-over, its rows, and which numbers of old registers are here already."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case
from comitas.core.ids import new_id
from comitas.directory.models import Authority
from comitas.documents.models import Placement
from comitas.takeover.rules import stages


class Takeover(models.Model):
    """One file of an old register on its way into the house. What it says is known to the readers of its compartment.

    `register` names the old register: the numbers in it are its own. `shape`: encoding, separator, sheet, sheets. `columns`,
    `orders`, `words`, `defaults`: what was said about the file (`rules.rows.Settings`). `by`: who asked for the work of the present
    stage, and `since` when. The same `once` again is the same take-over.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    once = models.UUIDField(unique=True)
    compartment = models.OneToOneField(Compartment, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    register = models.CharField(max_length=120)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    workbook = models.BooleanField(default=False)
    shape = models.JSONField(default=dict)
    headings = ArrayField(models.TextField(), default=list)
    columns = models.JSONField(default=dict)
    orders = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    defaults = models.JSONField(default=dict)
    stage = models.CharField(max_length=12, default=stages.READING)
    refusal = models.CharField(max_length=30, blank=True)
    rows = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=list(stages.STAGES)), name="takeover_stage"),
            models.CheckConstraint(condition=~models.Q(register=""), name="takeover_register"),
        ]
        indexes = [models.Index(fields=["-begun_at", "-id"], name="takeover_list")]


class Row(models.Model):
    """One row of the file: the line on which it begins, its cells until it is taken over, and what was found about it.

    `key` is the old number as numbers are compared; `problems` are `[code, column, values]`; `case` what became of it.
    """

    takeover = models.ForeignKey(Takeover, models.CASCADE, related_name="+")
    line = models.PositiveIntegerField()
    cells = ArrayField(models.TextField(), default=list)
    key = models.CharField(max_length=120, blank=True)
    verdict = models.CharField(max_length=8, default=stages.UNSEEN)
    problems = models.JSONField(default=list)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["takeover", "line"], name="takeover_row_once"),
            models.CheckConstraint(condition=models.Q(verdict__in=list(stages.VERDICTS)), name="takeover_row_verdict"),
        ]
        indexes = [
            models.Index(fields=["takeover", "verdict", "line"], name="takeover_row_found"),
            models.Index(fields=["takeover", "key", "line"], name="takeover_row_key"),
        ]


class Origin(models.Model):
    """A number of an old register that is here: no number comes twice, whoever takes it over, in however many files."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    register = models.CharField(max_length=120)
    key = models.CharField(max_length=120)
    case = models.OneToOneField(Case, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "register", "key"], name="takeover_origin_once")]
