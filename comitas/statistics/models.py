"""What is counted: a fact a case, its movements and stays, their sums, its parts, offences and steps. Only `readers` writes these.

And, apart from them, the tables that were published, which nobody ever changes.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.cases.rules.status import EXITS
from comitas.core.ids import new_id
from comitas.statistics.rules.balance import ENTRIES, LEAVINGS, NOT_A_REQUEST

INSERT_ONLY = ("statistics_publication",)
"""The application's role may insert into and select from these, nothing else."""


class CaseFact(models.Model):
    """What the figures need of one case. Restricted cases are here as well: figures count them.

    `counts`: it is a request, not an enquiry, a draft or information. `compartment` says to whom its details are known.
    `transmitted_on` and `answered_on` are the first that stand of all its parts; an answer may be partial. `sent_on`: a request of
    ours left then; one that never did is in no stock.
    `parts` and `persons` say how many the case has; they are never added up with requests. `officer`: who has it now.
    `came_on`: the day of its first movement; None where it never was in the stock, or nobody knows.
    `imported`: taken over from an earlier register. Then `received_on` may be unknown; one that was closed on an unknown day has
    an outcome and no `closed_on`. Open is what has no outcome.
    """

    case = models.UUIDField(primary_key=True)
    compartment = models.UUIDField()
    authority = models.UUIDField()
    side = models.CharField(max_length=8)
    kind = models.CharField(max_length=30)
    counts = models.BooleanField()
    state = models.CharField(max_length=2, blank=True)
    imported = models.BooleanField(default=False, db_default=False)
    received_on = models.DateField(null=True)
    came_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    transmitted_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=30, blank=True)
    parts = models.PositiveIntegerField(default=0)
    persons = models.PositiveIntegerField(default=0)
    urgent = models.BooleanField(default=False, db_default=False)
    officer = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on=None, outcome="")
                | models.Q(closed_on__isnull=False, outcome__in=list(EXITS))
                | models.Q(imported=True, outcome__in=list(EXITS)),
                name="statistics_fact_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(imported=True) | models.Q(received_on__isnull=False),
                name="statistics_fact_day_known",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "received_on"], name="statistics_fact_received"),
            models.Index(fields=["authority", "side"], condition=models.Q(outcome=""), name="statistics_fact_open"),
        ]


class Movement(models.Model):
    """A request enters the stock or leaves it. `position` is the ledger's; `said` the day that the line gives.

    `day` is the one counted by: the same, moved where a life would otherwise leave before it came (`rules.lives`).
    `imported`: it happened before the take-over, and the earlier register says when.
    """

    position = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(CaseFact, models.CASCADE, related_name="movements")
    kind = models.CharField(max_length=16)
    said = models.DateField()
    day = models.DateField()
    imported = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=[*ENTRIES, *LEAVINGS]), name="statistics_movement_kind")
        ]
        indexes = [
            models.Index(fields=["day", "kind"], name="statistics_movement_day"),
            models.Index(fields=["case", "day", "position"], name="statistics_movement_life"),
        ]


class Stay(models.Model):
    """The time of one request in the stock, from a movement in to the next one out; `left_by` is "" while it stays.

    What a count asks of the case stands here as well, so that a million stays are counted in one pass over one table.
    `position` is that of the movement in.
    """

    position = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(CaseFact, models.CASCADE, related_name="stays")
    authority = models.UUIDField()
    side = models.CharField(max_length=8)
    kind = models.CharField(max_length=30)
    state = models.CharField(max_length=2, blank=True)
    entered_by = models.CharField(max_length=16)
    entered_on = models.DateField()
    left_by = models.CharField(max_length=16, blank=True)
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left_by="", left_on=None)
                | models.Q(left_by__in=list(LEAVINGS), left_on__gte=models.F("entered_on")),
                name="statistics_stay_left",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "side", "entered_on", "left_on"], name="statistics_stay_span"),
            models.Index(
                fields=["entered_on"], condition=models.Q(left_by=NOT_A_REQUEST), name="statistics_stay_mistaken"
            ),
        ]


class Flow(models.Model):
    """How many requests of a kind moved in a month: the sum of the stays, kept as they change, so that no table adds up a million rows.

    `month`: its first day; `movement`: a key of `ENTRIES` or `LEAVINGS`. There is no row of 0.
    """

    authority = models.UUIDField()
    side = models.CharField(max_length=8)
    kind = models.CharField(max_length=30)
    month = models.DateField()
    movement = models.CharField(max_length=16)
    number = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "side", "kind", "month", "movement"], name="statistics_flow_once"
            )
        ]


class Sending(models.Model):
    """A step by which a part went to an executing authority, an answer left or came, or a request of ours left. A correction of the step removes the row."""

    step = models.UUIDField(primary_key=True)
    case = models.ForeignKey(CaseFact, models.CASCADE, related_name="sendings")
    what = models.CharField(max_length=12)
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(what__in=["transmission", "answer", "request"]), name="statistics_sending_what"
            )
        ]


class PartFact(models.Model):
    """What a part asks, where it stands, and with which executing authority it is or was last; None where with none."""

    part = models.UUIDField(primary_key=True)
    case = models.ForeignKey(CaseFact, models.CASCADE, related_name="part_facts")
    measure = models.CharField(max_length=12)
    state = models.CharField(max_length=24, blank=True)
    executing = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["executing"], name="statistics_part_executing")]


class OffenceFact(models.Model):
    """An offence of a case by the article of the Convention against Corruption; "" where none was named."""

    offence = models.UUIDField(primary_key=True)
    case = models.ForeignKey(CaseFact, models.CASCADE, related_name="offences")
    uncac = models.CharField(max_length=2, blank=True)


class StepFact(models.Model):
    """A step of a part that stands; one that was corrected is gone, and the correction is a row of its own.

    `position` is the ledger's. `ground`: of a refusal or a postponement. `authority`: to which it went. `passed`: gates that the head
    passed with reasons. `same_hand`: who decided had also prepared.
    """

    step = models.UUIDField(primary_key=True)
    case = models.ForeignKey(CaseFact, models.CASCADE, related_name="steps")
    part = models.UUIDField()
    position = models.BigIntegerField()
    code = models.CharField(max_length=30)
    on = models.DateField()
    ground = models.CharField(max_length=20, blank=True)
    authority = models.UUIDField(null=True)
    passed = ArrayField(models.CharField(max_length=40), default=list)
    same_hand = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["code", "on"], name="statistics_step_code"),
            models.Index(fields=["part", "position"], name="statistics_step_part"),
        ]


class Publication(models.Model):
    """The stock-flow table of a period as it was published: `shown` with small figures left out, `counted` as it was then.

    Both by side, kind and the names of `rules.tables.COLUMNS`. `position`: how far the ledger was counted. `number` counts the
    publications of the same table from 1: what changes later is published anew, beside the first.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.UUIDField()
    period = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    shown = models.JSONField()
    counted = models.JSONField()
    position = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "period", "number"], name="statistics_publication_once")
        ]


class Noted(models.Model):
    """A line of the ledger that an auditor asks for, in one of the lists of `rules.audit`. `on`: when it took effect, by universal time."""

    list = models.CharField(max_length=20)
    position = models.BigIntegerField()
    compartment = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    on = models.DateField()
    detail = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "position"], name="statistics_noted_once")]
        indexes = [models.Index(fields=["list", "on"], name="statistics_noted_list")]
