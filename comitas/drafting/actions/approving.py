"""The head's word on a letter: approved, or returned for correction.

A letter is printed while its row is locked, so that the PDF is the very text that was approved.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from comitas.accounts.models import User
from comitas.cases import access
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.documents import actions as documents
from comitas.drafting import queries
from comitas.drafting.actions import changing, enclosing
from comitas.drafting.models import Letter
from comitas.drafting.queries import Printer
from comitas.drafting.rules import life


@transaction.atomic
def approve(
    *,
    by: Actor,
    at: datetime,
    letter: UUID,
    version: int,
    because: str = "",
    printer: Printer = queries.printed,
) -> Letter:
    """Approve a letter: it is printed, and the PDF becomes a document of the case. Approving one's own draft is marked.

    `because`: the head's reasons why a document goes with it although its handling code or a limit of use forbids that.
    """
    found = changing.moving(by, "approve", letter, version)
    head = User.objects.get(pk=by.id or 0)
    return approve_by(found, by, at, signer=head, printer=printer, because=because, name=_name(found, by))


def _name(found: Letter, by: Actor) -> str:
    """Who signs, as it is printed: a deputy with the head in whose place they sign."""
    absent = access.acting(by, found.case, "letter:approve").acting_for
    if absent is None:
        return by.name
    with translation.override(found.language):
        return _("%(deputy)s, for %(absent)s") % {"deputy": by.name, "absent": User.objects.get(pk=absent).full_name}


def approve_by(
    found: Letter, by: Actor, at: datetime, *, signer: User, printer: Printer, because: str = "", name: str = ""
) -> Letter:
    """Approved by *signer*, on screen or on paper: printed with that *name*, and frozen. The caller has locked the letter."""
    changing.refuse_unfinished(found, by, at)
    enclosing.pass_enclosures(found, by, at, because)
    pdf = queries.as_printed(by, found.pk, at=at, signed_by=name or signer.full_name, printer=printer)
    placed = documents.keep_file(
        by=access.acting(by, found.case, "letter:approve"),
        at=at,
        name=queries.file_name(found),
        data=pdf,
        compartment=found.compartment_id,
        case=found.case_id,
    )
    own = signer.pk == found.drafted_by_id
    changing.write(found, state=life.APPROVED, approved_by_id=signer.pk, approved_at=at, self_approved=own, pdf=placed)
    told: dict[str, object] = {"document": str(placed.document_id), "self_approved": own}
    changing.record(changing.APPROVED, found, by, at, told)
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
        scan=None,
        signed_on=None,
        on_paper=False,
        scanned_by_id=None,
        scanned_at=None,
    )
    found.enclosed.update(passed=[], because="")
    changing.record(changing.RETURNED, found, by, at, personal={"note": note.strip()})
