"""The documents of a case: the list with what may be done with each, and adding one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.accounts import access
from comitas.cases import queries
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Invalid
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms import upload_ids
from comitas.desk.views.cases import page as case_page
from comitas.documents import actions as keeping
from comitas.documents import queries as documents
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading


@access.requires("document:read")
def listing(request: Request, case: UUID) -> HttpResponse:
    """Everything that lies in the case, in the order in which it came."""
    whole = queries.whole(request.actor, case)
    ledger.read(
        Reading.Manner.OPEN,
        f"documents of case {case}",
        by=request.actor,
        at=clock.now(),
        compartment=whole.case.compartment_id,
    )
    shown = page(request, documents.placements(request.actor, whole.case.compartment_id), ("placed_at", "id"))
    marks = queries.marks_of([placed.pk for placed in shown.rows])
    rows = [
        {
            **presenters.document_row(placed),
            "placed": presenters.day(placed.placed_at.date()),
            "marks": marks.get(placed.pk, ""),
        }
        for placed in shown.rows
    ]
    held = access.permissions(request.actor, whole.case.authority_id)
    context = {
        **case_page(whole, "case-documents"),
        "rows": rows,
        "page": shown,
        "may_add": "document:add" in held,
        "may_mark": "case:work" in held,
    }
    return render(request, "desk/case_documents.html", context)


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
            for upload in uploads:
                keeping.keep(by=request.actor, at=at, upload=upload, compartment=whole.case.compartment_id, case=case)
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
