"""What persons ask about data held of them: the list, and one request from its registration to its answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Conflict, NotThere
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.persons import Answer, Asked, Consultation, Identity
from comitas.desk.views import changing
from comitas.desk.views.opening import opened
from comitas.directory import queries as directory
from comitas.protection import actions, queries
from comitas.protection.models import PersonRequest
from comitas.protection.queries import Found
from comitas.protection.rules import persons as rules

PAGE = "desk:person-request"


@access.requires("person-request:handle")
@require_safe
def listing(request: Request) -> HttpResponse:
    """All that the reader may know, the latest first; for the head, where a search touched what the searcher may not see."""
    found = page(request, queries.person_requests(request.actor), ("-made_at", "-id"))
    rows = [
        {
            "case": one.case_id,
            "number": one.case.number,
            "right": _(rules.RIGHTS[one.right]),
            "received": presenters.day(one.case.received_on),
            "answer": _(rules.ANSWERS[one.answer]) if one.answer else "",
            "answered": presenters.day(one.answered_on),
        }
        for one in found.rows
    ]
    context = {"rows": rows, "page": found, "hints": queries.hints(request.actor)}
    return render(request, "desk/person_requests.html", context)


@access.requires("person-request:oversee")
@require_POST
def seen(request: Request, case: UUID) -> HttpResponse:
    """The head has looked at one."""
    actions.note_hint_seen(by=request.actor, at=clock.now(), case=case)
    messages.success(request, _("Saved."))
    return redirect("desk:person-requests")


@access.requires("person-request:handle")
def person_request(request: Request, case: UUID) -> HttpResponse:
    """One: what is asked, identity, the other State, what is held, the answer. Each is saved by itself."""
    whole = cases.case(request.actor, case)
    if whole.kind != rules.KIND or not access.may(request.actor, queries.HANDLE, whole.authority_id):
        raise NotThere(str(case))
    found, do = queries.person_request(request.actor, case), request.POST.get("do", "")
    states = directory.state_names()
    forms = {name: made(request.POST if name == do else None, found, states) for name, made in FORMS.items()}
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "case": case}
    saves: dict[str, Callable[[], Any]] = {
        "asked": lambda: actions.register_request(**act, **forms["asked"].cleaned_data),
        "identity": lambda: actions.check_identity(**act, **forms["identity"].cleaned_data),
        "consult": lambda: actions.consult(**act, **forms["consult"].cleaned_data),
        "answer": lambda: actions.answer_request(**act, **forms["answer"].cleaned_data),
    }
    tried = changing.attempt(request, forms[do], saves[do]) if do in saves else changing.Tried()
    if tried.done:
        messages.success(request, _("Saved."))
        return redirect(PAGE, case)
    opened(request, f"request of a person {case}", whole.compartment_id)
    held = access.permissions(request.actor, whole.authority_id)
    context = {
        "case": whole,
        "found": found,
        "forms": forms,
        "facts": _facts(found, states) if found else [],
        "may_draft": "letter:draft" in held,
        "closed": whole.closed_on is not None,
    }
    return render(request, "desk/person_request.html", context, status=tried.status)


@access.requires("person-request:handle")
@require_POST
def search(request: Request, case: UUID) -> HttpResponse:
    """What is held about the person, as far as the reader may know. It is shown once and kept nowhere."""
    whole = cases.case(request.actor, case)
    try:
        actions.search_person(by=request.actor, at=clock.now(), case=case)
    except Conflict as error:
        messages.error(request, str(error))
        return redirect(PAGE, case)
    found = queries.person_request(request.actor, case)
    if found is None:
        raise NotThere(str(case))
    context = {"case": whole, "found": found, **_shown(queries.found_for(request.actor, found))}
    return render(request, "desk/person_found.html", context)


def _shown(found: Found) -> dict[str, Any]:
    return {
        "count": found.count,
        "cut": found.cut,
        "persons": found.persons,
        "cases": found.cases,
        "arrivals": [
            {"key": one.pk, "number": one.number, "title": presenters.arrival_title(one)} for one in found.arrivals
        ],
        "pages": found.pages,
    }


def _facts(found: PersonRequest, states: dict[str, str]) -> list[tuple[str, str]]:
    facts = [
        (_("What the person asks"), _(rules.RIGHTS[found.right])),
        (_("Name of the person"), found.name),
        (_("Identity"), _(rules.IDENTITY[found.identity])),
        (_("How it was checked"), found.identity_how),
        (_("State consulted"), states.get(found.consulted_id or "", "")),
        (_("Asked on"), presenters.day(found.consulted_on)),
        (_("It answered on"), presenters.day(found.heard_on)),
        (_("Searched last"), presenters.moment(found.searched_at) if found.searched_at else _("Not yet")),
        (_("Answer"), _(rules.ANSWERS[found.answer]) if found.answer else _("Not yet")),
        (_("Answered on"), presenters.day(found.answered_on)),
    ]
    return [(label, value) for label, value in facts if value]


def _asked(data: Any, found: PersonRequest | None, _states: dict[str, str]) -> Asked:
    names = ("version", "right", "name", "born", "identity_document", "asks")
    initial = {name: getattr(found, name) for name in names} if found else {"version": 0}
    return Asked(data, initial=initial)


def _identity(data: Any, found: PersonRequest | None, _states: dict[str, str]) -> Identity:
    initial = {"version": found.version, "identity": found.identity, "how": found.identity_how} if found else {}
    return Identity(data, initial=initial, auto_id="identity_%s")


def _consult(data: Any, found: PersonRequest | None, states: dict[str, str]) -> Consultation:
    initial = {}
    if found:
        initial = {"version": found.version, "state": found.consulted_id, "on": found.consulted_on,
                   "heard_on": found.heard_on, "heard": found.heard}  # fmt: skip
    return Consultation(data, initial=initial, states=states, auto_id="consult_%s")


def _answer(data: Any, found: PersonRequest | None, _states: dict[str, str]) -> Answer:
    initial = {}
    if found:
        initial = {"version": found.version, "answer": found.answer, "on": found.answered_on, "because": found.because}
    return Answer(data, initial=initial, auto_id="answer_%s")


FORMS: dict[str, Callable[[Any, PersonRequest | None, dict[str, str]], Any]] = {
    "asked": _asked,
    "identity": _identity,
    "consult": _consult,
    "answer": _answer,
}
