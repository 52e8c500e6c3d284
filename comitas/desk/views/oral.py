"""A request made by telephone: registered and accepted in one screen; that it is wanted in writing then stands in the worklist."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk.forms import OralRequest
from comitas.desk.views import changing, choosing
from comitas.directory import queries as directory
from comitas.intake import actions
from comitas.intake.models import Arrival

CHANNEL, KIND, FILE = "telephone", "request", "oral-request.txt"


@access.requires("arrival:accept")
def oral(request: Request) -> HttpResponse:
    """UNCAC 46(14): in urgent circumstances a request may be made orally, and is confirmed in writing forthwith."""
    mine = choosing.with_permission(request, "arrival:accept")
    states = sorted(directory.state_names().items(), key=lambda pair: pair[1])
    form = OralRequest(request.POST or None, authorities=mine, states=states)
    tried = changing.attempt(request, form, lambda: _made(request, form, mine))
    if tried.done:
        case: Case = tried.made
        messages.success(
            request, _("Case %(number)s is open. Ask for the request in writing.") % {"number": case.number}
        )
        return redirect("desk:case", case.pk)
    return render(request, "desk/oral.html", {"form": form}, status=tried.status)


def _made(request: Request, form: OralRequest, mine: list[access.Ours]) -> Case:
    """The arrival with its note, then the case; sent twice it is there once. Cut off between the two, the arrival waits."""
    values, at = form.cleaned_data, clock.now()
    day = clock.local_date(at, next(one.time_zone for one in mine if one.pk == values["authority"]))
    told = actions.Particulars(day, KIND, values["sender"].strip(), channel=CHANNEL)
    by: dict[str, Any] = {"by": request.actor, "at": at}
    note = actions.File(FILE, form.note().encode())
    made = actions.receive(**by, authority=values["authority"], once=values["once"], particulars=told, files=(note,))
    if made.state == Arrival.Stage.ACCEPTED and made.case is not None:
        return made.case
    acceptance = actions.Acceptance(
        title=values["title"].strip(), state_from=values["state_from"] or None, requesting=values["sender"].strip(),
        wanted_by=values["wanted_by"], urgent_because=values["urgent_because"].strip(),
    )  # fmt: skip
    return actions.accept_as_case(**by, arrival=made.pk, version=made.version, acceptance=acceptance)
