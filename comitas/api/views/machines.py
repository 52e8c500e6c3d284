"""The administrator's pages about programs and their tokens. No case content anywhere here."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comitas.accounts import access as need_to_know
from comitas.accounts import queries as accounts
from comitas.api import actions, queries
from comitas.api.forms.machines import NewMachine, NewToken
from comitas.api.presenters.machines import machine_row, token_row
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request


@need_to_know.requires("machines:manage")
def machines(request: Request) -> HttpResponse:
    """The programs that have an account, the newest first."""
    found = page(request, queries.machines(request.actor, clock.now()), ("-made_at", "-id"))
    rows = [machine_row(one) for one in found.rows]
    return render(request, "api/machines.html", {"rows": rows, "page": found})


@need_to_know.requires("machines:manage")
def create(request: Request) -> HttpResponse:
    """A new account; its first token comes on the next page."""
    mine = [
        one
        for one in accounts.own_authorities(request.actor)
        if need_to_know.may(request.actor, "machines:manage", one.pk)
    ]
    form = NewMachine(request.POST or None, authorities=mine)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_machine(by=request.actor, at=clock.now(), **form.cleaned_data)
            messages.success(request, _("The program has an account. Now issue a token."))
            return redirect("api:machine", made.pk)
        except Invalid as error:
            _show(form, error)
    return render(request, "api/new_machine.html", {"form": form}, status=400 if form.is_bound else 200)


@need_to_know.requires("machines:manage")
def machine(request: Request, machine: UUID) -> HttpResponse:
    """One program: its tokens, and a new one, which is shown this once."""
    at = clock.now()
    found = queries.machine(request.actor, machine, at)
    form, token, status = NewToken(request.POST or None), "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                token = actions.issue_token(by=request.actor, at=at, machine=found.pk, **form.cleaned_data)
                form, status = NewToken(), 200
            except Invalid as error:
                _show(form, error)
    return _shown(request, found.pk, form, token, status)


@need_to_know.requires("machines:manage")
@require_POST
def change(request: Request, machine: UUID, token: UUID) -> HttpResponse:
    """A token withdrawn or replaced, as its button says."""
    at, secret = clock.now(), ""
    found = queries.machine(request.actor, machine, at)
    try:
        if request.POST.get("do") == "replace":
            secret = actions.replace_token(by=request.actor, at=at, token=token)
        elif request.POST.get("do") == "withdraw":
            actions.withdraw_token(by=request.actor, at=at, token=token)
            messages.success(request, _("The token works no more."))
    except (Conflict, Invalid) as error:
        messages.error(request, str(error))
    return _shown(request, found.pk, NewToken(), secret) if secret else redirect("api:machine", found.pk)


def _shown(request: Request, machine: UUID, form: forms.Form, token: str, status: int = 200) -> HttpResponse:
    at = clock.now()
    found = page(request, queries.tokens_of(request.actor, machine, at), ("-made_at", "-id"))
    context = {
        "machine": queries.machine(request.actor, machine, at),
        "rows": [token_row(one, at) for one in found.rows],
        "page": found,
        "form": form,
        "token": token,
    }
    return render(request, "api/machine.html", context, status=status)


def _show(form: forms.Form, error: Invalid) -> None:
    for name, sentence in error.fields.items():
        form.add_error(name if name in form.fields else None, sentence)
