"""Reading documents and uploads. Content is reached only through a compartment that the actor may read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from comitas.accounts import access as need_to_know
from comitas.accounts import queries as accounts
from comitas.accounts.models import User
from comitas.core import rows, sealing
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.documents import access, store
from comitas.documents.models import Conversion, Document, Object, Page, Placement, Searchable, Upload, View
from comitas.documents.rules import finding, limits, reading, states, uploads
from comitas.documents.rules.enclosed import Room
from comitas.documents.rules.sheets import Sheet
from comitas.ledger import queries as ledger
from comitas.ledger.rules.canonical import HOUSE

MOST_HELD = 250 * limits.MEGA
"""What may be held at once without being a document: a case printed as one file."""

_ROOM_TAKEN = """
SELECT COALESCE(SUM(size) FILTER (WHERE user_id = %(user)s), 0), COUNT(*) FILTER (WHERE user_id = %(user)s),
       COALESCE(SUM(size - received), 0)
FROM documents_upload WHERE state = ANY(%(waiting)s)
"""


@dataclass(frozen=True, slots=True)
class ReadingStatus:
    """`reason` is "" where documents are converted, else why not; None while no worker has looked. Counts by state."""

    reason: str | None
    checked_at: datetime | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class RoomTaken:
    """Bytes that the actor's own waiting uploads announce, how many they are, and bytes announced by all and not here yet."""

    own_bytes: int
    own_count: int
    missing_bytes: int


def upload(actor: Actor, upload_id: UUID) -> Upload:
    """An upload of the actor's own; `NotThere` for anybody else's."""
    found = Upload.objects.select_related("object").filter(pk=upload_id, user=actor.id).first()
    if found is None:
        raise NotThere(str(upload_id))
    return found


def waiting_uploads(actor: Actor, at: datetime) -> QuerySet[Upload]:
    """The actor's own uploads that are open or complete and not registered yet, oldest first."""
    return Upload.objects.filter(user=actor.id, state__in=uploads.WAITING, expires_at__gt=at).order_by("begun_at", "id")


def uploader(token: str) -> tuple[Actor, Upload, str]:
    """Who bears this token, the upload it is for, and their language.

    `NotThere` for a token that does not hold, an upload that is gone, a person who may not sign in any more; `Denied` for one
    who may not upload any more.
    """
    upload_id, user_id = access.token_holder(token)
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise NotThere(str(upload_id))
    actor = accounts.actor_of(user)
    access.require_upload(actor)
    return actor, upload(actor, upload_id), user.language


def overdue_uploads(at: datetime, limit: int = 1000) -> list[UUID]:
    """Uploads whose time is over, oldest first: for the sweep."""
    overdue = Upload.objects.filter(state__in=uploads.WAITING, expires_at__lte=at)
    return list(overdue.order_by("expires_at").values_list("pk", flat=True)[:limit])


def room_taken(actor: Actor) -> RoomTaken:
    """What the uploads take that are not registered yet."""
    with connection.cursor() as cursor:
        cursor.execute(_ROOM_TAKEN, {"user": actor.id, "waiting": list(uploads.WAITING)})
        own_bytes, own_count, missing_bytes = cursor.fetchone()
    return RoomTaken(int(own_bytes), int(own_count), int(missing_bytes))


def placement(actor: Actor, placement_id: UUID) -> Placement:
    """Where a document stands, with the document; `NotThere` where the actor may not read."""
    found = rows.one(placements(actor).filter(pk=placement_id))
    if found is None:
        raise NotThere(str(placement_id))
    return found


def placements(actor: Actor, compartment: UUID | None = None) -> QuerySet[Placement]:
    """Every placement that the actor may read, or those of one compartment, in the order in which they were placed.

    What lay inside a document follows it, in the order in which it lay there.
    """
    readable = need_to_know.readable(actor)
    found = Placement.objects.filter(compartment__in=readable.filter(pk=compartment) if compartment else readable)
    outermost = Coalesce("document__root", "document")
    return found.select_related("document").order_by("placed_at", outermost, "document__path", "id")


