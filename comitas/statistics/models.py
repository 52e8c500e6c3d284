"""What is counted: a fact a case, its movements, and the days on which something went out. Only `readers` writes here."""

from django.db import models

from comitas.cases.rules.status import EXITS
from comitas.statistics.rules.balance import ENTRIES, LEAVINGS


class CaseFact(models.Model):
    """What the figures need of one case. Restricted cases are here as well: figures count them.

    `counts`: it is a request, not an enquiry, a draft or information. `compartment` says to whom its details are known.
    `transmitted_on` and `answered_on` are the first that stand of all its parts; an answer may be partial. `sent_on`: a request of
    ours left then; one that never did is in no stock.
    `parts` and `persons` say how many the case has; they are never added up with requests.
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
    acknowledged_on = models.DateField(null=True)
    transmitted_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=30, blank=True)
    parts = models.PositiveIntegerField(default=0)
    persons = models.PositiveIntegerField(default=0)

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
