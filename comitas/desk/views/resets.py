"""Lost second factors: one person asks for a reset, another agrees."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comitas.accounts import access, actions, queries
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Conflict, Denied
from comitas.core.web import Request
from comitas.desk.forms.resets import AskReset
from comitas.desk.presenters import resets as said
from comitas.desk.views import changing


@access.requires("factor:reset")
def resets(request: Request) -> HttpResponse:
    """What was asked for and decided, newest first; and asking."""
    actor, at = request.actor, clock.now()
    able = [(one.pk, one.full_name) for one in queries.whom_to_reset(actor)]
    form = AskReset(request.POST or None, able=able)
    tried = changing.attempt(request, form, lambda: actions.ask_factor_reset(by=actor, at=at, **form.cleaned_data))
    if tried.done:
        messages.success(request, _("Asked. It is done once another head or administrator agrees."))
        return redirect("desk:factor-resets")
    found = page(request, queries.factor_resets(actor), ("-asked_at", "-id"))
    context = {
        "form": form, "page": found, "rows": [said.row(one, actor, at) for one in found.rows], "able": bool(able),
        "alone": not queries.others_who_reset(actor),
    }  # fmt: skip
    return render(request, "desk/factor_resets.html", context, status=tried.status)


@access.requires("self:manage")
@require_POST
def decide(request: Request, reset: UUID) -> HttpResponse:
    """Agree or refuse; the person concerned may refuse."""
    approve = request.POST.get("do") == "approve"
    try:
        actions.decide_factor_reset(by=request.actor, at=clock.now(), reset=reset, approve=approve)
        messages.success(request, _("The second factor is reset.") if approve else _("Nothing was reset."))
    except (Conflict, Denied) as error:
        messages.error(request, str(error))
    seeing = access.may(request.actor, "factor:reset")
    return redirect("desk:factor-resets" if seeing else "desk:home")
