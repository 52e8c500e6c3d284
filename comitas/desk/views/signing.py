"""The signature folder: what waits for the head and what has to leave; letters read, approved or returned one after the other."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk.forms.drafting import LetterApproval, LetterReturn, LetterScan
from comitas.desk.presenters.drafting import letter_row, on_sending
from comitas.desk.views import changing
from comitas.desk.views.letter_page import context_of, pages_of, standing
from comitas.desk.views.opening import opened
from comitas.drafting import actions, queries
from comitas.drafting.models import Letter
from comitas.drafting.rules import life


@access.requires("letter:send")
def folder(request: Request) -> HttpResponse:
    """The signature folder, and what is approved and has to leave."""
    to_sign = queries.waiting(request.actor, life.SUBMITTED, "letter:approve").prefetch_related("parts")
    to_send = queries.waiting(request.actor, life.APPROVED, "letter:send").prefetch_related("parts")
    rows = {"to_sign": [letter_row(one) for one in to_sign], "to_send": [letter_row(one) for one in to_send]}
    return render(request, "desk/letter_folder.html", rows)


@access.requires("letter:approve")
def first(request: Request) -> HttpResponse:
    """The letter that has waited longest; the folder itself where none does."""
    found = _queue(request)
    if not found:
        messages.success(request, _("The folder is empty: no letter waits for your signature."))
        return redirect("desk:letters")
    return redirect("desk:sign-letter", found[0])


@access.requires("letter:approve")
def sign(request: Request, letter: UUID) -> HttpResponse:
    """One letter of the folder. Approved or returned, the next one opens; one that waits no more gives way to the first."""
    found = queries.letter(request.actor, letter)
    queue = _queue(request)
    if letter not in queue:
        return redirect("desk:sign-letters")
    if request.method == "POST":
        return _decided(request, found, queue)
    opened(request, f"letter {letter}", found.compartment_id)
    return _page(request, found, queue)


@access.requires("letter:send")
def scan(request: Request, letter: UUID) -> HttpResponse:
    """Attach the scan of a letter signed by hand; where it waits for approval, this is the approval."""
    found = queries.letter(request.actor, letter)
    access.require(request.actor, "letter:send", found.compartment_id)
    on_paper, posted = found.state == life.SUBMITTED, request.method == "POST"
    signers = [(one.pk, one.full_name) for one in queries.signers(request.actor, found)] if on_paper else None
    today = clock.local_date(clock.now(), found.case.authority.time_zone)
    form = LetterScan(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"version": found.version, "signed_on": today},
        signers=signers,
    )
    tried = changing.attempt(
        request, form, lambda: _attach(request, letter, form.cleaned_data), standing(request.actor, letter)
    )
    if tried.done:
        messages.success(request, _("The scan is filed with the letter."))
        return redirect("desk:letter", letter)
    context = {"form": form, "on_paper": on_paper, **context_of(request.actor, found)}
    return render(request, "desk/letter_scan.html", context, status=tried.status)


def _attach(request: Request, letter: UUID, given: dict[str, Any]) -> None:
    actions.attach_scan(
        by=request.actor,
        at=clock.now(),
        letter=letter,
        version=given["version"],
        signed_on=given["signed_on"],
        name=given["file"].name or "",
        data=given["file"].read(),
        signer=given.get("signer"),
    )


def _queue(request: Request) -> list[UUID]:
    """What waits for the actor's signature, the longest waiting first."""
    return list(queries.waiting(request.actor, life.SUBMITTED, "letter:approve").values_list("pk", flat=True))


def _decided(request: Request, found: Letter, queue: list[UUID]) -> HttpResponse:
    returns = request.POST.get("do") == "return"
    form = LetterReturn(request.POST) if returns else LetterApproval(request.POST)
    tried = changing.attempt(request, form, lambda: _decide(request, found, form), standing(request.actor, found.pk))
    if tried.done:
        return _next(found, queue)
    return _page(request, queries.letter(request.actor, found.pk), queue, form, tried.status)


def _decide(request: Request, found: Letter, form: LetterReturn | LetterApproval) -> None:
    given, at = form.cleaned_data, clock.now()
    if isinstance(form, LetterReturn):
        actions.send_back(by=request.actor, at=at, letter=found.pk, version=given["version"], note=given["note"])
        messages.success(request, _("Letter %(number)s is returned for correction.") % {"number": found.number})
        return
    actions.approve(by=request.actor, at=at, letter=found.pk, version=given["version"], because=given["because"])
    messages.success(request, _("Letter %(number)s is approved.") % {"number": found.number})


def _next(found: Letter, queue: list[UUID]) -> HttpResponse:
    """The one after it; after the last one whatever was passed over."""
    after = queue[queue.index(found.pk) + 1 :]
    return redirect("desk:sign-letter", after[0]) if after else redirect("desk:sign-letters")


def _page(request: Request, found: Letter, queue: list[UUID], form: Any = None, status: int = 200) -> HttpResponse:
    place, seen = queue.index(found.pk), {"version": found.version}
    context = {
        **context_of(request.actor, found),
        "form": form,
        "return_form": form if isinstance(form, LetterReturn) else LetterReturn(initial=seen),
        "approve_form": form if isinstance(form, LetterApproval) else LetterApproval(initial=seen),
        "pages": pages_of(request.actor, found),
        "on_sending": on_sending(found),
        "place": place + 1,
        "total": len(queue),
        "before": queue[place - 1] if place else None,
        "after": queue[place + 1] if place + 1 < len(queue) else None,
    }
    return render(request, "desk/letter_sign.html", context, status=status)
