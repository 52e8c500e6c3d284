"""The ledger's tables. The application's role may insert into and select from `INSERT_ONLY`, nothing else."""

from django.db import models

INSERT_ONLY = ("ledger_line", "ledger_order", "ledger_epoch", "ledger_reading")


class Key(models.Model):
    """The key of one compartment, wrapped under the instance's key. Destroyed: the row stays, the key is gone."""

    compartment = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=True, destroyed_at__isnull=False)
                | models.Q(wrapped__isnull=False, destroyed_at__isnull=True),
                name="ledger_key_present_or_destroyed",
            )
        ]


class Epoch(models.Model):
    """One life of the database. A restore begins a new one: transaction ids of an older epoch mean nothing any more."""

    number = models.IntegerField(primary_key=True)
    begun_at = models.DateTimeField()
    reason = models.TextField()


class Line(models.Model):
    """One thing that happened. `canonical` is what counts; the other columns repeat it for finding, and verify compares."""

    id = models.BigIntegerField(primary_key=True)
    epoch = models.IntegerField()
    xact = models.BigIntegerField()  # the writing transaction: orders lines within an epoch
    chain = models.UUIDField()
    number = models.BigIntegerField()
    kind = models.TextField()
    compartment = models.UUIDField(null=True)
    case = models.UUIDField(null=True)
    part = models.UUIDField(null=True)
    actor = models.TextField()
    recorded_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    canonical = models.BinaryField()
    digest = models.BinaryField()
    personal = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="ledger_line_chain")]
        indexes = [
            models.Index(fields=["epoch", "xact", "id"], name="ledger_line_commit"),
            models.Index(fields=["case", "id"], name="ledger_line_case"),
            models.Index(fields=["compartment", "id"], name="ledger_line_compartment"),
        ]


class Order(models.Model):
    """The one gap-free order that every reader follows."""

    position = models.BigIntegerField(primary_key=True)
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="order", db_constraint=False)
    epoch = models.IntegerField()
    xact = models.BigIntegerField()
    running = models.BinaryField()


class ReaderPosition(models.Model):
    """How far a projection has read."""

    name = models.TextField(primary_key=True)
    position = models.BigIntegerField(default=0)


class Reading(models.Model):
    """Who opened, searched, downloaded or printed what (Directive (EU) 2016/680, article 25). No part of the chain."""

    class Manner(models.TextChoices):
        OPEN = "open"
        SEARCH = "search"
        DOWNLOAD = "download"
        PRINT = "print"

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.TextField()
    manner = models.TextField(choices=Manner.choices)
    subject = models.TextField()  # "case 0197…", "document 0197…", "search": no personal value
    compartment = models.UUIDField(null=True)
    authority = models.UUIDField(null=True)  # of what is about no compartment: where a search was made
    sealed = models.BinaryField(null=True)  # what was searched for, under the house key

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "id"], name="ledger_reading_compartment"),
            models.Index(fields=["actor", "id"], name="ledger_reading_actor"),
            models.Index(
                fields=["authority", "id"],
                condition=models.Q(authority__isnull=False),
                name="ledger_reading_authority",
            ),
        ]
