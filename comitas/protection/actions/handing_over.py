"""Handing over to archives: what is in it is fixed by its manifest; the receipt is noted, and only then may it be destroyed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import BinaryField, Model
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.documents import queries as documents
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading
from comitas.ledger.rules import kinds
from comitas.protection import queries
from comitas.protection.actions.destroying import DESTROYERS
from comitas.protection.models import Handover
from comitas.protection.rules import export

MADE = kinds.declare(
    "archive.handed-over", N_("{number} was made ready for the archives: {files} files, manifest {sha256}.")
)
RECEIVED = kinds.declare("archive.received", N_("The archives received {number} on {date}."))

LONGEST = 200
BYTES_STAND_APART = {
    "documents_object",
    "documents_upload",
    "documents_searchable",
    "drafting_printout",
    "finding_entry",
}
"""Tables that say where bytes lie here; the originals themselves are in the export."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of the export: of a document, or written from rows."""

    member: export.Member
    placement: UUID | None = None
    data: bytes = b""


@transaction.atomic
def hand_over(*, by: Actor, at: datetime, compartment: UUID, archive: str) -> Handover:
    """Make what stands in *compartment* ready for the archives. `Conflict` while it has not ended."""
    access.require(by, "archive:hand-over", compartment)
    found = queries.subject(by, compartment)
    if not archive.strip() or len(archive.strip()) > LONGEST:
        raise Invalid({"archive": _("Name the archives, in at most %(count)d characters.") % {"count": LONGEST}})
    if found.ended_on is None:
        raise Conflict(_("It has not ended yet."))
    parts = _parts(by, compartment)
    text = export.manifest(found.number, (one.member for one in parts))
    made = Handover.objects.create(
        compartment_id=compartment, archive=archive.strip(), made_by_id=by.id, made_at=at, sha256=export.digest(text),
        size=sum(one.member.size for one in parts), files=len(parts),
    )  # fmt: skip
    told = {"number": found.number, "handover": str(made.pk), "files": made.files, "sha256": made.sha256}
    ledger.record(MADE, by=by, at=at, compartment=compartment, payload=told, personal={"archive": made.archive})
    return made


@transaction.atomic
def take_export(*, by: Actor, at: datetime, handover: UUID) -> Iterator[bytes]:
    """The ZIP, piece by piece; that it was taken is in the reading log. `Conflict` where the case has changed since."""
    found = queries.handover(by, handover)
    access.require(by, "archive:hand-over", found.compartment_id)
    parts = _parts(by, found.compartment_id)
    text = export.manifest(queries.subject(by, found.compartment_id).number, (one.member for one in parts))
    if export.digest(text) != found.sha256:
        raise Conflict(_("Something changed since this was made ready. Make it ready again."))
    ledger.read(Reading.Manner.DOWNLOAD, f"hand-over {found.pk}", by=by, at=at, compartment=found.compartment_id)
    files = ((one.member.name, one.member.size, _bytes(by, one)) for one in parts)
    return export.zipped([(export.MANIFEST, len(text), [text]), *files])


@transaction.atomic
def note_receipt(*, by: Actor, at: datetime, handover: UUID, receipt: str, on: date) -> None:
    """The archives have it: their receipt, and the day."""
    found = queries.handover(by, handover)
    place = access.require(by, "archive:hand-over", found.compartment_id)
    locked = Handover.objects.select_for_update().get(pk=handover)
    if locked.received_on is not None:
        raise Conflict(_("A colleague noted the receipt already."))
    wrong = {}
    if not receipt.strip() or len(receipt.strip()) > LONGEST:
        wrong["receipt"] = _("Write down the archives’ receipt, in at most %(count)d characters.") % {"count": LONGEST}
    if on > clock.local_date(at, place.authority.time_zone):
        wrong["on"] = _("This date has not come yet.")
    if wrong:
        raise Invalid(wrong)
    Handover.objects.filter(pk=handover).update(receipt=receipt.strip(), received_on=on, noted_by=by.id)
    told = {
        "number": queries.subject(by, found.compartment_id).number,
        "handover": str(handover),
        "date": on.isoformat(),
    }
    ledger.record(
        RECEIVED, by=by, at=at, compartment=found.compartment_id, payload=told, personal={"receipt": receipt.strip()}
    )


def _parts(by: Actor, compartment: UUID) -> list[_Part]:
    placed = documents.placements(by, compartment).select_related("document").order_by("placed_at", "id")
    parts = []
    for number, one in enumerate(placed, 1):
        document = one.document
        name = export.safe_name(number, document.name)
        member = export.Member(name, document.size, bytes(document.sha256).hex())
        parts.append(_Part(member, one.pk))
    for app in DESTROYERS:
        for _name, model, way in app.HOLDINGS:
            if model._meta.db_table not in BYTES_STAND_APART and (rows := _rows(model, way, compartment)):
                data = export.rows_file(rows)
                label = f"records/{model._meta.db_table}.json"
                if label not in {one.member.name for one in parts}:
                    parts.append(_Part(export.Member(label, len(data), export.digest(data)), data=data))
    return parts


def _rows(model: type[Model], way: str, compartment: UUID) -> list[dict[str, Any]]:
    """The rows of a table as plain values; bytes are left out."""
    columns = [field.attname for field in model._meta.concrete_fields if not isinstance(field, BinaryField)]
    found = model._default_manager.filter(**{way: compartment}).order_by("pk").values(*columns)
    plain: list[dict[str, Any]] = json.loads(json.dumps(list(found), cls=DjangoJSONEncoder))
    return plain


def _bytes(by: Actor, part: _Part) -> Iterator[bytes]:
    if part.placement is None:
        yield part.data
    else:
        yield from documents.original(by, part.placement)
