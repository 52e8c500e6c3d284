"""A case, its parts, the steps each took, the persons, offences, references and links."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.rules import numbers
from comitas.cases.rules.codes import MEASURES, PERSON_CATEGORIES, PERSON_ROLES
from comitas.cases.rules.states import STATES
from comitas.core.ids import new_id
from comitas.directory.models import Authority, State


class Counter(models.Model):
    """The last case number of an authority and a year. Locked last of all."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="cases_counter_once")]


class Case(models.Model):
    """The file about one request or other matter.

    `kind` is a code of what arrived; only those that count as requests enter the figures as such. Transmitting, requesting and
    conducting authority are three things. `standing` and `due` are derived by the actions from the parts, for the register.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.OneToOneField(Compartment, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    side = models.CharField(max_length=8, default="incoming")
    kind = models.CharField(max_length=30)
    counts = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    state_from = models.ForeignKey(State, models.PROTECT, null=True, blank=True, related_name="+")
    requesting = models.CharField(max_length=300, blank=True)
    requesting_authority = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    transmitting = models.CharField(max_length=300, blank=True)
    conducting = models.CharField(max_length=300, blank=True)
    conducting_functions = models.CharField(max_length=300, blank=True)
    proceeding_kind = models.CharField(max_length=20, blank=True)
    subject = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    procedure = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    received_on = models.DateField()
    written_on = models.DateField(null=True, blank=True)
    wanted_by = models.DateField(null=True, blank=True)
    wanted_because = models.CharField(max_length=300, blank=True)
    urgent = models.BooleanField(default=False)
    urgent_because = models.CharField(max_length=300, blank=True)
    confidential = models.BooleanField(default=False)
    officer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_on = models.DateField(null=True, blank=True)
    last_told_on = models.DateField(null=True, blank=True)
    last_told_by = models.CharField(max_length=20, blank=True)
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    in_custody = models.BooleanField(default=False)
    due = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "serial"], name="cases_case_number"),
            models.CheckConstraint(condition=models.Q(side__in=["incoming", "outgoing"]), name="cases_case_side"),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, outcome="") | models.Q(closed_on__isnull=False), name="cases_case_outcome"
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "-year", "-serial", "-id"], name="cases_case_list"),
            models.Index(fields=["officer", "closed_on", "-year", "-serial"], name="cases_case_officer"),
            models.Index(fields=["state_from", "-year", "-serial"], name="cases_case_state"),
            models.Index(fields=["due"], condition=models.Q(closed_on=None), name="cases_case_due"),
        ]

    @property
    def number(self) -> str:
        return numbers.case_number(self.year, self.serial)


class Part(models.Model):
    """One measure asked for, with its persons, its authority and its own life. `state` is written by `take_step` alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=1)
    coercive = models.BooleanField(null=True)
    description = models.CharField(max_length=500)
    bases = models.JSONField(default=list)
    state = models.CharField(max_length=24, default="received")
    executing = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    their_number = models.CharField(max_length=80, blank=True)
    deadline = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)
    ground = models.CharField(max_length=20, blank=True)
    result = models.TextField(blank=True)
    court = models.CharField(max_length=300, blank=True)
    remedy_until = models.DateField(null=True, blank=True)
    suspensive = models.BooleanField(default=False)
    remedy_lodged = models.BooleanField(default=False)
    final_on = models.DateField(null=True, blank=True)
    transmitted_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    state_since = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_part_number"),
            models.CheckConstraint(condition=models.Q(measure__in=list(MEASURES)), name="cases_part_measure"),
            models.CheckConstraint(condition=models.Q(state__in=list(STATES)), name="cases_part_state"),
        ]
        indexes = [models.Index(fields=["executing", "state"], name="cases_part_executing")]


class StepTaken(models.Model):
    """One step of a part, in the order taken. `before` holds the columns that it changed, so that a correction restores them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    part = models.ForeignKey(Part, models.PROTECT, related_name="steps")
    serial = models.PositiveIntegerField()
    step = models.CharField(max_length=30)
    state_before = models.CharField(max_length=24)
    state_after = models.CharField(max_length=24)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    data = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "serial"], name="cases_step_serial")]


class Person(models.Model):
    """A natural or legal person of one case. `protected`: the address is shown to nobody who need not know it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="persons")
    parts = models.ManyToManyField(Part, related_name="persons", blank=True)
    natural = models.BooleanField(default=True)
    name = models.CharField(max_length=200)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    folded = models.CharField(max_length=1200)
    role = models.CharField(max_length=20, default="subject")
    category = models.CharField(max_length=20, default="other")
    born = models.DateField(null=True, blank=True)
    nationality = models.CharField(max_length=80, blank=True)
    identity_document = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=300, blank=True)
    protected = models.BooleanField(default=False)
    custody_place = models.CharField(max_length=200, blank=True)
    custody_since = models.DateField(null=True, blank=True)
    custody_review = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=list(PERSON_ROLES)), name="cases_person_role"),
            models.CheckConstraint(condition=models.Q(category__in=list(PERSON_CATEGORIES)), name="cases_person_category"),
            models.CheckConstraint(condition=~models.Q(name=""), name="cases_person_name"),
        ]
        indexes = [GinIndex(OpClass("folded", name="gin_trgm_ops"), name="cases_person_folded")]


class Offence(models.Model):
    """An offence: as the request cites it, ours, and an article of the Convention where one applies."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="offences")
    cited = models.CharField(max_length=300)
    provision = models.CharField(max_length=200, blank=True)
    penalty = models.CharField(max_length=200, blank=True)
    ours = models.CharField(max_length=200, blank=True)
    uncac = models.CharField(max_length=2, blank=True)


class Reference(models.Model):
    """Somebody's number for the matter. Found whatever the punctuation: `folded` holds letters and digits only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="references")
    text = models.CharField(max_length=120)
    folded = models.CharField(max_length=120)
    owner = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "folded", "owner"], name="cases_reference_once")]
        indexes = [GinIndex(OpClass("folded", name="gin_trgm_ops"), name="cases_reference_folded")]


class Link(models.Model):
    """One case that has to do with another of the same readers."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="cases_link_once"),
            models.CheckConstraint(condition=~models.Q(case=models.F("other")), name="cases_link_other"),
        ]
