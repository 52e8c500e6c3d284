"""The directory, changed: authorities and their contact points. What was typed survives errors and colleagues."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comitas.accounts import access
from comitas.core import clock
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.web import Request
from comitas.desk.forms.directory import (
    AuthorityForm,
    ContactForm,
    differences,
    refused,
    values_of,
    with_theirs,
)
from comitas.desk.presenters import directory as presenters
from comitas.directory import actions, queries
from comitas.directory.models import Authority, ContactPoint

MOST_PARENTS = 500  # authorities of one State offered as the one above; the largest directory seen has some 200
CONTACT_FIELDS = (
    "name",
    "role",
    "network",
    "phone",
    "email",
    "languages",
    "restricted",
    "source",
    "verified_on",
    "valid_to",
)


@access.requires("directory:edit")
def create(request: Request) -> HttpResponse:
    """Enter an authority of another State. Ours are set up by those who run the instance."""
    initial = {"state": request.GET.get("state", "")[:2]}
    form = AuthorityForm(request.POST or None, initial=initial, states=_states())
    if request.method == "POST" and form.is_valid():
        try:
            entry = form.entry(None, request.actor.name, timezone.localdate())
            made = actions.create_authority(by=request.actor, at=clock.now(), entry=entry)
            messages.success(request, _("%(name)s is in the directory.") % {"name": made.name})
            return redirect("desk:authority", made.pk)
        except Invalid as error:
            refused(form, error.fields)
    return render(
        request,
        "desk/directory_authority_form.html",
        {"form": form, **presenters.codes()},
        status=400 if form.errors else 200,
    )


@access.requires("directory:edit")
def change(request: Request, authority: UUID) -> HttpResponse:
    """Change an authority. If a colleague was first, both versions stand side by side, and nothing typed is lost."""
    found = queries.authority(request.actor, authority)
    before = queries.entries(request.actor, [found])[found.pk]

    def make(data: Any) -> AuthorityForm:
        initial = {**values_of(before), "version": found.version}
        return AuthorityForm(
            data, initial=initial, states=_states(), parents=_parents(request, found, before.parent_key)
        )

    def save(form: AuthorityForm) -> None:
        entry = form.entry(before, request.actor.name, timezone.localdate())
        version = form.cleaned_data["version"] or 0
        actions.change_authority(by=request.actor, at=clock.now(), authority=found.pk, version=version, entry=entry)

    return _edited(request, make, save, "desk/directory_authority_form.html", found, found.version)


@access.requires("directory:edit")
@require_POST
def verify(request: Request, authority: UUID) -> HttpResponse:
    """One click: somebody looked today, and it is right. A source may be noted with it."""
    version, source = request.POST.get("version", ""), request.POST.get("source", "")
    try:
        actions.verify_authority(
            by=request.actor, at=clock.now(), authority=authority, version=int(version[:9]) if version.isdecimal() else 0,
            day=timezone.localdate(), source=source.replace("\x00", ""),
        )  # fmt: skip
        messages.success(request, _("Verified today."))
    except Conflict:
        messages.warning(request, _("A colleague changed this entry meanwhile. Look at it again before you verify it."))
    return redirect("desk:authority", authority)


@access.requires("directory:edit")
def new_contact(request: Request, authority: UUID) -> HttpResponse:
    """Add a desk or a person."""
    found = queries.authority(request.actor, authority)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_contact(by=request.actor, at=clock.now(), authority=found.pk, entry=form.entry())
            messages.success(request, _("Saved."))
            return redirect("desk:authority", found.pk)
        except Invalid as error:
            refused(form, error.fields)
    context = {"form": form, "authority": found}
    return render(request, "desk/directory_contact_form.html", context, status=400 if form.errors else 200)


@access.requires("directory:edit")
def contact(request: Request, authority: UUID, contact: UUID) -> HttpResponse:
    """Change a contact point."""
    found, row = queries.authority(request.actor, authority), _contact(request, authority, contact)

    def make(data: Any) -> ContactForm:
        return ContactForm(
            data, initial={name: getattr(row, name) for name in CONTACT_FIELDS} | {"version": row.version}
        )

    def save(form: ContactForm) -> None:
        version = form.cleaned_data["version"] or 0
        actions.change_contact(by=request.actor, at=clock.now(), contact=row.pk, version=version, entry=form.entry())

    return _edited(request, make, save, "desk/directory_contact_form.html", found, row.version, contact=row)


@access.requires("directory:edit")
@require_POST
def remove_contact(request: Request, authority: UUID, contact: UUID) -> HttpResponse:
    """Remove a contact point: personal data of somebody who left is not kept."""
    row, version = _contact(request, authority, contact), request.POST.get("version", "")
    try:
        number = int(version[:9]) if version.isdecimal() else 0
        actions.remove_contact(by=request.actor, at=clock.now(), contact=row.pk, version=number)
        messages.success(request, _("The contact point is removed."))
    except Conflict:
        messages.warning(request, _("A colleague changed this contact point meanwhile. It was not removed."))
    return redirect("desk:authority", authority)


def _edited(
    request: Request, make: Callable[[Any], Any], save: Callable[[Any], None], template: str, found: Authority, version: int,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form, save it, or, where a colleague was first, show both versions."""
    context = {"authority": found, "settled": [], **presenters.codes(), **more}
    if request.method != "POST":
        return render(request, template, {**context, "form": make(None)})
    data, settled, chosen = _chosen(request, make)
    form = make(data)
    if chosen:
        return _both(request, template, context, form, settled, version)
    if form.is_valid():
        try:
            save(form)
            messages.success(request, _("Saved."))
            return redirect("desk:authority", found.pk)
        except Conflict as error:
            context["conflict"] = str(error)
            return _both(request, template, context, form, settled, version)
        except Invalid as error:
            refused(form, error.fields)
    return render(request, template, {**context, "form": form}, status=400)


def _chosen(request: Request, make: Callable[[Any], forms.Form]) -> tuple[Any, list[str], bool]:
    """What was posted, with "theirs" taken where a button asked for it; the fields that are settled; whether one was chosen."""
    data, form = request.POST.copy(), make(None)
    settled = [name for name in data.getlist("settled") if name in form.fields]
    for name in [name for name in form.fields if f"keep-{name}" in data]:
        settled.append(name)
        if data[f"keep-{name}"] == "theirs":
            data = with_theirs(data, form, name)
        return data, settled, True
    return data, settled, False


def _both(
    request: Request, template: str, context: dict[str, Any], form: forms.Form, settled: list[str], version: int
) -> HttpResponse:
    """Both versions; the next save overrules what stands, because the officer has seen it."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(version)  # type: ignore[index]
    told = context.get("conflict") or _("Choose for each field, then save.")
    return render(
        request, template, {**context, "form": form, "settled": settled, "conflict": told, "differences": differences(form, settled)},
        status=409,
    )  # fmt: skip


def _contact(request: Request, authority: UUID, contact: UUID) -> ContactPoint:
    found = queries.restricted_contact_points(request.actor, authority).filter(pk=contact).first()
    if found is None:
        raise NotThere(str(contact))
    return found


def _states() -> list[tuple[str, str]]:
    return presenters.state_choices(queries.state_names())


def _parents(request: Request, found: Authority, chosen: str) -> list[tuple[str, str]]:
    """Authorities of the same State, by the key that an entry names them with."""
    rows = queries.authorities(request.actor, state=found.state_id).exclude(pk=found.pk)[:MOST_PARENTS]
    offered = {row.external_key or str(row.pk): row.name for row in rows}
    if chosen and found.parent:
        offered.setdefault(chosen, found.parent.name)
    return list(offered.items())
