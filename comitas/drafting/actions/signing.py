"""A letter signed by hand: the scan is attached to it, and counts as its approval where it had none on screen."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts.models import User
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.documents import actions as documents
from comitas.documents.models import Placement
from comitas.documents.rules import content
from comitas.drafting import queries
from comitas.drafting.actions import approving, changing
from comitas.drafting.models import Letter
from comitas.drafting.queries import Printer
from comitas.drafting.rules import life, sending


@transaction.atomic
def attach_scan(
    *,
    by: Actor,
    at: datetime,
    letter: UUID,
    version: int,
    signed_on: date,
    name: str,
    data: bytes,
    signer: int | None = None,
    printer: Printer = queries.printed,
) -> Letter:
    """File the scan of a letter that was signed by hand on *signed_on*. It becomes a document of the case.

    A letter that waited for approval is approved by it, on paper, by *signer*: one who may approve it and read the case. Who
    attached the scan is kept and shown beside. `Invalid` for a file that is no scan, a date that cannot be, another signer.
    """
    found = changing.moving(by, "scan", letter, version)
    if found.scan_id:
        raise Conflict(_("The scan of the signed letter is here already."))
    on_paper = found.state == life.SUBMITTED
    head = _signer(by, found, signer) if on_paper else found.approved_by
    _refuse_bad_date(found, at, signed_on)
    _refuse_no_scan(data)
    if on_paper and head:
        approving.approve_by(found, by, at, signer=head, printer=printer)
    placed = _kept(found, by, at, name, data)
    changing.write(found, scan=placed, signed_on=signed_on, on_paper=on_paper, scanned_by_id=by.id, scanned_at=at)
    told: dict[str, object] = {
        "date": signed_on.isoformat(),
        "document": str(placed.document_id),
        "on_paper": on_paper,
        "signer": head.pk if head else None,
    }
    changing.record(changing.SIGNED, found, by, at, told)
    return found


def _signer(by: Actor, found: Letter, signer: int | None) -> User:
    who = next((one for one in queries.signers(by, found) if one.pk == signer), None)
    if who is None:
        raise Invalid({"signer": _("Choose who signed it.")})
    return who


def _refuse_bad_date(found: Letter, at: datetime, signed_on: date) -> None:
    zone = found.case.authority.time_zone
    first = clock.local_date(found.drafted_at, zone)
    problem = sending.unsigned(signed_on, first, clock.local_date(at, zone))
    if problem:
        raise Invalid({"signed_on": _(problem)})


def _refuse_no_scan(data: bytes) -> None:
    if content.kind_of(data[: content.HEAD_BYTES]) not in content.CONVERTIBLE:
        raise Invalid({"file": _("This file is no scan. Choose a PDF or a picture: TIFF, JPEG or PNG.")})


def _kept(found: Letter, by: Actor, at: datetime, name: str, data: bytes) -> Placement:
    return documents.keep_file(by=by, at=at, name=name, data=data, compartment=found.compartment_id, case=found.case_id)
