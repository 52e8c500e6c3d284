"""Phone notes: one short page from anywhere, the list, one note with what is to follow."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.cases import queries as cases
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.execution import CallForm, FileCall
from comitas.desk.presenters import cases as casewords
from comitas.desk.presenters import execution as said
from comitas.desk.views import changing
from comitas.desk.views.opening import opened
from comitas.directory import queries as directory
from comitas.execution import actions, queries
from comitas.execution.rules import calls

PERMISSION = "execution:keep"


@access.requires(PERMISSION)
def new(request: Request) -> HttpResponse:
    """Write a note. Looking up the number to ring back keeps what was typed and records nothing."""
    form = CallForm(request.POST or None, initial=_first(request), states=_states(), authorities=_ours(request))
    looking = request.POST.get("do") == "look"
    case = _case(request, form["number"].value())
    state = case.state_from_id if case and case.state_from_id else str(form["state"].value() or "")
    tried = changing.Tried()
    if looking:
        form.is_valid()
        for name in list(form.errors):
            if name != "number" or case:
                del form.errors[name]
        if form["number"].value() and case is None:
            form.add_error("number", _no_case(str(form["number"].value())))
    else:
        tried = changing.attempt(request, form, lambda: _save(request, form))
    if tried.done:
        messages.success(request, _("The call is noted."))
        return redirect(f"{reverse('desk:case-execution', args=[case.pk])}" if case else "desk:calls")
    context = {"form": form, "case": case, "confirm_nothing": _(calls.CONFIRM_NOTHING), **_beside(request, case, state)}
    return render(request, "desk/call_new.html", context, status=tried.status)


def _first(request: Request) -> dict[str, Any]:
    """What the page begins with: the case or the State that the address names."""
    return {"number": request.GET.get("case", "")[:40], "state": request.GET.get("state", "")[:2]}


def _states() -> list[tuple[str, str]]:
    return sorted(directory.state_names().items(), key=lambda state: state[1])


def _ours(request: Request) -> list[tuple[str, str]]:
    """The authorities for which the actor may take a call."""
    own = people.own_authorities(request.actor)
    return [(str(one.pk), one.name) for one in own if access.may(request.actor, PERMISSION, one.pk)]


def _case(request: Request, number: Any) -> Case | None:
    """The case of that number, as far as the actor may know it."""
    return cases.found_number(request.actor, str(number)[:40]) if number else None


def _no_case(number: str) -> str:
    return _("There is no case %(number)s that you may read.") % {"number": number[:40]}


def _save(request: Request, form: CallForm) -> Any:
    values = form.cleaned_data
    case = _case(request, values["number"])
    if values["number"] and case is None:
        raise Invalid({"number": _no_case(values["number"])})
    return actions.note_call(
        by=request.actor, at=clock.now(), authority=case.authority_id if case else values["authority"], given=form.given(),
        case=case.pk if case else None, state=values["state"], once=values["once"],
    )  # fmt: skip


def _beside(request: Request, case: Case | None, state: str) -> dict[str, Any]:
    """What helps while somebody is on the line: the numbers of the directory, and what that State was last told."""
    names = directory.state_names()
    known = state if state in names else ""
    if case:
        opened(request, f"case {case.pk}", case.compartment_id)
    whole = cases.whole(request.actor, case.pk) if case else None
    today = cases.today_of(case, clock.now()) if case else None
    return {
        "state": names.get(known, ""),
        "ring_back": queries.ring_back(request.actor, known) if known else [],
        "last_told": presenters.day(case.last_told_on) if case else "",
        "stands": casewords.stand(whole, today)["sentence"] if whole and today else "",
        "asked": bool(known or case),
    }


@access.requires(PERMISSION)
def listing(request: Request) -> HttpResponse:
    """Every note that the actor may read, the newest first; above, what is to follow calls that are in no case."""
    paged = page(request, queries.calls(request.actor), ("-at", "-id"))
    states = directory.state_names()
    context = {
        "rows": [said.call_row(one, states) for one in paged.rows],
        "page": paged,
        "follow_ups": [said.call_row(one, states) for one in queries.follow_ups(request.actor)[:20]],
    }
    return render(request, "desk/calls.html", context)


@access.requires(PERMISSION)
def call(request: Request, call: UUID) -> HttpResponse:
    """One note: what is to follow is done, or the case is found into which it belongs."""
    found = queries.call(request.actor, call)
    form = FileCall(request.POST if request.POST.get("do") == "file" else None)
    tried = changing.Tried()
    if request.method == "POST":
        access.require(request.actor, PERMISSION, found.compartment_id)
        if request.POST.get("do") == "done":
            return _finished(request, call)
        tried = changing.attempt(request, form, lambda: _file(request, call, form))
        if tried.done:
            messages.success(request, _("Saved."))
            return redirect("desk:call", call)
    else:
        opened(request, f"phone note {call}", found.compartment_id)
    context = {
        "call": found,
        "rows": said.call_rows(found, directory.state_names().get(found.state_id or "", "")),
        "form": form,
        "open": found.follow_up_on is not None and found.done_on is None,
    }
    return render(request, "desk/call.html", context, status=tried.status)


def _finished(request: Request, call: UUID) -> HttpResponse:
    try:
        actions.finish_follow_up(by=request.actor, at=clock.now(), call=call)
        messages.success(request, _("Saved."))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("desk:call", call)


def _file(request: Request, call: UUID, form: FileCall) -> None:
    number = form.cleaned_data["number"]
    case = _case(request, number)
    if case is None:
        raise Invalid({"number": _no_case(number)})
    actions.file_call(by=request.actor, at=clock.now(), call=call, case=case.pk)
