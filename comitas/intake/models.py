"""What arrives: every item has an arrival number at once; a register entry when the registrar gives one."""

from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case
from comitas.core.ids import new_id
from comitas.directory.models import Authority, State
from comitas.intake.rules import numbers


class Counter(models.Model):
    """The last number given in a series of an authority and a year. Locked last of all, so that no number is skipped."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "series", "year"], name="intake_counter_once")]


class Arrival(models.Model):
    """One thing that arrived. Only sender, date and kind are asked for; everything else may wait.

    `urgent`: it cannot wait until the office opens; whoever is on duty is alerted.
    `received_on` is the local date of the office that received it; `written_on` stands on the letter. `once` is given by the
    form, so that a second click finds what the first one made.
    """

    class Stage(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        FORWARDED = "forwarded"
        RETURNED = "returned"
        TURNED_AWAY = "turned-away"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    once = models.UUIDField(unique=True)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=Stage.choices, default=Stage.WAITING)
    arrived_at = models.DateTimeField()
    received_on = models.DateField()
    written_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=30)
    channel = models.CharField(max_length=20, blank=True)
    note_verbale = models.CharField(max_length=80, blank=True)
    sender = models.CharField(max_length=300, blank=True)
    sender_authority = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    sender_state = models.ForeignKey(State, models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "serial"], name="intake_arrival_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "accepted", "forwarded", "returned", "turned-away"]),
                name="intake_arrival_state",
            ),
        ]
        indexes = [models.Index(fields=["authority", "state", "-year", "-serial"], name="intake_arrival_list")]

    @property
    def number(self) -> str:
        """As it is written: A-2026-0412."""
        return numbers.arrival_number(self.year, self.serial)


class RegisterEntry(models.Model):
    """The number in the register: gapless in a year, annulled with a reason, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    arrival = models.OneToOneField(Arrival, models.PROTECT, related_name="entry")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    given_at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True)
    annulled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "year", "serial"], name="intake_entry_number")]

    @property
    def number(self) -> str:
        """As it is written: 0412/2026."""
        return numbers.entry_number(self.year, self.serial)


class Proposed(models.Model):
    """What the rules read in an arrival's documents: a projection of the readings, written by the reader of the ledger alone.

    `items` are `rules.proposal.Proposal`s as JSON, each with the id of its placement.
    """

    arrival = models.OneToOneField(Arrival, models.CASCADE, primary_key=True, related_name="proposed")
    items = models.JSONField(default=list)
    made_at = models.DateTimeField()


class Mention(models.Model):
    """A reference or a name that an arrival mentions, folded: what a likely duplicate is found by."""

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["reference", "person"]), name="intake_mention_kind")
        ]
        indexes = [models.Index(fields=["folded", "kind"], name="intake_mention_folded")]