def enclosed(actor: Actor, roots: Iterable[UUID]) -> QuerySet[Placement]:
    """What lay inside documents, at all depths, given the outermost ones: each after what it lay in."""
    found = Placement.objects.filter(compartment__in=need_to_know.readable(actor), document__root__in=list(roots))
    return found.select_related("document").order_by("document__root", "document__path")


def with_enclosed(actor: Actor, root: UUID) -> QuerySet[Placement]:
    """A document and what lay in it, at all depths, in its order."""
    held = Q(document=root) | Q(document__root=root)
    found = Placement.objects.filter(held, compartment__in=need_to_know.readable(actor))
    return found.select_related("document").order_by("document__path")


def room_inside(actor: Actor, document_id: UUID) -> Room:
    """What may still be taken out of a document: the bounds are those of the outermost, whatever lies in what."""
    placed = placements(actor).filter(document=document_id).first()
    if placed is None:
        raise NotThere(str(document_id))
    found = placed.document
    others = Document.objects.filter(root=found.root_id or found.pk).exclude(parent=found)
    taken = others.aggregate(files=Count("pk"), bytes=Sum("size"))
    return Room(
        max(limits.ENCLOSED - taken["files"], 0),
        max(limits.ENCLOSED_BYTES - int(taken["bytes"] or 0), 0),
        found.depth >= limits.ENCLOSED_DEPTH,
    )


def same_bytes(actor: Actor, sha256: bytes) -> QuerySet[Placement]:
    """Placements of documents with these very bytes, as far as the actor may know of them."""
    return placements(actor).filter(document__sha256=sha256)


