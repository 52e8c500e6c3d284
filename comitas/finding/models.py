"""What is searched, and kept views of the register. Only `readers` writes entries."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from comitas.accounts.models import User
from comitas.core.ids import new_id
from comitas.directory.models import Authority
from comitas.finding.rules.kinds import KINDS


class Entry(models.Model):
    """One thing that can be found: a case, a page of a document (page 0 is its name), a person, a letter, a reference.

    `thing` is its id, a placement's for a document. No text is kept here: what is shown is fetched where it stands, by who may read
    it. `names` are those of a person in the form in which they are compared, `numbers` references without punctuation, each between
    blanks. Plain ids and no foreign keys: destroying a thing waits for nobody here, and what is left over is seen by no one.
    """

    kind = models.CharField(max_length=10)
    thing = models.UUIDField()
    page = models.PositiveIntegerField(default=0)
    compartment = models.UUIDField()
    since = models.DateTimeField()
    words = SearchVectorField()
    names = models.TextField(blank=True)
    numbers = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "thing", "page"], name="finding_entry_once"),
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="finding_entry_kind"),
        ]
        indexes = [
            models.Index(fields=["compartment"], name="finding_entry_compartment"),
            GinIndex(fields=["words"], name="finding_entry_words"),
            GinIndex(OpClass("names", name="gin_trgm_ops"), condition=~models.Q(names=""), name="finding_entry_names"),
            GinIndex(
                OpClass("numbers", name="gin_trgm_ops"), condition=~models.Q(numbers=""), name="finding_entry_numbers"
            ),
        ]


class KeptView(models.Model):
    """Filters of the register under a name: of one person or, with `team`, of everybody who reads the register of the authority.

    `asked` is the query of its address.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    team = models.BooleanField(default=False)
    name = models.CharField(max_length=60)
    asked = models.CharField(max_length=1000)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"], condition=models.Q(team=False), name="finding_view_own_name"
            ),
            models.UniqueConstraint(
                fields=["authority", "name"], condition=models.Q(team=True), name="finding_view_team_name"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="finding_view_named"),
        ]
