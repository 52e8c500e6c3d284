"""Arrivals: the list, registering one, one arrival, its correction and its number."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.accounts import access
from comitas.accounts import actions as people
from comitas.accounts import queries as accounts
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.paging import page
from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms import Annulment, Correction, Readers, Registration, upload_ids
from comitas.documents import actions as documents
from comitas.documents import queries as kept
from comitas.intake import actions, queries
from comitas.intake.models import Arrival


@access.requires("arrival:register")
def listing(request: Request) -> HttpResponse:
    """What waits, oldest first; or everything, newest first."""
    everything = request.GET.get("show") == "all"
    rows = queries.arrivals(request.actor) if everything else queries.waiting(request.actor)
    found = page(request, rows, ("-year", "-serial", "-id") if everything else ("arrived_at", "id"))
    context = {
        "rows": [presenters.arrival_row(arrival) for arrival in found.rows],
        "page": found,
        "everything": everything,
    }
    return render(request, "desk/arrivals.html", context)


@access.requires("arrival:register")
def register(request: Request) -> HttpResponse:
    """Register an arrival. What was typed and what was uploaded survives every error."""
    authorities = [
        a for a in accounts.own_authorities(request.actor) if access.may(request.actor, "arrival:register", a.pk)
    ]
    form = Registration(
        request.POST or None, authorities=authorities, colleagues=partial(_colleagues, request.actor, authorities),
        initial={
            "received_on": clock.local_date(clock.now(), authorities[0].time_zone), "kind": request.GET.get("kind", "")
        },
    )  # fmt: skip
    uploads = upload_ids(request.POST)
    if request.method == "POST":
        files = _posted_files(request)
        if form.is_valid() and (made := _registered(request, form, uploads, files)):
            return made
        uploads, refused = _received_files(request, uploads, files)
        for sentence in refused:
            if sentence not in form.non_field_errors():
                form.add_error(None, sentence)
    context = {"form": form, "kept": kept.waiting_uploads(request.actor, clock.now()).filter(pk__in=uploads)}
    return render(request, "desk/register_arrival.html", context, status=400 if form.errors and form.is_bound else 200)


@access.requires("arrival:register")
def correct(request: Request, arrival: UUID) -> HttpResponse:
    """Put right what was registered."""
    found = queries.arrival(request.actor, arrival)
    names = ("version", "sender", "received_on", "kind", "written_on", "channel", "note_verbale", "urgent")
    form = Correction(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(
                by=request.actor,
                at=clock.now(),
                arrival=arrival,
                version=form.cleaned_data["version"],
                particulars=form.particulars(),
            )
            messages.success(request, _("Saved."))
            return redirect("desk:arrival", arrival)
        except Invalid as error:
            _show(form, error)
        except Conflict as error:
            form.data = typed = request.POST.copy()
            typed["version"] = str(found.version)
            form.add_error(None, str(error))
            return render(
                request, "desk/correct_arrival.html", {"form": form, "arrival": found, "theirs": found}, status=409
            )
    return render(
        request, "desk/correct_arrival.html", {"form": form, "arrival": found}, status=400 if form.errors else 200
    )


@access.requires("arrival:register")
def number(request: Request, arrival: UUID) -> HttpResponse:
    """The number in the register: given, or annulled with a reason; never taken away."""
    found = queries.arrival(request.actor, arrival)
    form = Annulment(request.POST if request.POST.get("do") == "annul" else None)
    if request.POST.get("do") == "enter":
        entry = actions.enter(by=request.actor, at=clock.now(), arrival=arrival)
        messages.success(request, _("Entered in the register as %(number)s.") % {"number": entry.number})
        return redirect("desk:arrival", arrival)
    if form.is_valid():
        actions.annul_entry(by=request.actor, at=clock.now(), arrival=arrival, reason=form.cleaned_data["reason"])
        messages.success(request, _("The number is annulled. It stays in the register with your reason."))
        return redirect("desk:arrival", arrival)
    context = {**presenters.arrival_row(found), "form": form}
    return render(request, "desk/arrival_number.html", context, status=400 if form.errors else 200)


@access.requires("document:add")
def add_files(request: Request, arrival: UUID) -> HttpResponse:
    """Further files of an arrival: a page scanned later, an annex that came by itself."""
    found = queries.arrival(request.actor, arrival)
    uploads, form = upload_ids(request.POST), forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        uploads, refused = _received_files(request, uploads, _posted_files(request))
        for sentence in refused:
            form.add_error(None, sentence)
        if form.is_valid():
            try:
                actions.add_files(by=request.actor, at=clock.now(), arrival=arrival, uploads=uploads)
                messages.success(request, _files_kept(len(uploads)))
                return redirect("desk:arrival", arrival)
            except Invalid as error:
                _show(form, error)
    waiting = kept.waiting_uploads(request.actor, clock.now()).filter(pk__in=uploads)
    context = {**presenters.arrival_row(found), "form": form, "kept": waiting}
    return render(request, "desk/arrival_files.html", context, status=400 if form.is_bound and form.errors else 200)


@access.requires("arrival:restrict")
def readers(request: Request, arrival: UUID) -> HttpResponse:
    """Who may know of an arrival: restrict it, name readers, take one off, lift the restriction."""
    found = queries.arrival(request.actor, arrival)
    named = list(accounts.readers(request.actor, found.compartment_id))
    able = _who_can_read(request, found)
    form = Readers(request.POST or None, colleagues=[each for each in able if each.pk != request.actor.id])
    if request.method == "POST" and form.is_valid():
        try:
            return _readers_changed(request, found, form)
        except Invalid as error:
            _show(form, error)
    free = [each for each in able if each.pk not in {reader.user_id for reader in named}]
    context = {**presenters.arrival_row(found), "form": form, "named": named, "free": free}
    return render(request, "desk/arrival_readers.html", context, status=400 if form.errors else 200)


def _who_can_read(request: Request, found: Arrival) -> list[Any]:
    """Colleagues in the arrival's authority; nobody to choose from for a reader from elsewhere."""
    ours = found.authority_id in {each.pk for each in accounts.own_authorities(request.actor)}
    return list(accounts.colleagues(request.actor, found.authority_id)) if ours else []


