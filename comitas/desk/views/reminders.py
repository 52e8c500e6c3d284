"""Reminders by mail, and one's own deadlines in one's own calendar by a secret link."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.duty import Link, Reminders
from comitas.desk.views import changing
from comitas.duty import actions, queries


@access.requires("reminders:set")
def reminders(request: Request) -> HttpResponse:
    """How one is reminded. A link just made is shown once: it is kept by nobody."""
    do, act = request.POST.get("do", ""), _act(request)
    kept, link = queries.reminding_of(request.actor), ""
    form = Reminders(request.POST if do == "remind" else None, initial={"on": kept.on, "hour": str(kept.hour)})
    linking = Link(request.POST if do == "link" else None)
    status = 200
    if do == "remind":
        tried = changing.attempt(request, form, lambda: actions.set_reminding(**act, **form.cleaned_data))
        status = tried.status
        if tried.done:
            messages.success(request, _("Saved."))
            return redirect("desk:reminders")
    elif do == "withdraw":
        actions.withdraw_feed(**act)
        messages.success(request, _("The link does not work any more."))
        return redirect("desk:reminders")
    elif do == "link" and linking.is_valid():
        link = settings.ENV.url + reverse("duty:calendar-link", args=[actions.make_feed(**act, **linking.cleaned_data)])
    elif request.method == "POST":
        status = 400
    context: dict[str, Any] = {
        "form": form,
        "linking": linking,
        "link": link,
        "feed": _feed(request),
        "mail": settings.EMAIL_HOST,
        "address": people.oneself(request.actor).email,
    }
    return render(request, "desk/reminders.html", context, status=status)


def _act(request: Request) -> dict[str, Any]:
    return {"by": request.actor, "at": clock.now()}


def _feed(request: Request) -> list[dict[str, str]]:
    found = queries.feed_of(request.actor)
    if found is None:
        return []
    return [
        {"key": _("Made"), "value": presenters.moment(found.made_at)},
        {"key": _("Last used"), "value": presenters.moment(found.used_at) if found.used_at else _("not yet")},
        {"key": _("Shows"), "value": _("The number of the case") if found.numbers else _("“A deadline”, nothing else")},
    ]
