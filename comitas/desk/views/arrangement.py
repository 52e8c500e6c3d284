"""How an authority is set up: taken out as a file, brought in, tried on a case, put into force."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.arrangement import actions, queries
from comitas.arrangement.models import PROPOSED, Arrangement
from comitas.arrangement.rules import file
from comitas.arrangement.rules.difference import digest
from comitas.arrangement.rules.trial import Change
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request
from comitas.desk.forms.arrangement import NewArrangement, Taking, Trial
from comitas.desk.presenters import arrangement as said
from comitas.desk.views import changing


@access.requires("arrangement:keep")
def arrangements(request: Request) -> HttpResponse:
    """The authorities whose arrangement the reader keeps; straight to it where there is one."""
    mine = [one for one in accounts.own_authorities(request.actor) if access.may(request.actor, queries.KEEP, one.pk)]
    if len(mine) == 1:
        return redirect("desk:arrangements-of", mine[0].pk)
    return render(request, "desk/arrangements.html", {"authorities": mine})


@access.requires("arrangement:keep")
def listing(request: Request, authority: UUID) -> HttpResponse:
    """What is in force, what was proposed, and a file to bring in."""
    found = queries.our_authority(request.actor, authority)
    form = NewArrangement(request.POST or None, request.FILES or None)
    tried = changing.attempt(request, form, lambda: _brought(request, authority, form))
    if tried.done:
        return redirect("desk:arrangement", tried.made.pk)
    shown = page(request, queries.arrangements(request.actor, authority), ("-brought_at", "-id"), 10)
    context = {
        "authority": found,
        "form": form,
        "rows": [said.row(one) for one in shown.rows],
        "page": shown,
        "may_furnish": access.may(request.actor, "letters:furnish", authority),
    }
    return render(request, "desk/arrangements_of.html", context, status=tried.status)


def _brought(request: Request, authority: UUID, form: NewArrangement) -> Arrangement:
    brought = form.cleaned_data["file"]
    return actions.bring(
        by=request.actor, at=clock.now(), authority=authority, once=form.cleaned_data["once"], name=brought.name or "",
        data=brought.read(),
    )  # fmt: skip


@require_safe
@access.requires("arrangement:keep")
def taken_out(request: Request, authority: UUID) -> HttpResponse:
    """What is in force, as a file."""
    found, now = queries.our_authority(request.actor, authority), clock.now()
    data = file.write(
        queries.in_force(request.actor, authority), authority=found.name, made=now.isoformat(timespec="seconds")
    )
    return HttpResponse(
        data, content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="arrangement-{now:%Y-%m-%d}.json"'},
    )  # fmt: skip


@require_safe
@access.requires("arrangement:keep")
def arrangement(request: Request, arrangement: UUID) -> HttpResponse:
    """One proposal: how it differs, what it would change in a case, and the button."""
    return _page(request, queries.arrangement(request.actor, arrangement))


@require_POST
@access.requires("arrangement:keep")
def try_on(request: Request, arrangement: UUID) -> HttpResponse:
    """What would be different in one case. Nothing is kept."""
    found = queries.arrangement(request.actor, arrangement)
    form = Trial(request.POST)
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "arrangement": arrangement}
    tried = changing.attempt(request, form, lambda: actions.try_on(**told, number=form.cleaned_data["case"]))
    return _page(request, found, trial=form, changes=tried.made, status=tried.status)


@require_POST
@access.requires("arrangement:keep")
def take(request: Request, arrangement: UUID) -> HttpResponse:
    """The chosen subjects take effect."""
    found = queries.arrangement(request.actor, arrangement)
    form = Taking(request.POST, offered=found.body)
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "arrangement": arrangement}
    tried = changing.attempt(
        request,
        form,
        lambda: actions.put_in_force(**told, subjects=form.cleaned_data["subjects"], seen=form.cleaned_data["seen"]),
    )
    if tried.done:
        messages.success(request, _("It is in force. What stood before is kept in the list below."))
        return redirect("desk:arrangements-of", found.authority_id)
    return _page(request, found, taking=form, status=tried.status)


@require_POST
@access.requires("arrangement:keep")
def drop(request: Request, arrangement: UUID) -> HttpResponse:
    """It will not take effect."""
    found = queries.arrangement(request.actor, arrangement)
    try:
        actions.drop(by=request.actor, at=clock.now(), arrangement=arrangement)
        messages.success(request, _("The proposal is dropped."))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("desk:arrangements-of", found.authority_id)


@require_POST
@access.requires("arrangement:keep")
def again(request: Request, arrangement: UUID) -> HttpResponse:
    """Propose once more what ended, or what stood before."""
    found = queries.arrangement(request.actor, arrangement)
    try:
        made = propose(request, found.authority_id, found.name, found.body)
    except Invalid as error:
        messages.error(request, str(error))
        return redirect("desk:arrangement", arrangement)
    return redirect("desk:arrangement", made.pk)


def propose(request: Request, authority: UUID, name: str, body: dict[str, Any]) -> Arrangement:
    """A proposal made here, from what was typed or from an earlier one."""
    return actions.propose(by=request.actor, at=clock.now(), authority=authority, once=uuid4(), name=name, body=body)


def proposed(request: Request, authority: UUID, subject: str, change: Callable[[Any], Any]) -> Arrangement:
    """What was typed on a subject's own page, as a proposal: *change* makes of what stands what is wanted.

    `Invalid` at the fields of that page, as if it had been saved.
    """
    stands = queries.in_force(request.actor, authority)[subject]
    try:
        return propose(request, authority, _(file.SUBJECTS[subject]), {subject: change(stands)})
    except Invalid as error:
        raise (error.__cause__ if isinstance(error.__cause__, Invalid) else error) from None


def only_proposed(request: Request) -> bool:
    """Whether the button beside Save was pressed: try it on a case first."""
    return request.POST.get("then") == "propose"


def _page(
    request: Request,
    found: Arrangement,
    *,
    trial: Trial | None = None,
    taking: Taking | None = None,
    changes: list[Change] | None = None,
    status: int = 200,
) -> HttpResponse:
    compared = queries.compared(request.actor, found)
    different = [subject for subject, rows in compared.items() if rows]
    seen = digest(queries.in_force(request.actor, found.authority_id))
    if taking is None:
        taking = Taking(initial={"seen": seen, "subjects": different}, offered=different)
    elif status == 409:
        told = taking.non_field_errors()
        given = request.POST.copy()
        given["seen"] = seen
        taking = Taking(given, offered=found.body)
        for sentence in told:
            taking.add_error(None, str(sentence))
    context = {
        "found": found,
        "open": found.state == PROPOSED,
        "row": said.row(found),
        "subjects": said.subjects(compared),
        "different": bool(different),
        "trial": trial or Trial(),
        "taking": taking,
        "tried": changes is not None,
        "changes": said.changes(changes or []),
    }
    return render(request, "desk/arrangement.html", context, status=status)
