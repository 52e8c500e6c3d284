"""One's own account."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comitas.accounts import access, actions, queries
from comitas.accounts.forms import Preferences, Sealing
from comitas.core import clock
from comitas.core.refusals import Invalid
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
    context["resets"] = [one for one in queries.waiting_resets(request.actor, clock.now()) if one.user_id == user.pk]
    return render(request, "accounts/self.html", context)


def forgotten(request: HttpRequest) -> HttpResponse:
    """Whom to ask for a new password. It is a page for strangers, and says nothing of who is here."""
    return render(request, "accounts/forgotten.html")


@access.requires("self:manage")
@require_safe
def here(request: Request) -> HttpResponse:
    """Somebody types, or a file is on its way: the session is in use, although no page is asked for."""
    return HttpResponse(status=204)


@access.requires("self:manage")
@require_POST
def known_device(request: Request, device: UUID) -> HttpResponse:
    """The new browser was one's own."""
    actions.confirm_device(by=request.actor, at=clock.now(), device=device)
    messages.success(request, _("Noted."))
    return redirect("desk:home")


@access.requires("self:manage")
def seal_codes(request: Request) -> HttpResponse:
    """One's recovery codes were printed and lie in an envelope: which, and where."""
    form, status = Sealing(request.POST or None), 200
    if request.method == "POST":
        status = 400
        try:
            if form.is_valid():
                actions.seal_codes(by=request.actor, at=clock.now(), **form.cleaned_data)
                messages.success(request, _("Noted. Sign across the seal, and tell nobody the codes."))
                return redirect("mfa_index")
        except Invalid as error:
            for name, sentence in error.fields.items():
                form.add_error(name, sentence)
    sealed = queries.factors_of(request.actor, request.actor.id or 0).sealed
    return render(request, "accounts/seal_codes.html", {"form": form, "sealed": sealed}, status=status)
