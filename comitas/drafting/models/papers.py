"""A request of ours from its review on, and every time that it left."""

from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case, Part
from comitas.core.ids import new_id
from comitas.documents.models import Placement
from comitas.drafting.rules.dispatches import DISPATCHES


class Paper(models.Model):
    """A request of ours from its review on: one for each round, and one for each supplement.

    `seal` says what was submitted, so that nobody approves something else. `file` is what leaves: the PDF made here, or the
    requester's own file (then `word` is empty). `self_approved`: nobody but who submitted it has read it, as happens in a small office.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField()
    parts = models.ManyToManyField(Part, related_name="+")
    language = models.CharField(max_length=2)
    seal = models.CharField(max_length=32)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    self_approved = models.BooleanField(default=False)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(max_length=4_000, blank=True)
    file = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="+")
    word = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "serial"], name="drafting_paper_number"),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(returned_at=None, approved_at=None),
                name="drafting_paper_one_in_review",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_at=None, file=None)
                | models.Q(approved_at__isnull=False, file__isnull=False),
                name="drafting_paper_approved",
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at"],
                condition=models.Q(returned_at=None, approved_at=None),
                name="drafting_paper_waiting",
            )
        ]


class Dispatch(models.Model):
    """One time that a request of ours left: advance copy, original or another copy are one request by several ways.

    `proof`: the receipt or printout of the tracking, a document of the case. `undone_at`: it was recorded by mistake.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="dispatches")
    kind = models.CharField(max_length=10)
    channel = models.CharField(max_length=20)
    on = models.DateField()
    to = models.CharField(max_length=300, blank=True)
    tracking = models.CharField(max_length=120, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    proof = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=list(DISPATCHES)), name="drafting_dispatch_kind"),
            models.CheckConstraint(
                condition=models.Q(delivered_on=None) | models.Q(delivered_on__gte=models.F("on")),
                name="drafting_dispatch_delivered",
            ),
        ]