def original(actor: Actor, placement_id: UUID, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The bytes of the original from *start* to before *stop*, in segments of 1 MiB. `store.Damaged`, `NotThere`, `KeyDestroyed`."""
    found = placement(actor, placement_id)
    return store.read(sealed(Object.objects.get(pk=found.document.object_id)), start, stop)


def table(actor: Actor, placement_id: UUID) -> Iterator[bytes] | None:
    """The rows of a workbook as the box told them, in segments; None while they were not taken out."""
    held = placement(actor, placement_id).document.table
    return store.read(sealed(held)) if held else None


def content(actor: Actor, document_id: UUID) -> Iterator[bytes]:
    """The bytes of a document that the actor may read: what the reader takes. Errors as for `original`."""
    placed = placements(actor).filter(document=document_id).first()
    if placed is None:
        raise NotThere(str(document_id))
    return original(actor, placed.pk)


def held(actor: Actor, object_id: UUID) -> Iterator[bytes]:
    """The bytes that are held in a compartment without being a document; `NotThere` where the actor may not read."""
    found = Object.objects.filter(pk=object_id, compartment__in=need_to_know.readable(actor)).first()
    if found is None:
        raise NotThere(str(object_id))
    return store.read(sealed(found))


def sealed(held: Object) -> store.Sealed:
    """What it takes to read the object: its key is unwrapped each time, so that destroying a compartment's key takes effect."""
    key = sealing.unwrap(bytes(held.wrapped), ledger.key(held.compartment_id or HOUSE))
    return store.Sealed(held.pk, held.size, key, held.segment_bytes)


def condition_of_originals() -> Iterator[tuple[UUID, str]]:
    """Open and hash every whole object: its id, and "whole", "damaged", or "destroyed" where its key is gone, lawfully.

    For the operator, after a restore: no name and no content leaves here.
    """
    for held in Object.objects.exclude(sha256=None).order_by("pk").iterator(chunk_size=500):
        yield held.pk, _condition(held)


def _condition(held: Object) -> str:
    try:
        store.verify(sealed(held), bytes(held.sha256 or b""))
    except ledger.KeyDestroyed:
        return "destroyed"
    except (store.Damaged, sealing.SealBroken):
        return "damaged"
    return "whole"


def pages(actor: Actor, placement_id: UUID) -> QuerySet[Page]:
    """The pages read so far of a document that the actor may read, in their order."""
    return Page.objects.filter(document=placement(actor, placement_id).document_id).order_by("number")


def pages_held(actor: Actor, document_ids: Iterable[UUID]) -> dict[UUID, tuple[int, bool]]:
    """By document how many page images there are, and whether every page was read from a text of its own, not recognised."""
    mine = Placement.objects.filter(
        document__in=list(document_ids), compartment__in=need_to_know.readable(actor)
    ).values_list("document", flat=True)
    rows = Page.objects.filter(document__in=list(mine)).values_list("document")
    counted = rows.annotate(
        all=Count("pk", filter=Q(image__isnull=False)), own=Count("pk", filter=~Q(reading__source="text-layer"))
    )
    return {document: (held, not other) for document, held, other in counted.order_by()}


def page(actor: Actor, placement_id: UUID, number: int) -> Page:
    """One page with its pictures' rows; `page.reading` holds words and boxes (`rules.reading.Page`)."""
    found = pages(actor, placement_id).select_related("image", "thumbnail").filter(number=number).first()
    if found is None:
        raise NotThere(f"{placement_id} {number}")
    return found


def views_waiting(actor: Actor, compartment: UUID) -> list[View]:
    """What is being put together for a compartment, or could not be."""
    found = View.objects.filter(compartment__in=need_to_know.readable(actor).filter(pk=compartment), document=None)
    return list(found.order_by("asked_at", "id")[:100])


def view(actor: Actor, view_id: UUID) -> View:
    """One that is being put together, or was; `NotThere` where the actor may not read."""
    found = View.objects.filter(pk=view_id, compartment__in=need_to_know.readable(actor)).first()
    if found is None:
        raise NotThere(str(view_id))
    return found


def recipe_of(actor: Actor, placement_id: UUID) -> list[Sheet]:
    """From which pages a document was put together; empty for one that came as it is."""
    found = View.objects.filter(document=placement(actor, placement_id).document_id).first()
    return [Sheet.from_json(row) for row in found.recipe] if found else []


def has_searchable(actor: Actor, placement_id: UUID) -> bool:
    """Whether the searchable PDF of a scan is there."""
    return Searchable.objects.filter(document=placement(actor, placement_id).document_id).exists()


def searchable(actor: Actor, placement_id: UUID) -> tuple[Placement, Iterator[bytes]]:
    """The searchable PDF of a scan; `NotThere` where there is none (yet), `KeyDestroyed`."""
    placed = placement(actor, placement_id)
    made = Searchable.objects.select_related("object").filter(document=placed.document_id).first()
    if made is None:
        raise NotThere(str(placement_id))
    return placed, store.read(sealed(made.object))


def picture(held: Object) -> bytes:
    """The bytes of a page's picture. Whoever calls has fetched the page for its actor."""
    return b"".join(store.read(sealed(held)))


def as_read(actor: Actor, placement_id: UUID) -> reading.Reading:
    """The whole reading of a document: what intake's rules take."""
    document = placement(actor, placement_id).document
    found = tuple(reading.Page.from_json(each) for each in pages(actor, placement_id).values_list("reading", flat=True))
    return reading.Reading(found, document.engine, tuple(document.notes))


def readings(actor: Actor, document_id: UUID) -> list[object]:
    """The pages of a document as read, as JSON of `rules.reading.Page`."""
    placed = placements(actor).filter(document=document_id).first()
    return list(pages(actor, placed.pk).values_list("reading", flat=True)) if placed else []


def name_of(actor: Actor, document_id: UUID) -> str:
    """What the sender called a document; `NotThere`."""
    placed = placements(actor).filter(document=document_id).first()
    if placed is None:
        raise NotThere(str(document_id))
    return placed.document.name


def find(actor: Actor, placement_id: UUID, words: str, limit: int = 200) -> list[finding.Hit]:
    """Where *words* stand in a document, at most *limit* places, in reading order."""
    found = (hit for each in as_read(actor, placement_id).pages for hit in finding.hits(each, words))
    return list(islice(found, limit))


def reading_status(actor: Actor) -> ReadingStatus:
    """How reading is doing, for an administrator: counts only, nothing of any document."""
    need_to_know.require_in(actor, "system:see")
    conversion = Conversion.objects.first()
    counts = dict(Document.objects.values_list("state").annotate(count=Count("pk")).order_by())
    return ReadingStatus(
        conversion.reason if conversion else None,
        conversion.checked_at if conversion else None,
        {s: counts.get(s, 0) for s in states.STATES},
    )
