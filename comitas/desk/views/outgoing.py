"""A request of ours on its way: read as a document, submitted, reviewed, returned, approved, sent, followed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comitas.accounts import access
from comitas.cases import queries
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request
from comitas.desk.forms import dispatches as asked
from comitas.desk.presenters import requests as said
from comitas.desk.views import changing
from comitas.desk.views.casework import answer
from comitas.desk.views.guided import head, of_ours
from comitas.desk.views.opening import opened
from comitas.documents import queries as documents
from comitas.drafting import actions
from comitas.drafting import queries as drafting
from comitas.drafting.rules.numbers import request_name
from comitas.drafting.rules.routes import WAYS
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_DOCUMENTS = 100
Told = dict[str, Any]


@access.requires("case:read")
def paper(request: Request, case: UUID) -> HttpResponse:
    """The request as it will leave, with what can be done with it now."""
    return _paper(request, of_ours(request, case), asked.Remarks())


def _paper(request: Request, found: Case, form: Any, status: int = 200) -> HttpResponse:
    actor, at = request.actor, clock.now()
    sheet, rounds = drafting.request_sheet(actor, found.pk, at=at), drafting.rounds(actor, found.pk)
    held = access.permissions(actor, found.authority_id)
    opened(request, f"request {found.pk}", found.compartment_id)
    context = {
        **head(request, found), "form": form, "sheet": sheet, "seal": drafting.seal_of(sheet),
        **said.round_words(found, rounds, sheet), "can": said.can_do(found, rounds, held, actor.id),
        "own_paper": said.own_paper(found), "left": said.left(drafting.drafted(actor, found.pk)),
    }  # fmt: skip
    return render(request, "desk/request.html", context, status=status)


def _moved(request: Request, case: UUID, move: Callable[[Case], Any], done: str) -> HttpResponse:
    """One move of the whole request; what stands in its way is said above the document."""
    found = of_ours(request, case)
    form = asked.Remarks(request.POST)
    form.is_valid()
    try:
        move(found)
    except Invalid as error:
        changing.show(form, error)
        return _paper(request, queries.case(request.actor, case), form, 400)
    except Conflict as error:
        form.add_error(None, str(error))
        return _paper(request, queries.case(request.actor, case), form, 409)
    messages.success(request, done)
    return redirect("desk:case", case)


def _now(request: Request, case: UUID) -> Told:
    return {"by": request.actor, "at": clock.now(), "case": case}


def _seal(request: Request) -> str:
    return request.POST.get("seal", "")[:40]


@require_POST
@access.requires("case:work")
def submit(request: Request, case: UUID) -> HttpResponse:
    """Give it to a second person."""
    return _moved(
        request, case, lambda _found: actions.submit_request(**_now(request, case), seal=_seal(request)),
        _("Submitted for review."),
    )  # fmt: skip


@require_POST
@access.requires("case:work")
def review(request: Request, case: UUID) -> HttpResponse:
    """A second person found it good."""
    return _moved(
        request, case, lambda _found: actions.review_request(**_now(request, case), seal=_seal(request)),
        _("The review is recorded. The head approves it next."),
    )  # fmt: skip


@require_POST
@access.requires("letter:approve")
def approve(request: Request, case: UUID) -> HttpResponse:
    """The head approves: Word file and PDF become documents of the case."""
    return _moved(
        request, case, lambda _found: actions.approve_request(**_now(request, case), seal=_seal(request)),
        _("Approved. Send it, then record it as sent."),
    )  # fmt: skip


@require_POST
@access.requires("case:work")
def send_back(request: Request, case: UUID) -> HttpResponse:
    """Return it to whoever drafted it, with remarks."""
    note = request.POST.get("note", "")
    return _moved(
        request, case, lambda _found: actions.return_request(**_now(request, case), note=note),
        _("Returned for correction."),
    )  # fmt: skip


@access.requires("case:work")
def to_requester(request: Request, case: UUID) -> HttpResponse:
    """Return the draft to the authority at home that asks."""
    found, form = of_ours(request, case), asked.ToRequester(request.POST or None)
    return answer(
        request, found, form, lambda: actions.return_to_requester(**_now(request, case), **form.cleaned_data),
        heading=_("Return it to the requester"), button=_("Return it"), to=reverse("desk:draft", args=[case]),
        note=_("Tell them by a letter of the kind “Draft returned for correction”, or as you usually do; this page records it."),
        link={"url": reverse("desk:new-letter", args=[case]) + "?kind=draft-return", "label": _("Draft the letter instead")},
    )  # fmt: skip


@access.requires("case:work")
def from_requester(request: Request, case: UUID) -> HttpResponse:
    """The corrected draft came back."""
    found = of_ours(request, case)
    form = asked.FromRequester(request.POST or None, initial={"on": queries.today_of(found, clock.now())})
    return answer(
        request, found, form, lambda: actions.take_up_draft(**_now(request, case), **form.cleaned_data),
        heading=_("Take up the corrected draft"), button=_("Take it up"), to=reverse("desk:draft", args=[case]),
    )  # fmt: skip


@require_safe
@access.requires("case:read")
def pdf(request: Request, case: UUID) -> HttpResponse:
    """The PDF: the one that was approved, or the draft."""
    return _file(request, case, "pdf", "application/pdf", drafting.request_paper)


@require_safe
@access.requires("case:read")
def word(request: Request, case: UUID) -> HttpResponse:
    """The Word file: the one that was approved, or the draft."""
    return _file(request, case, "docx", WORD, drafting.request_in_word)


def _file(request: Request, case: UUID, kind: str, media: str, make: Callable[..., bytes]) -> HttpResponse:
    found, at = of_ours(request, case), clock.now()
    data = make(request.actor, case, at=at)
    ledger.read(Reading.Manner.DOWNLOAD, f"request {case}", by=request.actor, at=at, compartment=found.compartment_id)
    name = request_name(found.number, kind)
    return HttpResponse(data, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@access.requires("letter:send")
def send(request: Request, case: UUID) -> HttpResponse:
    """Record when, how and under which number it left: the first time, and every further time."""
    found = of_ours(request, case)
    rounds = drafting.rounds(request.actor, case)
    form = asked.DispatchForm(request.POST or None, initial=_first_dispatch(found, rounds))
    return answer(
        request, found, form, lambda: actions.dispatch_request(**_now(request, case), **form.cleaned_data),
        heading=_("Record it as sent"), button=_("Record it as sent"), to=reverse("desk:case", args=[case]),
        note=_("An advance copy and the original are one request: record each when it leaves."),
    )  # fmt: skip


def _first_dispatch(found: Case, rounds: drafting.Rounds) -> Told:
    """What the form begins with: the way that was planned; after an advance copy the original."""
    sent = {
        one.kind
        for one in rounds.dispatches
        if not one.undone_at and rounds.current and one.paper_id == rounds.current.pk
    }
    kind = "copy" if "original" in sent else "original"
    return {"kind": kind, "channel": WAYS.get(found.outgoing.channel, ""), "on": queries.today_of(found, clock.now())}


@access.requires("letter:send")
def delivery(request: Request, dispatch: UUID) -> HttpResponse:
    """What became of a consignment: number, day of arrival, proof."""
    row = drafting.dispatch(request.actor, dispatch)
    found = of_ours(request, row.paper.case_id)
    placed = (
        documents.placements(request.actor, found.compartment_id).filter(document__root=None).order_by("-placed_at")
    )
    stands = {"version": row.version, "tracking": row.tracking, "delivered_on": row.delivered_on, "proof": row.proof_id}
    form = asked.DeliveryForm(
        request.POST or None, initial=stands,
        documents=[(str(one.pk), one.document.name) for one in placed[:MOST_DOCUMENTS]],
    )  # fmt: skip
    undo = {"url": reverse("desk:undo-dispatch", args=[dispatch]), "label": _("It was recorded by mistake")}
    told: Told = {"by": request.actor, "at": clock.now(), "dispatch": dispatch}
    return answer(
        request, found, form, lambda: actions.record_delivery(**told, **form.cleaned_data),
        heading=_("What became of it"), button=_("Save"), to=reverse("desk:case", args=[found.pk]), current=lambda: stands,
        note=said.dispatch_words(row), link=None if row.undone_at else undo,
    )  # fmt: skip


@access.requires("case:work")
def undo(request: Request, dispatch: UUID) -> HttpResponse:
    """It had not left so."""
    row = drafting.dispatch(request.actor, dispatch)
    found, form = of_ours(request, row.paper.case_id), asked.UndoForm(request.POST or None)
    told: Told = {"by": request.actor, "at": clock.now(), "dispatch": dispatch}
    return answer(
        request, found, form, lambda: actions.undo_dispatch(**told, **form.cleaned_data),
        heading=_("It was recorded by mistake"), button=_("Correct it"), to=reverse("desk:case", args=[found.pk]),
        note=said.dispatch_words(row),
    )  # fmt: skip
