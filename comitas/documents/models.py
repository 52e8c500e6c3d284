"""Objects, documents and where they stand, uploads on their way, pages as read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.core.ids import new_id
from comitas.documents.rules import content, names, states, uploads


class Object(models.Model):
    """Bytes at rest in one file of their own. Without a compartment they belong to an upload and lie under the house key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, related_name="+")
    size = models.PositiveBigIntegerField()
    sha256 = models.BinaryField(null=True)  # of the plain bytes; null while they are arriving
    wrapped = models.BinaryField()  # the data key, under the key of the compartment or of the house
    segment_bytes = models.PositiveIntegerField(default=uploads.SEGMENT_BYTES)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(compartment=None) | models.Q(sha256__isnull=False), name="documents_object_whole"
            )
        ]


class Upload(models.Model):
    """A file on its way from a person, or here and not yet registered. Nobody else may read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    object = models.OneToOneField(Object, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=names.LONGEST)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, default=uploads.OPEN)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=uploads.STATES), name="documents_upload_state"),
            models.CheckConstraint(
                condition=models.Q(received__lte=models.F("size")), name="documents_upload_received"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=(uploads.OPEN, uploads.ABANDONED)) | models.Q(received=models.F("size")),
                name="documents_upload_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(state=uploads.ABANDONED, object=None)
                | (~models.Q(state=uploads.ABANDONED) & models.Q(object__isnull=False)),
                name="documents_upload_object",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "expires_at"],
                condition=models.Q(state__in=uploads.WAITING),
                name="documents_upload_waiting",
            )
        ]

    @property
    def held(self) -> Object:
        """The object of an upload that was not abandoned; LookupError for one that was."""
        if self.object is None:
            raise LookupError(f"The upload {self.pk} was abandoned.")
        return self.object


class Document(models.Model):
    """An original and what became of reading it. `name` is what the sender called it; `kind` is judged from the bytes.

    A file that lay inside another has that one as `parent` and the outermost as `root`; `path` is its place in there
    ("00002.00001": the first file in the second), so that taking it out twice finds what the first time made.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    object = models.OneToOneField(Object, models.PROTECT, related_name="+")
    name = models.CharField(max_length=names.LONGEST)
    kind = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()
    sha256 = models.BinaryField()
    state = models.CharField(max_length=10, default=states.WAITING)
    pages_done = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(null=True)
    refusal = models.CharField(max_length=30, default="")  # a code of rules.refusals
    notes = ArrayField(models.CharField(max_length=60), default=list)
    engine = models.TextField(default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    table = models.OneToOneField(Object, models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="enclosed")
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=40, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root", "path"], name="documents_document_place"),
            models.CheckConstraint(
                condition=models.Q(parent=None, root=None, path="")
                | (models.Q(parent__isnull=False, root__isnull=False) & ~models.Q(path="")),
                name="documents_document_inside",
            ),
            models.CheckConstraint(condition=models.Q(state__in=states.STATES), name="documents_document_state"),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(content.MEDIA_TYPES)), name="documents_document_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state=states.REFUSED) & ~models.Q(refusal="")
                | ~models.Q(state=states.REFUSED) & models.Q(refusal=""),
                name="documents_document_refusal",
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="documents_document_bytes"),
            models.Index(
                fields=["state", "created_at"],
                condition=models.Q(state__in=(states.WAITING, states.READING, states.OFF)),
                name="documents_document_unread",
            ),
        ]

    @property
    def depth(self) -> int:
        """How many files it lies in."""
        return self.path.count(".") + 1 if self.path else 0


class Placement(models.Model):
    """Where a document stands. Whoever may read the compartment may read the document."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.OneToOneField(Document, models.PROTECT, related_name="placement")
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["compartment", "placed_at"], name="documents_placement_place")]


class Page(models.Model):
    """One page as read. `reading` is `rules.reading.Page` as JSON; the images are objects under the compartment's key."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="pages")
    number = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    language = models.CharField(max_length=8)
    script = models.CharField(max_length=8)
    quality = models.CharField(max_length=10)
    text = models.TextField()
    reading = models.JSONField()
    image = models.OneToOneField(Object, models.PROTECT, null=True, related_name="+")
    thumbnail = models.OneToOneField(Object, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="documents_page_once")]


class View(models.Model):
    """Pages of originals, chosen, ordered and turned, that are put together as a document of their own.

    `recipe` is a list of `rules.sheets.Sheet`s as JSON. `document` is there once it was made; `refusal` says why it was not.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    name = models.CharField(max_length=names.LONGEST)
    recipe = models.JSONField()
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="view")
    refusal = models.CharField(max_length=30, default="")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["compartment"], condition=models.Q(document=None), name="documents_view_waiting")
        ]


class Searchable(models.Model):
    """The searchable PDF/A of a scan: its page images with what was read over them, under the compartment's key."""

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="searchable")
    object = models.OneToOneField(Object, models.PROTECT, related_name="+")


class Conversion(models.Model):
    """What the worker found last about its sealed box: one row. `reason` is "" where documents are converted."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    reason = models.TextField()
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="documents_conversion_one")]
