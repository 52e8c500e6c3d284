"""Cases: listed, read whole, with deadlines, files and what happened to them."""

from typing import Any
from uuid import UUID

from ninja import Query, Router

from comitas.api.forms.asked import CasesAsked, Paged
from comitas.api.presenters import cases as said
from comitas.api.presenters import changes as told
from comitas.api.presenters.arrivals import Documents, document
from comitas.api.presenters.cases import Case, Cases, Deadlines
from comitas.api.presenters.changes import Changes
from comitas.api.queries import NEWEST, CaseFilter, cases_like, changes
from comitas.api.views.door import needs, opened, paged
from comitas.cases import queries
from comitas.core import clock
from comitas.documents import queries as documents
from comitas.worklist import queries as worklist

router = Router(tags=["cases"])
READ = needs("case:read", "cases:read")


@router.get("/cases", response=Cases, operation_id="cases", url_name="cases", summary="List cases")
@READ
def cases(request: Any, asked: Query[CasesAsked]) -> Cases:
    """The register, the newest number first: only what the account may read is listed."""
    asked_for = CaseFilter(asked.open, asked.kind, asked.from_state, asked.stands, asked.since)
    found, following = paged(request, asked, cases_like(request.actor, asked_for), NEWEST)
    rows = queries.rows_of(request.actor, found.rows)
    return Cases(items=[said.listed(one.number, one.seen) for one in rows if one.seen], next=following)


@router.get("/cases/{uuid:case}", response=Case, operation_id="case", url_name="case", summary="Read a case")
@READ
def case(request: Any, case: UUID) -> Case:
    """One case with its parts, persons, offences and references; that it was read is noted."""
    found = queries.whole(request.actor, case)
    opened(request, f"case {case}", found.case.compartment_id)
    return said.case(found)


@router.get(
    "/cases/{uuid:case}/deadlines", response=Deadlines, operation_id="deadlines", url_name="deadlines", summary="The deadlines of a case"
)  # fmt: skip
@READ
def deadlines(request: Any, case: UUID) -> Deadlines:
    """What the case asks for and by when, as counted now."""
    found = queries.case(request.actor, case)
    opened(request, f"case {case}", found.compartment_id)
    parts = set(found.parts.values_list("id", flat=True))
    return said.deadlines(worklist.of_case(request.actor, case, clock.now()), parts)


@router.get(
    "/cases/{uuid:case}/documents", response=Documents, operation_id="case_documents", url_name="case-documents",
    summary="List the files of a case",
)  # fmt: skip
@READ
def case_documents(request: Any, case: UUID, asked: Query[Paged]) -> Documents:
    """Its files, and what lay in them."""
    found = queries.case(request.actor, case)
    opened(request, f"documents of case {case}", found.compartment_id)
    held, following = paged(
        request, asked, documents.placements(request.actor, found.compartment_id), ("placed_at", "id")
    )
    return Documents(items=[document(one) for one in held.rows], next=following)


@router.get(
    "/cases/{uuid:case}/timeline", response=Changes, operation_id="timeline", url_name="timeline", summary="What happened to a case"
)  # fmt: skip
@READ
def timeline(request: Any, case: UUID, asked: Query[Paged]) -> Changes:
    """The lines of the ledger about the case, the oldest first; go on with `after`."""
    found = queries.case(request.actor, case)
    opened(request, f"timeline of case {case}", found.compartment_id)
    return told.changes(changes(request.actor, asked.after, asked.limit, case))
