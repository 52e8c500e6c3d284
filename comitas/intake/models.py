"""What arrives: every item has an arrival number at once; a register entry when the registrar gives one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case
from comitas.core.ids import new_id
from comitas.directory.models import Authority, State
from comitas.documents.models import Document
from comitas.intake.rules import numbers, sources


class Counter(models.Model):
    """The last number given in a series of an authority and a year. Locked last of all, so that no number is skipped."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "series", "year"], name="intake_counter_once")]


class Source(models.Model):
    """A folder that is watched, or a mailbox: what arrives there is taken by itself. Set by whoever administers; shows no content.

    `secret` holds passwords and tokens, sealed under the house key; no page and no line of the ledger ever has them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    channel = models.CharField(max_length=20, blank=True)
    arrival_kind = models.CharField(max_length=30)
    restricted = models.BooleanField(default=False)
    readers = ArrayField(models.IntegerField(), default=list)  # people's ids; accounts never deletes one
    enters = models.BooleanField(default=False)  # a number in the register at once
    active = models.BooleanField(default=True)
    folder = models.CharField(max_length=120, blank=True)
    keeps = models.BooleanField(default=True)  # what was taken stays in the folder's "taken"
    host = models.CharField(max_length=253, blank=True)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=10, default=sources.TLS)
    user_name = models.CharField(max_length=254, blank=True)
    mailbox = models.CharField(max_length=200, default="INBOX")
    after = models.CharField(max_length=10, default=sources.LEAVE)
    moves_to = models.CharField(max_length=200, blank=True)
    takes_old = models.BooleanField(default=True)
    signs_in = models.CharField(max_length=10, default=sources.PASSWORD)
    client_id = models.CharField(max_length=300, blank=True)
    token_url = models.CharField(max_length=500, blank=True)
    scope = models.CharField(max_length=500, blank=True)
    secret = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="intake_source_name"),
            models.UniqueConstraint(
                fields=["folder"], condition=models.Q(kind=sources.FOLDER), name="intake_source_folder"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=list(sources.KINDS)), name="intake_source_kind"),
        ]


class Standing(models.Model):
    """How a source stands; written by whoever looks at it. `uid_done`: up to where a mailbox was taken, under `uid_validity`."""

    source = models.OneToOneField(Source, models.CASCADE, primary_key=True, related_name="standing")
    due_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    well_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=20, blank=True)  # a code of rules.sources.TROUBLES
    figures = models.JSONField(default=dict)  # what its sentence names
    waiting = models.PositiveIntegerField(default=0)
    uid_validity = models.PositiveBigIntegerField(null=True)
    uid_done = models.PositiveBigIntegerField(default=0)
    stumbled_on = models.PositiveBigIntegerField(default=0)
    stumbles = models.PositiveSmallIntegerField(default=0)


class LeftOut(models.Model):
    """One thing that a source has and that was not taken, with its reason. Neither its name nor its subject: only where to look."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.CASCADE, related_name="left_out")
    at = models.DateTimeField()
    reason = models.CharField(max_length=20)  # a code of rules.sources.REASONS
    size = models.PositiveBigIntegerField(default=0)
    uid_validity = models.PositiveBigIntegerField(null=True)
    uid = models.PositiveBigIntegerField(null=True)
    lay_since = models.DateTimeField(null=True)
    dealt_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "uid_validity", "uid"], name="intake_left_out_message"),
        ]
        indexes = [
            models.Index(fields=["source", "at"], condition=models.Q(dealt_at=None), name="intake_left_out_open")
        ]


class Unsettled(models.Model):
    """A message that is safe here and not yet marked or moved on its server."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="unsettled")
    uid_validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "uid_validity", "uid"], name="intake_unsettled_once"),
        ]


class Arrival(models.Model):
    """One thing that arrived. Only sender, date and kind are asked for; everything else may wait.

    `urgent`: it cannot wait until the office opens; whoever is on duty is alerted.
    `received_on` is the local date of the office that received it; `written_on` stands on the letter. `once` is given by the
    form, so that a second click finds what the first one made. `divided_from`: the scan that this letter was part of.
    """

    class Stage(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        FORWARDED = "forwarded"
        RETURNED = "returned"
        TURNED_AWAY = "turned-away"
        DIVIDED = "divided"

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
    divided_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="arrivals")
    passed_on_at = models.DateTimeField(
        null=True
    )  # to the readers of a restricted case that it belongs to, unseen by others
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "serial"], name="intake_arrival_number"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["waiting", "accepted", "forwarded", "returned", "turned-away", "divided"]
                ),
                name="intake_arrival_state",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "state", "-year", "-serial"], name="intake_arrival_list"),
            models.Index(
                fields=["source", "arrived_at"], condition=models.Q(source__isnull=False), name="intake_arrival_source"
            ),
        ]

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


class MailId(models.Model):
    """An identifier that a mail bears: its own, or one of those that it answers. A projection of the documents that were kept.

    `folded` is the SHA-256 of the identifier: what one compares, and of one length whatever a sender makes up.
    """

    OWN, ANSWERED = "own", "answered"

    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    folded = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "folded"], name="intake_mail_id_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["own", "answered"]), name="intake_mail_id_kind"),
        ]
        indexes = [models.Index(fields=["folded", "kind"], name="intake_mail_id_folded")]
