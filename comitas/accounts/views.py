"""One's own account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from comitas.accounts import access, actions, queries
from comitas.accounts.forms import Preferences
from comitas.accounts.rules.roles import ROLES
from comitas.core import clock


@access.requires("self:manage")
def own(request: HttpRequest) -> HttpResponse:
    """Language, time zone, and the way to password, second factor and sessions."""
    user = request.user
    form = Preferences(request.POST or None, initial={"language": user.language, "time_zone": user.time_zone})
    if request.method == "POST" and form.is_valid():
        actions.set_preferences(by=request.actor, at=clock.now(), **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        return redirect("accounts:self")
    held = queries.own_memberships(request.actor)
    for membership in held:
        membership.role_name = _(ROLES[membership.role])
    return render(request, "accounts/self.html", {"form": form, "person": user, "memberships": held})
