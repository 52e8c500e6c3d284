"""Drafting a request of ours, one thing a page: each page saves by itself, the list says what is still missing."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.cases import actions, queries
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.refusals import Invalid, NotThere
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms import requests as asked
from comitas.desk.presenters import requests as said
from comitas.desk.presenters.directory import said as named
from comitas.desk.views import changing
from comitas.desk.views.opening import opened
from comitas.directory import queries as directory
from comitas.documents import queries as documents
from comitas.drafting import queries as drafting
from comitas.drafting.rules import guide

MOST_AUTHORITIES = 200
MOST_DOCUMENTS = 100
STALE = -1
"""As the version that the officer saw: another one than stands, so that the action says who was first."""


@access.requires("case:work")
def begin(request: Request) -> HttpResponse:
    """To which State and for what: this opens the case, with its number."""
    actor = request.actor
    own = [one for one in people.own_authorities(actor) if access.may(actor, "case:work", one.pk)]
    form = asked.NewRequest(request.POST or None, states=_states(), authorities=own)
    tried = changing.attempt(request, form, lambda: _opened(request, form.cleaned_data))
    if tried.done:
        return redirect("desk:draft-page", tried.made.pk, "requester")
    return render(request, "desk/new_request.html", {"form": form}, status=tried.status)


def _opened(request: Request, values: dict[str, Any]) -> Case:
    at = clock.now()
    ours = directory.authority(request.actor, values["authority"])
    _refuse_own_state(ours.state_id, values["state_from"])
    case = actions.open_case(
        by=request.actor, at=at, authority=ours.pk, compartment=None, kind=guide.kind_of(values["asks"]), counts=True,
        side="outgoing", title=values["title"], state_from=values["state_from"],
        received_on=clock.local_date(at, ours.time_zone), officer=request.actor.id, once=values["once"],
    )  # fmt: skip
    if values["asks"] != guide.ASSISTANCE:
        actions.add_part(
            by=request.actor, at=at, case=case.pk, measure=values["asks"], once=uuid5(case.pk, values["asks"])
        )
    return case


def _refuse_own_state(own: str, chosen: str) -> None:
    if own == chosen:
        raise Invalid({"state_from": _("This is our own State.")})


@access.requires("case:read")
def pages(request: Request, case: UUID) -> HttpResponse:
    """Every page of the draft, and what is still missing, with its article."""
    found = of_ours(request, case)
    opened(request, f"case {case}", found.compartment_id)
    stands, stage = drafting.drafted(request.actor, case), said.stage_of(found)
    context = {
        **head(request, found),
        "groups": said.page_groups(found, stands),
        "rounds": said.remarks(drafting.rounds(request.actor, case)),
        "left": said.left(stands),
        "stage": _(said.STAGES[stage]) if stage else _("It has left."),
        "drafting": stage == "drafting" and bool(found.stands),
        "with_requester": stage == "with-requester",
        "may_work": access.may(request.actor, "case:work", found.authority_id) and found.closed_on is None,
    }
    return render(request, "desk/draft.html", context)


@access.requires("case:work")
def page(request: Request, case: UUID, topic: str) -> HttpResponse:
    """One page of the draft, saved by itself. The address is the page, so that going back shows what was saved."""
    found = of_ours(request, case)
    if topic not in asked.FORMS:
        raise NotThere(topic)
    more = _MORE[topic](request, found) if topic in _MORE else {}
    stands = _standing(found, topic)
    form = asked.FORMS[topic](request.POST if request.method == "POST" else None, initial=stands)
    if hasattr(form, "prepare"):
        form.prepare(**more)
    tried = changing.attempt(request, form, lambda: _fill(request, found, topic, form, stands), lambda: stands)
    if tried.done:
        return _onwards(request, found, topic)
    if request.method == "GET":
        opened(request, f"case {case}", found.compartment_id)
    context = {
        **head(request, found), "form": form, "topic": guide.PAGES[topic], "title_words": _(guide.PAGES[topic].title),
        "hint": said.hint(found, topic), "differences": tried.differences,
        "settled": tried.settled, "gaps": said.gaps_on(drafting.drafted(request.actor, case), topic), **_beside(request, topic, form, more),
    }  # fmt: skip
    return render(
        request, f"desk/draft_{topic if topic in _OWN_TEMPLATE else 'page'}.html", context, status=tried.status
    )


_OWN_TEMPLATE = ("basis", "addressee", "language")


def _fill(request: Request, found: Case, topic: str, form: Any, stands: Mapping[str, Any]) -> None:
    given = form.given()
    if topic == "state":
        _refuse_own_state(found.authority.state_id, given["state_from"])
    version = found.version if form.cleaned_data["version"] == stands["version"] else STALE
    actions.fill_request(by=request.actor, at=clock.now(), case=found.pk, version=version, **given)


def _onwards(request: Request, found: Case, topic: str) -> HttpResponse:
    """The next page, or the list where that is asked for; another addressee first shows by which ways it is reached."""
    then = guide.following(topic, drafting.assists(found))
    chosen = request.POST.get("addressee", "") != str(found.outgoing.addressee_id or "")
    if topic == "addressee" and chosen and request.POST.get("then") != "list":
        messages.success(request, _("Saved. Each way is weighed now: choose one."))
        return redirect(said.address(found.pk, topic))
    if request.POST.get("then") == "list" or not then:
        messages.success(request, _("Saved."))
        return redirect("desk:draft", found.pk)
    return redirect(said.address(found.pk, then))


def of_ours(request: Request, case: UUID) -> Case:
    """A request of ours; for another case there is no such page."""
    found = queries.case(request.actor, case)
    if found.side != "outgoing":
        raise NotThere(str(case))
    return found


def head(request: Request, found: Case) -> dict[str, Any]:
    """What stands above every page of a draft."""
    state = directory.state_name(found.state_from) if found.state_from else ""
    intro = presenters.labelled(state, found.title) if state else found.title
    return {"case": found, "number": found.number, "intro": intro}


def seal(values: Mapping[str, Any]) -> str:
    """What tells whether the same stands on a page as when it was opened."""
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]


def _standing(found: Case, topic: str) -> dict[str, Any]:
    """What stands on a page now, `version` among it."""
    row, fields = found.outgoing, asked.FORMS[topic].base_fields
    values: dict[str, Any] = {}
    for name in fields:
        if name == "version":
            continue
        if name == "channel_planned":
            values[name] = row.channel
        elif name == "state_from":
            values[name] = found.state_from_id or ""
        elif name in ("requesting_authority", "addressee", "own_paper"):
            values[name] = getattr(found if hasattr(found, f"{name}_id") else row, f"{name}_id")
        elif hasattr(found, name):
            values[name] = getattr(found, name)
        elif hasattr(row, name):
            values[name] = getattr(row, name)
    if topic == "basis":
        values |= asked.bases_standing(row.bases)
    return values | {"version": seal(values)}


def _states() -> list[tuple[str, str]]:
    named = directory.state_names(get_language() or "en")
    return sorted(named.items(), key=lambda each: each[1].casefold())


def _requester(request: Request, found: Case) -> dict[str, Any]:
    """Authorities of our own State, besides the one that sends."""
    listed = directory.authorities(request.actor, state=found.authority.state_id).exclude(pk=found.authority_id)
    names = directory.authority_names(request.actor, listed[:MOST_AUTHORITIES])
    return {"own": sorted(((str(key), name) for key, name in names.items()), key=lambda one: one[1].casefold())}


def _basis(request: Request, found: Case) -> dict[str, Any]:
    today = queries.today_of(found, clock.now())
    resolved = drafting.resolution(request.actor, found.pk, today)
    offered = drafting.offered(request.actor, found.pk, resolved) if resolved else ()
    return {"offered": offered, "stored": found.outgoing.bases, "resolved": resolved}


def _addressee(request: Request, found: Case) -> dict[str, Any]:
    today = queries.today_of(found, clock.now())
    offered = drafting.addressees(request.actor, found.pk, today)
    weighed = drafting.ways(request.actor, found.pk)
    names = directory.authority_names(request.actor, [one.authority for one in offered])
    return {
        "addressees": [(str(one.authority.pk), names[one.authority.pk]) for one in offered],
        "offered": offered,
        "ways": [way.channel for way in weighed.ways] if weighed else [],
        "weighed": weighed,
    }


def _language(request: Request, found: Case) -> dict[str, Any]:
    return {"accepted": found.outgoing.addressee.languages_accepted if found.outgoing.addressee else None}


def _documents(request: Request, found: Case) -> dict[str, Any]:
    placed = documents.placements(request.actor, found.compartment_id).filter(document__root=None)
    return {"documents": [(str(one.pk), one.document.name) for one in placed.order_by("-placed_at")[:MOST_DOCUMENTS]]}


_MORE: dict[str, Callable[[Request, Case], dict[str, Any]]] = {
    "state": lambda _request, _found: {"states": _states()},
    "requester": _requester,
    "basis": _basis,
    "addressee": _addressee,
    "language": _language,
    "enclosures": _documents,
}
"""What a page offers to choose from, besides what it asks."""


def _beside(request: Request, topic: str, form: forms.Form, more: dict[str, Any]) -> dict[str, Any]:
    """What stands beside the choices of a page: the reasons of the directory."""
    if topic == "basis":
        return said.basis_page(form, more["offered"], more["resolved"], named(request.actor))
    if topic == "addressee":
        return said.addressee_page(form, more["offered"], more["weighed"], named(request.actor))
    if topic == "language":
        return said.language_page(more["accepted"])
    return {}
