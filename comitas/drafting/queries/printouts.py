"""What can be printed of a case, what must be left out, and the files that were printed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.cases.rules.handling import Limits, Use, bars
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, NotThere
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.documents.rules import states
from comitas.drafting.models import Letter, Printout
from comitas.drafting.queries.letters import letters
from comitas.drafting.rules import life, printing
from comitas.drafting.rules.kinds import KINDS

ACTIVE = frozenset(
    {"javascript-removed", "open-action-removed", "launch-removed", "embedded-files", "form-fields", "repaired"}
)
"""Notes of a reading with which a PDF is shown by its page images alone."""


@dataclass(frozen=True, slots=True)
class Printable:
    """One thing that may go into a printed file, in the order of the file. `id`: of the placement.

    `held_back`: the codes with which it may not leave; "" where it may. `pages`: page images there are. `own`: a letter of ours.
    """

    id: UUID
    name: str
    placement: UUID
    sha256: str
    pages: int
    own: bool
    vector: bool
    held_back: str = ""
    letter: UUID | None = None
    unread: str = ""
    left: str = ""


def printable(actor: Actor, case_id: UUID) -> list[Printable]:
    """What lies in the case in the order in which it came: documents, then the letters that left or are approved.

    At most `MOST_ITEMS`: see `unlisted`.
    """
    case = cases.case(actor, case_id)
    placed = list(documents.placements(actor, case.compartment_id)[: printing.MOST_ITEMS])
    papers = {one.pdf_id: one for one in _papers(actor, case_id)}
    limits = cases.limits_of_all(actor, case, [one.pk for one in placed])
    pages = documents.pages_held(actor, [one.document_id for one in placed])
    rows = [
        _printable(one, papers.get(one.pk), limits[one.pk], pages.get(one.document_id, (0, False)), case.number)
        for one in placed
    ]
    return sorted(rows, key=lambda one: one.own)


def unlisted(actor: Actor, case_id: UUID, listed: int) -> bool:
    """Whether more lies in the case than the *listed* that `printable` gave."""
    if listed < printing.MOST_ITEMS:
        return False
    return documents.placements(actor, cases.case(actor, case_id).compartment_id).count() > listed


def _papers(actor: Actor, case: UUID) -> Iterable[Letter]:
    return letters(actor).filter(case=case, state__in=life.FROZEN).exclude(pdf=None)


def _printable(
    placed: Placement, paper: Letter | None, limits: Limits, pages: tuple[int, bool], number: str
) -> Printable:
    document = placed.document
    name = document.name if paper is None else ("" if KINDS[paper.kind].bare else paper.number)
    vector = document.kind == "pdf" and (paper is not None or (pages[1] and not ACTIVE & set(_codes(document.notes))))
    left = next((note.partition(":")[2] for note in document.notes if note.startswith("pages-left-out")), "")
    return Printable(
        id=placed.pk,
        name=name or document.name,
        placement=placed.pk,
        sha256=bytes(document.sha256).hex(),
        pages=pages[0],
        own=paper is not None,
        vector=vector,
        held_back="" if paper is not None else _held_back(limits, number),
        letter=paper.pk if paper else None,
        unread="" if document.state == states.READ else document.state,
        left=left,
    )


def _codes(notes: list[str]) -> list[str]:
    return [note.partition(":")[0] for note in notes]


def _held_back(limits: Limits, number: str) -> str:
    """The codes that keep an item in the house; 46(19) where it was given for another case."""
    codes = sorted(limits.handling & printing.HELD_BACK)
    other = any(one.rule == "use.purpose" for one in bars(limits, Use("evidence", number)))
    return ", ".join(
        [*codes, *(["46(19)"] if other else []), *(["H2"] if limits.third_party_rule and "H2" not in codes else [])]
    )


def printouts(actor: Actor) -> QuerySet[Printout]:
    """The printed files of cases that *actor* may read and print."""
    found = Printout.objects.filter(compartment__in=access.readable(actor))
    return found.select_related("case", "asked_by", "case__authority")


def printouts_of(actor: Actor, case: UUID, limit: int = 20) -> list[Printout]:
    """Those of one case, the newest first."""
    return list(printouts(actor).filter(case=case).order_by("-asked_at", "-id")[:limit])


def printout(actor: Actor, printout_id: UUID) -> Printout:
    """One of them, or `NotThere`."""
    found = printouts(actor).filter(pk=printout_id).first()
    if found is None:
        raise NotThere(str(printout_id))
    return found


def printed_file(actor: Actor, found: Printout, at: datetime) -> bytes:
    """Its bytes; `Conflict` while it is not ready, and once its day is over."""
    if found.state != printing.READY or found.file_id is None or found.expires_at <= at:
        raise Conflict(_("The file is not ready, or its day is over. Ask for it again on the page of the case."))
    return b"".join(documents.held(actor, found.file_id))


def front_of(actor: Actor, found: Printout) -> dict[str, Any]:
    """What its cover and its timeline say, as it stood when it was asked for."""
    if found.front_id is None:
        raise NotThere(str(found.pk))
    return dict(json.loads(b"".join(documents.held(actor, found.front_id))))


def page_pictures(actor: Actor, placement: UUID) -> Iterator[bytes]:
    """The page images of a document, in their order."""
    for page in documents.pages(actor, placement).select_related("image").exclude(image=None):
        if page.image is not None:
            yield documents.picture(page.image)


def expired_printouts(at: datetime, limit: int = 500) -> list[UUID]:
    """Files whose day is over, for the sweep."""
    found = Printout.objects.filter(expires_at__lte=at).exclude(state=printing.GONE)
    return list(found.order_by("expires_at").values_list("pk", flat=True)[:limit])
