"""What is due to be destroyed, one thing's holds and hand-overs, destructions with their certificates, and the schedule."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comitas.accounts import access
from comitas.arrangement.models import Arrangement
from comitas.arrangement.rules.file import RETENTION
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Conflict, Denied, NotThere
from comitas.core.web import Request
from comitas.desk.forms.keeping import HandOver, HoldIt, LiftHold, Period, Propose, Receipt
from comitas.desk.presenters import keeping as said
from comitas.desk.views import changing, choosing
from comitas.desk.views.arrangement import only_proposed, proposed
from comitas.desk.views.opening import opened
from comitas.protection import actions, queries
from comitas.protection.models import Schedule
from comitas.protection.queries import Subject
from comitas.protection.rules import destruction as rules
from comitas.protection.rules.retention import period_for

LIST, PERIODS = "desk:keeping", "desk:retention"


@access.requires("destruction:propose")
@require_safe
def keeping(request: Request) -> HttpResponse:
    """What the schedule says is due: closed cases, or arrivals that became none."""
    mine = choosing.with_permission(request, "destruction:propose")
    authority = choosing.chosen(request, mine)
    today = clock.local_date(clock.now(), authority.time_zone)
    arrivals = request.GET.get("what") == "arrivals"
    given = queries.periods(authority.pk)
    rows: list[dict[str, Any]]
    if arrivals:
        listed = page(request, queries.due_arrivals(request.actor, authority.pk, today), ("received_on", "id"))
        rows, neighbours = [said.due_arrival(one, given) for one in listed.rows], listed
    else:
        closed = page(request, queries.due_cases(request.actor, authority.pk, today), ("closed_on", "id"))
        rows, neighbours = [said.due_case(one, given) for one in closed.rows], closed  # type: ignore[assignment]
    context = {
        "others": choosing.others(LIST, mine, authority),
        "tabs": [
            {"label": _("Closed cases"), "url": choosing.address(LIST, authority), "current": not arrivals},
            {
                "label": _("Arrivals that became no case"),
                "url": choosing.address(LIST, authority) + "&what=arrivals",
                "current": arrivals,
            },
        ],
        "scheduled": bool(given),
        "rows": rows,
        "page": neighbours,
        "may_set": access.may(request.actor, "retention:set"),
    }
    return render(request, "desk/keeping.html", context)


@access.requires("destruction:propose")
def keep(request: Request, compartment: UUID) -> HttpResponse:
    """One thing: how long it is kept, what is in the way, its holds and hand-overs; sent back, one of them is added."""
    found = queries.subject(request.actor, compartment)
    held = access.permissions(request.actor, found.authority)
    if "destruction:propose" not in held:
        raise NotThere(str(compartment))
    do = request.POST.get("do", "")
    forms = {
        "propose": Propose(request.POST if do == "propose" else None),
        "hold": HoldIt(request.POST if do == "hold" else None),
        "archive": HandOver(request.POST if do == "archive" else None),
    }
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "compartment": compartment}
    saves: dict[str, Callable[[], Any]] = {
        "propose": lambda: actions.propose(**act, **forms["propose"].cleaned_data),
        "hold": lambda: actions.set_hold(**act, **forms["hold"].cleaned_data),
        "archive": lambda: actions.hand_over(**act, **forms["archive"].cleaned_data),
    }
    tried = changing.attempt(request, forms[do], saves[do]) if do in saves else changing.Tried()
    if tried.done:
        messages.success(request, _("Saved."))
        return redirect("desk:destruction", tried.made.pk) if do == "propose" else redirect("desk:keep", compartment)
    opened(request, f"keeping of {found.what} {found.key}", compartment)
    return render(request, "desk/keep.html", _kept(request, found, held, forms), status=tried.status)


def _kept(request: Request, found: Subject, held: frozenset[str], forms: dict[str, Any]) -> dict[str, Any]:
    today = clock.local_date(clock.now(), found.time_zone)
    period = period_for(queries.periods(found.authority), found.kind, found.outcome)
    running = queries.running(request.actor).filter(place=found.compartment).first()
    return {
        "number": found.number,
        "url": said.subject_url(found),
        "restricted": found.restricted,
        "facts": said.subject(found, period),
        "obstacles": [_(rules.OBSTACLES[code]) for code in queries.obstacles(found, today)],
        "running": said.row(running) if running else None,
        "holds": [said.hold(one, today) for one in queries.holds(request.actor, found.compartment)[:50]],
        "handovers": [said.handover(one) for one in queries.handovers(request.actor, found.compartment)[:50]],
        "forms": forms,
        "may_hold": "hold:set" in held,
        "may_hand_over": "archive:hand-over" in held and found.ended_on is not None,
    }


@access.requires("hold:set")
def lift_hold(request: Request, hold: UUID) -> HttpResponse:
    """A hold that need not stand any more."""
    found = queries.hold(request.actor, hold)
    form = LiftHold(request.POST or None)
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "hold": hold}
    tried = changing.attempt(request, form, lambda: actions.lift_hold(**act, **form.cleaned_data))
    if tried.done:
        messages.success(request, _("The hold stands no more."))
        return redirect("desk:keep", found.compartment_id)
    today = clock.local_date(clock.now(), found.compartment.authority.time_zone)
    context = {"form": form, "hold": said.hold(found, today), "compartment": found.compartment_id}
    return render(request, "desk/lift_hold.html", context, status=tried.status)


@access.requires("archive:hand-over")
@require_safe
def export(request: Request, handover: UUID) -> StreamingHttpResponse:
    """The ZIP for the archives."""
    pieces = actions.take_export(by=request.actor, at=clock.now(), handover=handover)
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="hand-over-{handover}.zip"'
    return response


@access.requires("archive:hand-over")
def receipt(request: Request, handover: UUID) -> HttpResponse:
    """The archives have it."""
    found = queries.handover(request.actor, handover)
    form = Receipt(request.POST or None)
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "handover": handover}
    tried = changing.attempt(request, form, lambda: actions.note_receipt(**act, **form.cleaned_data))
    if tried.done:
        messages.success(request, _("The receipt is noted."))
        return redirect("desk:keep", found.compartment_id)
    context = {"form": form, "handover": said.handover(found), "compartment": found.compartment_id}
    return render(request, "desk/receipt.html", context, status=tried.status)


@access.requires("certificates:read")
@require_safe
def destructions(request: Request) -> HttpResponse:
    """Certificates, the latest first, found by any number that went; and what is proposed or under way."""
    running = request.GET.get("view") == "running"
    number = request.GET.get("number", "").strip()[:60]
    found = (
        page(request, queries.running(request.actor), ("proposed_at", "id"))
        if running
        else page(request, queries.certificates(request.actor, number), ("-done_at", "-id"))
    )
    here = reverse("desk:destructions")
    context = {
        "rows": [said.row(one) for one in found.rows],
        "page": found,
        "running": running,
        "number": number,
        "tabs": [
            {"label": _("Certificates"), "url": here, "current": not running},
            {"label": _("Proposed and under way"), "url": f"{here}?view=running", "current": running},
        ],
    }
    return render(request, "desk/destructions.html", context)


@access.requires("certificates:read")
def destruction(request: Request, destruction: UUID) -> HttpResponse:
    """One, with its certificate once it is done; before that the second person approves it, or it is withdrawn."""
    found = queries.destruction(request.actor, destruction)
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "destruction": destruction}
    status = 200
    if request.method == "POST":
        do = {"approve": actions.approve, "withdraw": actions.withdraw}.get(request.POST.get("do", ""))
        try:
            if do is None:
                raise NotThere("do")
            do(**act)
            return redirect("desk:destruction", destruction)
        except (Conflict, Denied) as error:
            messages.error(request, str(error))
            found, status = queries.destruction(request.actor, destruction), 409 if isinstance(error, Conflict) else 403
    proposed = found.state == rules.PROPOSED
    held = access.permissions(request.actor, found.authority_id)
    context = {
        "one": said.certificate(found),
        "done": found.state == rules.DONE,
        "compartment": found.place if proposed and "destruction:propose" in held else None,
        "may_approve": proposed and "destruction:approve" in held and found.proposed_by_id != request.actor.id,
        "may_withdraw": proposed and "destruction:propose" in held,
    }
    return render(request, "desk/destruction.html", context, status=status)


@access.requires("retention:set")
def retention(request: Request) -> HttpResponse:
    """The schedule of an authority; sent back, a row gets a new version or ends."""
    mine = choosing.with_permission(request, "retention:set")
    authority = choosing.chosen(request, mine)
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority.pk}
    if request.method == "POST" and request.POST.get("do") == "end":
        return _end_period(request, act, choosing.address(PERIODS, authority))
    form = Period(request.POST or None)
    save = _proposed_period if only_proposed(request) else _set_period
    tried = changing.attempt(request, form, lambda: save(request, authority.pk, form.cleaned_data))
    if tried.done and only_proposed(request):
        return redirect("desk:arrangement", tried.made.pk)
    if tried.done:
        messages.success(request, _("Saved."))
        return redirect(choosing.address(PERIODS, authority))
    found = page(request, queries.versions(request.actor, authority.pk), ("-made_at", "-id"))
    context = {
        "others": choosing.others(PERIODS, mine, authority),
        "here": choosing.address(PERIODS, authority),
        "form": form,
        "rows": [said.schedule(one) for one in queries.schedule(authority.pk) if one.months is not None],
        "versions": [said.schedule(one) for one in found.rows],
        "page": found,
    }
    return render(request, "desk/retention.html", context, status=tried.status)


def _set_period(request: Request, authority: UUID, given: dict[str, Any]) -> Schedule:
    return actions.set_period(by=request.actor, at=clock.now(), authority=authority, **given)


def _proposed_period(request: Request, authority: UUID, given: dict[str, Any]) -> Arrangement:
    """The row as it was typed, in the place of the one that stands."""
    row = {name: given[name] for name in ("kind", "outcome", "months", "archive", "cited")}

    def change(stands: list[dict[str, Any]]) -> list[dict[str, Any]]:
        place = (row["kind"], row["outcome"])
        return [*(one for one in stands if (one["kind"], one["outcome"]) != place), row]

    return proposed(request, authority, RETENTION, change)


def _end_period(request: Request, act: dict[str, Any], back: str) -> HttpResponse:
    kind, outcome = request.POST.get("kind", ""), request.POST.get("outcome", "")
    try:
        actions.set_period(**act, kind=kind, outcome=outcome, months=None)
        messages.success(request, _("Nothing is destroyed by this row any more."))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect(back)
