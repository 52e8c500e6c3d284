"""Letters. The text is editable while a letter is a draft; from approval on, the letter is its PDF."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case, Part
from comitas.core.ids import new_id
from comitas.directory.models import Authority
from comitas.documents.models import Placement
from comitas.drafting.rules import life, numbers
from comitas.drafting.rules.dispatches import DISPATCHES
from comitas.drafting.rules.kinds import KINDS, LANGUAGES

LONGEST_BODY = 30_000
"""Characters of a letter's text: some twelve pages. More belongs in an enclosure."""


class Letter(models.Model):
    """One letter of a case. Never deleted: a draft that is not wanted is dropped.

    `to_authority` is the directory's entry, where there is one; name and address are kept as they were written. `still_open`
    is what a partial answer says is to come; `answer_by` the day by which an answer is asked for, `expected_on` the one on
    which ours is expected. `self_approved`: the same person drafted and approved, as happens in a small office. `pdf` is the
    document that was approved. `scan`: the same signed by hand on `signed_on`; `on_paper`: this is the approval.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    language = models.CharField(max_length=2)
    parts = models.ManyToManyField(Part, related_name="+", blank=True)
    to_authority = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    to_name = models.CharField(max_length=300, blank=True)
    to_address = models.TextField(max_length=1_000, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(max_length=LONGEST_BODY, blank=True)
    enclosures = models.TextField(max_length=4_000, blank=True)
    still_open = models.TextField(max_length=4_000, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, default=life.DRAFT)
    note = models.TextField(max_length=4_000, blank=True)
    version = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    self_approved = models.BooleanField(default=False)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_on = models.DateField(null=True, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    pdf = models.OneToOneField(Placement, models.PROTECT, null=True, blank=True, related_name="+")
    scan = models.OneToOneField(Placement, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    on_paper = models.BooleanField(default=False)
    scanned_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "serial"], name="drafting_letter_number"),
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="drafting_letter_kind"),
            models.CheckConstraint(condition=models.Q(language__in=list(LANGUAGES)), name="drafting_letter_language"),
            models.CheckConstraint(condition=models.Q(state__in=list(life.STATES)), name="drafting_letter_state"),
            models.CheckConstraint(
                condition=models.Q(state__in=life.FROZEN, pdf__isnull=False, approved_at__isnull=False)
                | (~models.Q(state__in=life.FROZEN) & models.Q(pdf=None, approved_at=None)),
                name="drafting_letter_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(state=life.SENT, sent_on__isnull=False)
                | (~models.Q(state=life.SENT) & models.Q(sent_on=None)),
                name="drafting_letter_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(scan=None, signed_on=None, scanned_at=None, on_paper=False)
                | models.Q(
                    scan__isnull=False, signed_on__isnull=False, scanned_at__isnull=False, state__in=life.FROZEN
                ),
                name="drafting_letter_scan",
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at"],
                condition=models.Q(state__in=(life.SUBMITTED, life.APPROVED)),
                name="drafting_letter_waiting",
            ),
            models.Index(fields=["sent_on"], condition=models.Q(state=life.SENT), name="drafting_letter_posted"),
        ]

    @property
    def number(self) -> str:
        return numbers.letter_number(self.case.number, self.serial)


class Enclosure(models.Model):
    """A document of the case that goes with a letter. `passed`: rules that bar it and that the head passed, `because` why."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="enclosed")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    passed = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    because = models.TextField(max_length=4_000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "placement"], name="drafting_enclosure_once")]


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
