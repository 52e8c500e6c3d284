"""The head's word on a letter: approved, or returned for correction.

A letter is printed while its row is locked, so that the PDF is the very text that was approved.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.documents import actions as documents
from comitas.drafting import queries
from comitas.drafting.actions import changing, enclosing
from comitas.drafting.models import Letter
from comitas.drafting.rules import life
from comitas.drafting.rules.sheets import Sheet


@transaction.atomic
def approve(
    *,
    by: Actor,
    at: datetime,
    letter: UUID,
    version: int,
    because: str = "",
    printer: Callable[[Sheet], bytes] = queries.printed,
) -> Letter:
    """Approve a letter: it is printed, and the PDF becomes a document of the case. Approving one's own draft is marked.

    `because`: the head's reasons why a document goes with it although its handling code or a limit of use forbids that.
    """
    found = changing.moving(by, "approve", letter, version)
    changing.refuse_unfinished(found)
    enclosing.pass_enclosures(found, by, at, because)
    pdf = printer(queries.sheet(by, letter, at=at, signed_by=by.name))
    name, compartment = queries.file_name(found), found.compartment_id
    placed = documents.keep_file(by=by, at=at, name=name, data=pdf, compartment=compartment, case=found.case_id)
    own = by.id == found.drafted_by_id
    changing.write(found, state=life.APPROVED, approved_by_id=by.id, approved_at=at, self_approved=own, pdf=placed)
    changing.record(changing.APPROVED, found, by, at, {"document": str(placed.document_id), "self_approved": own})
    return found


@transaction.atomic
def send_back(*, by: Actor, at: datetime, letter: UUID, version: int, note: str) -> None:
    """Return a letter for correction, with a note to its drafter. What was approved before stays a document of the case."""
    found = changing.moving(by, "return", letter, version)
    if not note.strip():
        raise Invalid({"note": _("Write what is to be corrected.")})
    changing.check_lengths({"note": note})
    changing.write(
        found,
        state=life.DRAFT,
        note=note.strip(),
        approved_by_id=None,
        approved_at=None,
        self_approved=False,
        pdf=None,
        submitted_at=None,
    )
    found.enclosed.update(passed=[], because="")
    changing.record(changing.RETURNED, found, by, at, personal={"note": note.strip()})
