"""What an authority writes its letters on and with: letterheads, wordings, clauses. No word of any case stands in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.accounts.models import User
from comitas.core.ids import new_id
from comitas.directory.models import Authority
from comitas.drafting.rules import clauses, languages
from comitas.drafting.rules.kinds import KINDS

SHIPPED, TEXT, WORD = "shipped", "text", "word"


class Letterhead(models.Model):
    """One version of an authority's letterhead; the newest is in force. `words`: by language, then by `rules.letterhead` key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    words = models.JSONField(default=dict)
    emblem = models.BinaryField(default=b"")
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="drafting_letterhead_version")]


class Wording(models.Model):
    """One version of what letters of a kind say in a language; the newest is in force.

    `form`: "text" (subject and body), "word" (`file`, a Word template), or "shipped", which goes back to the program's own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    language = models.CharField(max_length=languages.LONGEST)
    number = models.PositiveIntegerField()
    form = models.CharField(max_length=8)
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    file = models.BinaryField(default=b"")
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "language", "number"], name="drafting_wording_version"),
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="drafting_wording_kind"),
            models.CheckConstraint(
                condition=models.Q(form=WORD) & ~models.Q(file=b"")
                | models.Q(form__in=(SHIPPED, TEXT), file=b""),
                name="drafting_wording_form",
            ),
        ]  # fmt: skip


class Clause(models.Model):
    """A clause of an authority's own. `replaces`: the code of the program's clause whose place it takes.

    `texts`: by language. `offered`: whether officers see it; one that is not wanted any more stays here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    replaces = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=clauses.LONGEST_NAME)
    article = models.CharField(max_length=clauses.LONGEST_ARTICLE, blank=True)
    kinds = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    texts = models.JSONField(default=dict)
    offered = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "replaces"], condition=~models.Q(replaces=""), name="drafting_clause_replaces"
            )
        ]


class ClauseVersion(models.Model):
    """What a clause said from `made_at` on, until the next version. Rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=clauses.LONGEST_NAME)
    article = models.CharField(max_length=clauses.LONGEST_ARTICLE, blank=True)
    kinds = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    texts = models.JSONField(default=dict)
    offered = models.BooleanField(default=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clause", "number"], name="drafting_clause_version")]
