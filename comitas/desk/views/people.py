"""The administrator's pages about people. No case content anywhere here."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comitas.accounts import access, actions, queries
from comitas.accounts.rules.roles import ROLES
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Invalid
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms import NewPerson, choices


@access.requires("people:manage")
def people(request: Request) -> HttpResponse:
    """Everybody, by name."""
    found = page(request, queries.people(request.actor), ("full_name", "id"))
    roles = queries.roles_of(request.actor, [person.pk for person in found.rows])
    rows = [
        {"person": person, "roles": ", ".join(_(ROLES[role]) for role in roles.get(person.pk, []))}
        for person in found.rows
    ]
    return render(request, "desk/people.html", {"rows": rows, "page": found})


@access.requires("people:manage")
def create(request: Request) -> HttpResponse:
    """A new person; their roles come on the next page."""
    form = NewPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_person(by=request.actor, at=clock.now(), **form.cleaned_data)
            messages.success(request, _("%(name)s can sign in. Now give them a role.") % {"name": made.full_name})
            return redirect("desk:person", made.pk)
        except Invalid as error:
            for name, sentence in error.fields.items():
                form.add_error(name if name in form.fields else None, sentence)
    return render(request, "desk/new_person.html", {"form": form}, status=400 if form.is_bound else 200)


@access.requires("people:manage")
def person(request: Request, person: int) -> HttpResponse:
    """One person: roles now and before, and what may be changed."""
    found = queries.person(request.actor, person)
    held = [
        {
            "row": one,
            "since": presenters.day(clock.local_date(one.since, one.authority.time_zone)),
            "until": presenters.day(clock.local_date(one.until, one.authority.time_zone)) if one.until else "",
        }
        for one in queries.memberships_of(request.actor, person)
    ]
    context = {
        "person": found, "memberships": held, "form": _role_form(request),
        "factors": queries.factors_of(request.actor, person), "may_reset": access.may(request.actor, "factor:reset"),
    }  # fmt: skip
    return render(request, "desk/person.html", context)


@access.requires("people:manage")
@require_POST
def change(request: Request, person: int) -> HttpResponse:
    """One change, named by its button: a role given or ended, an account closed or opened, every session ended."""
    at, by, asked = clock.now(), request.actor, request.POST.get("change", "")
    try:
        if asked in ("close", "open"):
            actions.set_active(by=by, at=at, user=person, active=asked == "open")
        elif asked == "sign-out":
            actions.end_sessions(by=by, at=at, user=person)
        elif asked == "give":
            _with_role(
                request,
                lambda authority, role: actions.give_role(by=by, at=at, user=person, authority=authority, role=role),
            )
        elif asked.startswith("end:"):
            _end, authority, role = asked.split(":", 2)
            actions.end_role(by=by, at=at, user=person, authority=UUID(authority), role=role)
        messages.success(request, _("Saved."))
    except Invalid as error:
        messages.error(request, str(error))
    except ValueError:
        messages.error(request, _("Choose an authority and a role."))
    return redirect("desk:person", person)


@access.requires("people:manage")
def give_password(request: Request, person: int) -> HttpResponse:
    """A forgotten password: what is about to happen; then the new one, shown this once and kept nowhere."""
    found, given = queries.person(request.actor, person), ""
    if request.method == "POST":
        given = actions.give_password(by=request.actor, at=clock.now(), user=person)
    return render(request, "desk/give_password.html", {"person": found, "given": given})


def _role_form(request: Request) -> forms.Form:
    form = forms.Form(request.POST or None)
    authorities = [
        (str(a.pk), a.name)
        for a in queries.own_authorities(request.actor)
        if access.may(request.actor, "people:manage", a.pk)
    ]
    form.fields["authority"] = forms.ChoiceField(label=_("Authority"), choices=authorities)
    form.fields["role"] = forms.ChoiceField(label=_("Role"), choices=choices(ROLES))
    return form


def _with_role(request: Request, give: Any) -> None:
    form = _role_form(request)
    if not form.is_valid():
        raise Invalid({"role": _("Choose an authority and a role.")})
    give(UUID(form.cleaned_data["authority"]), form.cleaned_data["role"])
