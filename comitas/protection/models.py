"""Retention, legal holds, hand-overs to archives, destructions with their certificates, requests of persons.

`Destruction`, `Number` and `Counter` hold no personal value and outlive what was destroyed.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case
from comitas.core.ids import new_id
from comitas.directory.models import Authority, State
from comitas.protection.rules import destruction as rules
from comitas.protection.rules import persons, retention


class Schedule(models.Model):
    """One version of how long an authority keeps things of a kind that ended in a way; the highest number is in force.

    `kind` and `outcome` are codes, "" for every one. `months` None: from this version on nothing is destroyed by this row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    number = models.PositiveIntegerField()
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    archive = models.BooleanField(default=False)
    cited = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "outcome", "number"], name="protection_schedule_version"
            ),
            models.CheckConstraint(
                condition=models.Q(months=None) | models.Q(months__lte=retention.MOST_MONTHS),
                name="protection_schedule_months",
            ),
        ]


class Hold(models.Model):
    """A legal hold: as long as it stands, nothing of the compartment is destroyed. `until` None: until somebody lifts it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    until = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    lifted_because = models.CharField(max_length=500, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="protection_hold_reason")]
        indexes = [
            models.Index(
                fields=["compartment", "until"], condition=models.Q(lifted_at=None), name="protection_hold_stands"
            )
        ]


class Handover(models.Model):
    """A hand-over to archives. `sha256` is that of its manifest, which names the digest of every file in it; `size` their bytes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    archive = models.CharField(max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()
    receipt = models.CharField(max_length=200, blank=True)
    received_on = models.DateField(null=True, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(receipt="", received_on=None)
                | ~models.Q(receipt="") & models.Q(received_on__isnull=False),
                name="protection_handover_receipt",
            )
        ]
        indexes = [models.Index(fields=["compartment", "-made_at"], name="protection_handover_of")]


class Counter(models.Model):
    """The last certificate of an authority and a year. Locked last of all."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="protection_counter_once")]


class Destruction(models.Model):
    """A destruction and, once it is done, its certificate. It holds no personal value, and it stays.

    `places`: the compartments destroyed, the one it is about first; no foreign keys, as nothing of them needs to be there.
    `kind`, `outcome`, `ended_on`: of what was destroyed, as codes. `counts`: how many of what. `archived`: the archives' receipt.
    `reapplied_at`: a backup from before was restored, and it was destroyed again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    place = models.UUIDField()
    places = ArrayField(models.UUIDField(), default=list)
    subject = models.CharField(max_length=10)
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=30, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    restricted = models.BooleanField(default=False)
    ground = models.CharField(max_length=12)
    cited = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=rules.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    counts = models.JSONField(default=dict)
    archived = models.JSONField(default=dict)
    reapplied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "serial"], name="protection_certificate_number"),
            models.UniqueConstraint(
                fields=["place"], condition=models.Q(state__in=rules.RUNNING), name="protection_destruction_running"
            ),
            models.CheckConstraint(condition=models.Q(state__in=list(rules.STATES)), name="protection_state"),
            models.CheckConstraint(condition=models.Q(ground__in=list(rules.GROUNDS)), name="protection_ground"),
            models.CheckConstraint(condition=models.Q(subject__in=list(rules.SUBJECTS)), name="protection_subject"),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")),
                name="protection_two_persons",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=rules.DONE)
                | models.Q(serial__isnull=False, done_at__isnull=False, year__isnull=False),
                name="protection_certified",
            ),
        ]
        indexes = [models.Index(fields=["authority", "-proposed_at", "-id"], name="protection_destruction_list")]

    @property
    def certificate(self) -> str:
        """The certificate's number, "" as long as there is none."""
        return rules.certificate_number(self.year, self.serial) if self.year and self.serial else ""


class Number(models.Model):
    """A number of ours whose thing was destroyed: whoever accounts for every number finds it here. `series`: "case" and so on."""

    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="numbers")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    series = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    text = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "series", "year", "serial"], name="protection_number_once")
        ]
        indexes = [models.Index(fields=["text"], name="protection_number_text")]


class PersonRequest(models.Model):
    """A request of a person about data held of them, handled in a case of its own kind.

    `searched_at`: the last time; what was found is nowhere kept. `consulted`: the State whose data they may be.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    right = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    born = models.DateField(null=True, blank=True)
    identity_document = models.CharField(max_length=80, blank=True)
    asks = models.TextField(max_length=4_000, blank=True)
    identity = models.CharField(max_length=12, blank=True)
    identity_how = models.CharField(max_length=300, blank=True)
    consulted = models.ForeignKey(State, models.PROTECT, null=True, blank=True, related_name="+")
    consulted_on = models.DateField(null=True, blank=True)
    heard_on = models.DateField(null=True, blank=True)
    heard = models.TextField(max_length=4_000, blank=True)
    searched_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=16, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    because = models.TextField(max_length=4_000, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(right__in=list(persons.RIGHTS)), name="protection_right"),
            models.CheckConstraint(condition=models.Q(identity__in=list(persons.IDENTITY)), name="protection_identity"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_on=None)
                | models.Q(answer__in=list(persons.ANSWERS), answered_on__isnull=False),
                name="protection_answer",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="protection_person_name"),
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="protection_person_list")]


class Hint(models.Model):
    """For the head alone: the search for a person touched something that whoever searched may not see. It does not say what."""

    request = models.OneToOneField(PersonRequest, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
