"""The documents of a case: the list with what may be done with each, one to be read, and adding one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comitas.accounts import access
from comitas.cases import queries
from comitas.cases.access import acting
from comitas.checks import queries as checks
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms import upload_ids
from comitas.desk.presenters import checks as seen
from comitas.desk.presenters import files, letter, search
from comitas.desk.views.cases import page as case_page
from comitas.desk.views.opening import opened
from comitas.documents import actions as keeping
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.documents.rules.content import CONTAINERS
from comitas.documents.rules.reading import Page
from comitas.finding.rules.asked import asked
from comitas.intake import queries as intake

MOST_UNDER = 20
"""Files under a mail or an archive in the list of a case; all of them are listed on its own page."""


@access.requires("document:read")
def listing(request: Request, case: UUID) -> HttpResponse:
    """Everything that lies in the case, in the order in which it came."""
    whole = queries.whole(request.actor, case)
    opened(request, f"documents of case {case}", whole.case.compartment_id)
    outermost = documents.placements(request.actor, whole.case.compartment_id).filter(document__root=None)
    shown = page(request, outermost, ("placed_at", "id"))
    rows = _rows(request, shown.rows)
    held = access.permissions(request.actor, whole.case.authority_id)
    context = {
        **case_page(whole, "case-documents"),
        "rows": rows,
        "page": shown,
        "may_add": "document:add" in held,
        "may_mark": "case:work" in held,
        "may_print": "file:print" in held,
    }
    return render(request, "desk/case_documents.html", context)


def _rows(request: Request, outermost: list[Placement]) -> list[dict[str, Any]]:
    """A row a document, under each mail or archive the first files that lay in it, and how many more there are."""
    containers = [placed.document_id for placed in outermost if placed.document.kind in CONTAINERS]
    inner: dict[UUID | None, list[Placement]] = {}
    for placed in documents.enclosed(request.actor, containers) if containers else ():
        inner.setdefault(placed.document.root_id, []).append(placed)
    listed = [[outer, *inner.get(outer.document_id, [])] for outer in outermost]
    marks = queries.marks_of([placed.pk for held in listed for placed in held[: MOST_UNDER + 1]])
    rows = []
    for held in listed:
        rows += [_row(placed, marks) for placed in held[: MOST_UNDER + 1]]
        rows[-1]["more"] = _more(len(held) - MOST_UNDER - 1)
        rows[-1]["outer"] = held[0].pk
    return rows


def _row(placed: Placement, marks: dict[UUID, str]) -> dict[str, Any]:
    return {
        **presenters.document_row(placed),
        "placed": presenters.day(placed.placed_at.date()),
        "marks": marks.get(placed.pk, ""),
        "depth": placed.document.depth,
    }


def _more(count: int) -> str:
    told = ngettext("%(count)s more file inside", "%(count)s more files inside", count)
    return told % {"count": count} if count > 0 else ""


@access.requires("document:read")
def item(request: Request, placement: UUID) -> HttpResponse:
    """One document of a case, page by page, with the words marked that the checks have seen."""
    placed = documents.placement(request.actor, placement)
    case = queries.in_compartment(request.actor, placed.compartment_id)
    if case is None:
        raise NotThere(str(placement))
    opened(request, f"document {placed.document_id}", placed.compartment_id)
    context = {
        **case_page(queries.whole(request.actor, case.pk), "case-documents"),
        "viewer": _viewer(request, placed, case.pk),
        "document": presenters.document_row(placed),
        "inside": _inside(request, placed),
        "again": files.again(placed)
        if "document:add" in access.permissions(request.actor, case.authority_id)
        else None,
        **files.made_of(request, placed),
        "may_mark": "case:work" in access.permissions(request.actor, case.authority_id),
    }
    return render(request, "desk/item.html", context)


@require_POST
@access.requires("document:add")
def read_again(request: Request, placement: UUID) -> HttpResponse:
    """Give a document that was not read to the reader once more, and go back to where it is shown."""
    placed = documents.placement(request.actor, placement)
    try:
        keeping.read_again(by=request.actor, at=clock.now(), placement=placement)
        messages.success(request, _("It will be read again. You need not wait."))
    except Conflict as error:  # two tabs, or the worker was quicker
        messages.info(request, str(error))
    if queries.in_compartment(request.actor, placed.compartment_id):
        return redirect("desk:item", placement)
    found = intake.in_compartment(request.actor, placed.compartment_id)
    if found is None:
        raise NotThere(str(placement))
    return redirect(f"{reverse('desk:arrival', args=[found.pk])}?file={placement}")


def _inside(request: Request, placed: Placement) -> list[dict[str, Any]]:
    document = placed.document
    if document.root_id is None and document.kind not in CONTAINERS:
        return []
    held = list(documents.with_enclosed(request.actor, document.root_id or document.pk))
    rows = files.inside(held, placed.pk, lambda each: reverse("desk:item", args=[each.pk])) if len(held) > 1 else []
    marks = queries.marks_of([each.pk for each in held])
    return [{**row, "marks": marks.get(row["placement"], "")} for row in rows]


def _viewer(request: Request, placed: Placement, case: UUID) -> dict[str, Any]:
    """What `ui/viewer.html` takes, marked with what was searched for, or else with what the findings show as seen."""
    pages = list(documents.pages(request.actor, placed.pk))
    shown = letter.viewer(request, placed, pages, letter.rows([]))
    places = [
        place
        for finding in checks.findings(request.actor, case)
        for place in finding.seen
        if place.document == str(placed.pk)
    ]
    back = reverse("desk:case-checks", args=[case])
    sought = asked(request.GET.get("find", ""))
    for page_shown, row in zip(shown["pages"], pages, strict=True):
        read = Page.from_json(row.reading)
        page_shown["marks"] = search.marks(read, sought) if sought.terms else seen.marks(read, places, back)
    return shown


@access.requires("document:add")
def add(request: Request, case: UUID) -> HttpResponse:
    """Put files into the case. What has arrived is kept through every error."""
    whole = queries.whole(request.actor, case)
    at, uploads, errors = clock.now(), list(upload_ids(request.POST)), []
    if request.method == "POST":
        for file in request.FILES.getlist("files"):
            try:
                uploads.append(keeping.receive_file(by=request.actor, at=at, name=file.name or "", data=file.read()).pk)
            except Invalid as error:
                errors.append({"text": f"{file.name}: {error}", "href": "#files"})
        access.require(request.actor, "document:add", whole.case.compartment_id)
        if uploads and not errors:
            by = acting(request.actor, whole.case)
            for upload in uploads:
                keeping.keep(by=by, at=at, upload=upload, compartment=whole.case.compartment_id, case=case)
            messages.success(
                request,
                ngettext("%(count)d file is kept.", "%(count)d files are kept.", len(uploads))
                % {"count": len(uploads)},
            )
            return redirect("desk:case-documents", case)
        errors = errors or [{"text": _("Choose a file."), "href": "#files"}]
    kept = documents.waiting_uploads(request.actor, at).filter(pk__in=uploads)
    context = {**case_page(whole, "case-documents"), "kept": kept, "listed": errors}
    return render(request, "desk/case_add_document.html", context, status=400 if errors else 200)
