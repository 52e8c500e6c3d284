"""One's own account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from comitas.accounts import access, actions, queries
from comitas.accounts.forms import Preferences
from comitas.core import clock
from comitas.core.web import Request


@access.requires("self:manage")
def own(request: Request) -> HttpResponse:
    """Language, time zone, and the way to password, second factor and sessions."""
    user = queries.oneself(request.actor)
    form = Preferences(request.POST or None, initial={"language": user.language, "time_zone": user.time_zone})
    if request.method == "POST" and form.is_valid():
        actions.set_preferences(by=request.actor, at=clock.now(), **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        return redirect("accounts:self")
    context = {"form": form, "person": user, "memberships": queries.own_memberships(request.actor)}
    return render(request, "accounts/self.html", context)
