"""When an office of ours works: what it has set, and every single day counted from that."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.core.ids import new_id
from comitas.directory.models import Authority
from comitas.worklist.rules.public import LONGEST_NAME


class Timetable(models.Model):
    """What an authority has set. The one without an authority holds for all that have none of their own, and nobody changes it.

    `country` and `region`: whose public holidays hold (ISO 3166-1 and -2), "" for none. `rest`: days of the week, Monday is 0.
    `lengths`: numbers by the code of a limit; `switched`: whether it holds, where that is not as it comes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.OneToOneField(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=12, blank=True)
    rest = ArrayField(models.PositiveSmallIntegerField(), default=list)
    lengths = models.JSONField(default=dict)
    switched = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)


class OwnDay(models.Model):
    """A day that the authority has set itself: it rests, or it works although it would rest."""

    timetable = models.ForeignKey(Timetable, models.PROTECT, related_name="own_days")
    day = models.DateField()
    works = models.BooleanField(default=False)
    name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["timetable", "day"], name="worklist_own_day_once")]


class Day(models.Model):
    """One day of a timetable, derived: `number` counts the working days up to and with it, so that a statement can add them.

    `name`: of a day that is not what its weekday says.
    """

    timetable = models.ForeignKey(Timetable, models.CASCADE, related_name="days")
    day = models.DateField()
    works = models.BooleanField()
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=LONGEST_NAME, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["timetable", "day"], name="worklist_day_once")]
        indexes = [
            models.Index(fields=["timetable", "number"], condition=models.Q(works=True), name="worklist_day_number"),
            models.Index(fields=["timetable", "day"], condition=~models.Q(name=""), name="worklist_day_named"),
        ]
