"""Printing a case as one file: asked for, made by a job, kept a day, removed. The job may run twice; the last attempt alone writes."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.core import jobs
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.documents import actions as documents
from comitas.drafting import queries
from comitas.drafting.models import Printout
from comitas.drafting.rules import printing
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading
from comitas.ledger.rules import kinds

ASKED = kinds.declare("file.print-asked", N_("A printed file of the case was asked for: {items} items."))
MADE = kinds.declare("file.printed", N_("The case was printed as one file: {pages} pages."))
FAILED = kinds.declare("file.print-failed", N_("Printing the case failed: {why}."))
REMOVED = kinds.declare("file.print-removed", N_("The printed file was removed."))


@transaction.atomic
def ask_printout(
    *,
    by: Actor,
    at: datetime,
    case: UUID,
    language: str,
    chosen: Collection[UUID],
    front: Mapping[str, Any],
    once: UUID | None = None,
) -> Printout:
    """Ask for a file of the case with the documents and letters *chosen*. `front`: what its cover and timeline say.

    The same `once` again gives back the one that is there.
    """
    found = cases.case(by, case)
    access.require(by, "file:print", found.compartment_id)
    if once and (there := queries.printouts(by).filter(pk=once, case=case).first()):
        return there
    among = {one.id for one in queries.printable(by, case)}
    wanted = set(chosen)
    if not wanted <= among or len(wanted) > printing.MOST_ITEMS:
        raise Invalid({"chosen": _("Choose among the documents and letters of this case.")})
    busy = Printout.objects.filter(asked_by=by.id, state__in=(printing.WAITING, printing.RUNNING)).count()
    if busy >= printing.MOST_AT_ONCE:
        raise Invalid({"chosen": _("Files of yours are being made. Wait until one of them is ready.")})
    made = Printout(
        compartment_id=found.compartment_id, case=found, language=language, chosen=sorted(str(one) for one in wanted),
        asked_by_id=by.id or 0, asked_at=at, expires_at=at + printing.LIFE,
    )  # fmt: skip
    made.pk = once or made.pk
    made.front = documents.hold(
        by=by, at=at, data=json.dumps(front).encode(), compartment=found.compartment_id, what=f"printout {made.pk}"
    )  # fmt: skip
    made.save(force_insert=True)
    jobs.defer("drafting.print_file", printout=str(made.pk))
    told: dict[str, object] = {"printout": str(made.pk), "items": len(wanted)}
    ledger.record(ASKED, by=by, at=at, payload=told, compartment=found.compartment_id, case=case)
    return made


@transaction.atomic
def begin_printout(*, by: Actor, at: datetime, printout: UUID, total: int) -> int:
    """The number of this attempt at it; 0 where there is nothing to do any more."""
    found = Printout.objects.select_for_update().get(pk=printout)
    if found.state not in (printing.WAITING, printing.RUNNING) or found.expires_at <= at:
        return 0
    if found.attempts >= printing.ATTEMPTS:
        _fail(found, by, at, printing.BROKEN)
        return 0
    Printout.objects.filter(pk=printout).update(state=printing.RUNNING, attempts=F("attempts") + 1, done=0, total=total)
    return found.attempts + 1


@transaction.atomic
def note_printed(*, by: Actor, at: datetime, printout: UUID, attempt: int, done: int) -> None:
    """How far it is. `Conflict` where another attempt has begun since."""
    if not Printout.objects.filter(pk=printout, attempts=attempt, state=printing.RUNNING).update(done=done):
        raise Conflict(_("Another attempt has begun."))


@transaction.atomic
def finish_printout(
    *, by: Actor, at: datetime, printout: UUID, attempt: int, data: bytes, pages: int, archival: bool = False
) -> None:
    """The file is there: sealed under the key of its case until it expires. Whoever asked for it must still be allowed to."""
    found = _running(printout, attempt)
    held = documents.hold(by=by, at=at, data=data, compartment=found.compartment_id, what=f"printout {printout}")
    Printout.objects.filter(pk=printout).update(
        state=printing.READY, file=held, pages=pages, archival=archival, done=F("total")
    )
    told: dict[str, object] = {"printout": str(printout), "pages": pages, "size": len(data), "archival": archival}
    ledger.record(MADE, by=by, at=at, payload=told, compartment=found.compartment_id, case=found.case_id)
    ledger.read(Reading.Manner.PRINT, f"case {found.case_id}", by=by, at=at, compartment=found.compartment_id)


@transaction.atomic
def fail_printout(*, by: Actor, at: datetime, printout: UUID, attempt: int, why: str) -> None:
    """It cannot be made; `why` is a key of `rules.printing.WHY`."""
    _fail(_running(printout, attempt), by, at, why)


@transaction.atomic
def remove_printout(*, by: Actor, at: datetime, printout: UUID) -> None:
    """Its day is over: the file is removed, the line of who asked for it stays. Once more does nothing."""
    found = Printout.objects.select_for_update().get(pk=printout)
    if found.state == printing.GONE:
        return
    gone = [held for held in (found.file_id, found.front_id) if held]
    Printout.objects.filter(pk=printout).update(state=printing.GONE, file=None, front=None)
    for held in gone:
        documents.let_go(by=by, at=at, held=held, what=f"printout {printout}")
    told = {"printout": str(printout)}
    ledger.record(REMOVED, by=by, at=at, payload=told, compartment=found.compartment_id, case=found.case_id)


def _running(printout: UUID, attempt: int) -> Printout:
    found = Printout.objects.select_for_update().get(pk=printout)
    if found.state != printing.RUNNING or found.attempts != attempt:
        raise Conflict(_("Another attempt has begun."))
    return found


def _fail(found: Printout, by: Actor, at: datetime, why: str) -> None:
    Printout.objects.filter(pk=found.pk).update(state=printing.FAILED, why=why)
    told: dict[str, object] = {"printout": str(found.pk), "why": why}
    ledger.record(FAILED, by=by, at=at, payload=told, compartment=found.compartment_id, case=found.case_id)
