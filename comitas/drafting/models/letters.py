"""Letters. The text is editable while a letter is a draft; from approval on, the letter is its PDF."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case, Part
from comitas.core.ids import new_id
from comitas.directory.models import Authority
from comitas.documents.models import Object, Placement
from comitas.drafting.rules import languages, life, numbers
from comitas.drafting.rules.kinds import KINDS

LONGEST_BODY = 30_000
"""Characters of a letter's text: some twelve pages. More belongs in an enclosure."""


class Letter(models.Model):
    """One letter of a case. Never deleted: a draft that is not wanted is dropped.

    `to_authority` is the directory's entry, where there is one; name and address are kept as they were written. `still_open`
    is what a partial answer says is to come; `answer_by` the day by which an answer is asked for, `expected_on` the one on
    which ours is expected. `self_approved`: the same person drafted and approved, as happens in a small office. `pdf` is the
    document that was approved. `scan`: the same signed by hand on `signed_on`; `on_paper`: this is the approval.
    `word`: the letter as a Word file, where it is written in Word; `word_text` what stands in that. `word_filled`:
    what it was last filled with (`rules.word.Filling`), so that later changes of the letter are carried into it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    language = models.CharField(max_length=languages.LONGEST)
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
    word = models.OneToOneField(Object, models.PROTECT, null=True, blank=True, related_name="+")
    word_text = models.TextField(blank=True)
    word_filled = models.JSONField(default=dict, blank=True)
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
    def said(self) -> str:
        """What the letter says, wherever it is written."""
        return self.word_text if self.word_id else self.body

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
