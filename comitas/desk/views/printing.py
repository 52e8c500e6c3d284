"""The judge wants the file: a case as one paged PDF, made in the background and kept for a day."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.core import clock
from comitas.core.refusals import NotThere
from comitas.core.web import Request
from comitas.desk.forms.printing import PrintWish
from comitas.desk.presenters import life
from comitas.desk.presenters import printing as said
from comitas.desk.views import changing
from comitas.desk.views.cases import page
from comitas.directory import queries as directory
from comitas.drafting import actions, queries
from comitas.drafting.models import Printout
from comitas.drafting.rules.printing import MOST_EVENTS
from comitas.ledger import actions as ledger
from comitas.ledger import queries as lines
from comitas.ledger.models import Reading


@access.requires("file:print")
def printing(request: Request, case: UUID) -> HttpResponse:
    """Choose what goes into the file; below, the files that were made of this case."""
    whole = cases.whole(request.actor, case)
    access.require(request.actor, "file:print", whole.case.compartment_id)
    found = queries.printable(request.actor, case)
    rows = said.items(found)
    more = said.unlisted(len(rows)) if queries.unlisted(request.actor, case, len(rows)) else ""
    offered = {row["number"]: (row["id"], row["name"]) for row in rows if not row["left"]}
    form = PrintWish(request.POST if request.method == "POST" else None, items=offered, last=len(rows))
    tried = changing.attempt(request, form, lambda: _ask(request, whole, form, more))
    if tried.done:
        return redirect("desk:print-case", case)
    chosen = {str(value) for value in form["chosen"].value() or ()} if "chosen" in form.fields else set()
    at = clock.now()
    context = {
        **page(whole, "case-documents"),
        "form": form,
        "items": [row | {"chosen": row["id"] in chosen} for row in rows],
        "more": more,
        "printouts": [said.row(one, at) for one in queries.printouts_of(request.actor, case)],
    }
    return render(request, "desk/print.html", context, status=tried.status)


@require_safe
@access.requires("file:print")
def progress(request: Request, case: UUID, printout: UUID) -> HttpResponse:
    """How far one file is: a line that the page asks for again while it is not finished."""
    found = _printout(request, case, printout)
    return render(request, "desk/print_row.html", {"row": said.row(found, clock.now()), "case": found.case})


@require_safe
@access.requires("file:print")
def file(request: Request, case: UUID, printout: UUID) -> HttpResponse:
    """The PDF, as a download; that it was printed is in the reading log."""
    found = _printout(request, case, printout)
    data = queries.printed_file(request.actor, found, clock.now())
    ledger.read(
        Reading.Manner.PRINT,
        f"case {found.case_id}",
        by=request.actor,
        at=clock.now(),
        compartment=found.compartment_id,
    )
    name = f"{found.case.number.replace('/', '-')}.pdf"
    return HttpResponse(
        data, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _printout(request: Request, case: UUID, printout: UUID) -> Printout:
    found = queries.printout(request.actor, printout)
    if found.case_id != case:
        raise NotThere(str(printout))
    access.require(request.actor, "file:print", found.compartment_id)
    return found


def _ask(request: Request, whole: cases.Whole, form: PrintWish, more: str) -> Any:
    at, actor = clock.now(), request.actor
    names = directory.authority_names(actor, [part.executing for part in whole.parts if part.executing])
    found = lines.lines_of_case(whole.case.pk, MOST_EVENTS + 1)
    events = found[:MOST_EVENTS]
    told = life.timeline(
        events,
        whole,
        cases.names_of(line.actor for line, _payload in events),
        {str(key): name for key, name in names.items()},
    )
    state = directory.state_name(whole.case.state_from) if whole.case.state_from else ""
    return actions.ask_printout(
        by=actor,
        at=at,
        case=whole.case.pk,
        language=get_language() or "en",
        chosen=form.cleaned_data["chosen"],
        front=said.front(whole, state, names, told, actor.name, at, len(events) if len(found) > len(events) else 0)
        | {"unlisted": more},
        once=form.cleaned_data["once"],
    )