def _readers_changed(request: Request, found: Arrival, form: Readers) -> HttpResponse:
    do, values = request.POST.get("do"), form.cleaned_data
    common: dict[str, Any] = {
        "by": request.actor,
        "at": clock.now(),
        "permission": "arrival:restrict",
        "compartment": found.compartment_id,
    }
    if do == "restrict":
        people.restrict(**common, readers=tuple(values["readers"]))
        messages.success(request, _("Only the readers named here see this arrival now."))
    elif do == "lift":
        people.lift_restriction(**common)
        messages.success(request, _("The restriction is lifted."))
    elif do in ("add", "remove") and values["user"]:
        {"add": people.add_reader, "remove": people.remove_reader}[do](**common, user=values["user"])
    gone = not queries.arrivals(request.actor).filter(pk=found.pk).exists()
    return redirect("desk:arrivals") if gone else redirect("desk:arrival-readers", found.pk)


def _colleagues(actor: Actor, authorities: list[access.Ours]) -> list[tuple[int, str]]:
    """Who can be named a reader; asked for only where somebody is named, or the form is shown."""
    found = {p.pk: p.full_name for a in authorities for p in accounts.colleagues(actor, a.pk) if p.pk != actor.id}
    return list(found.items())


def _posted_files(request: Request) -> list[actions.File]:
    return [actions.File(file.name or "", file.read()) for file in request.FILES.getlist("files")]


def _received_files(
    request: Request, uploads: tuple[UUID, ...], files: list[actions.File]
) -> tuple[tuple[UUID, ...], list[str]]:
    """Take the files of a form without JavaScript; what cannot be taken is told, and the rest is kept."""
    taken, refused = list(uploads), []
    for file in files:
        try:
            upload = documents.receive_file(by=request.actor, at=clock.now(), name=file.name, data=file.data)
            taken.append(upload.pk)
        except Invalid as error:
            refused.append(f"{file.name}: {error}")
    return tuple(taken), refused


def _registered(
    request: Request, form: Registration, uploads: tuple[UUID, ...], files: list[actions.File]
) -> HttpResponse | None:
    values = form.cleaned_data
    try:
        made = actions.receive(
            by=request.actor,
            at=clock.now(),
            authority=values["authority"],
            once=values["once"],
            particulars=form.particulars(),
            uploads=uploads,
            files=tuple(files),
            restricted=values["restricted"],
            readers=tuple(values["readers"]),
        )
    except Invalid as error:
        _show(form, error)
        return None
    told = _("Arrival %(number)s is registered.") % {"number": made.number}
    count = len(uploads) + len(files)
    messages.success(request, f"{told} {_files_kept(count)}" if count else told)
    return redirect("desk:arrival", made.pk)


def _files_kept(count: int) -> str:
    return ngettext("%(count)d file is kept.", "%(count)d files are kept.", count) % {"count": count}


def _show(form: Any, error: Invalid) -> None:
    for name, sentence in error.fields.items():
        form.add_error(name if name in form.fields else None, sentence)
