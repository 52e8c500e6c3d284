"""A scan that holds several letters is divided; files are joined, pages put in order and turned. And labels for the paper."""

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comitas.accounts import access
from comitas.core import clock
from comitas.core.refusals import Invalid
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.sheets import Sheets
from comitas.desk.gateways import labels as printing
from comitas.desk.views.changing import attempt
from comitas.desk.views.opening import opened
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.documents.rules import states
from comitas.documents.rules.content import PAGED
from comitas.documents.rules.sheets import MOST_SHEETS, Sheet
from comitas.intake import actions, queries
from comitas.intake.models import Arrival

MOST_LABELS = 48
"""Labels on a sheet or two: a morning's post."""


@access.requires("arrival:register")
def divide(request: Request, arrival: UUID) -> HttpResponse:
    """Say of each page to which letter it belongs. What was typed survives every error."""
    found = queries.arrival(request.actor, arrival)
    opened(request, f"arrival {found.pk}", found.compartment_id)
    held = _pages(request, found)
    form = Sheets(request.POST or None, pages=[sheet for _placed, sheet in held], initial={"version": found.version})

    def save() -> list[Arrival]:
        return actions.divide(
            by=request.actor, at=clock.now(), arrival=found.pk, version=form.cleaned_data["version"], letters=form.letters,
            name=PurePath(held[0][0].document.name).stem if held else "",
        )  # fmt: skip

    tried = attempt(request, form, save)
    if tried.done:
        return _divided(request, found, tried.made)
    context = {
        **presenters.arrival_row(found),
        "form": form,
        "rows": _rows(form, held),
        "waits": found.state == Arrival.Stage.WAITING,
    }
    return render(request, "desk/divide.html", context, status=tried.status)


def _divided(request: Request, found: Arrival, made: list[Arrival]) -> HttpResponse:
    if made == [found]:
        messages.success(
            request, _("The pages are put in order. The letter appears here when that is done; the original is kept.")
        )
        return redirect("desk:arrival", found.pk)
    numbers = ", ".join(one.number for one in made)
    messages.success(
        request,
        _("Divided into %(numbers)s. Each appears with its pages when they are put together.") % {"numbers": numbers},
    )
    return redirect("desk:arrivals")


def _pages(request: Request, found: Arrival) -> list[tuple[Placement, Sheet]]:
    """The pages that can be laid out, in the order of the files."""
    every = documents.placements(request.actor, found.compartment_id).filter(
        document__state=states.READ, document__kind__in=PAGED, document__view=None
    )
    pages = [
        (placed, Sheet(str(placed.document_id), number))
        for placed in every[:MOST_SHEETS]
        for number in range(1, (placed.document.pages_total or 0) + 1)
    ]
    return pages[:MOST_SHEETS]


def _rows(form: Sheets, held: list[tuple[Placement, Sheet]]) -> list[dict[str, Any]]:
    return [
        {
            "thumbnail": reverse("documents:page-thumbnail", args=[placed.pk, sheet.page]),
            "name": placed.document.name,
            "page": sheet.page,
            "letter": form[f"letter-{number}"],
            "place": form[f"place-{number}"],
            "turn": form[f"turn-{number}"],
        }
        for number, (placed, sheet) in enumerate(held)
    ]


@require_safe
@access.requires("arrival:read")
def label(request: Request, arrival: UUID) -> HttpResponse:
    """The label that is stuck on the paper of one arrival."""
    found = queries.arrival(request.actor, arrival)
    opened(request, f"arrival {found.pk}", found.compartment_id)
    return _printed([found], f"{found.number}.pdf")


@require_safe
@access.requires("arrival:register")
def labels(request: Request) -> HttpResponse:
    """Labels of the newest arrivals that still wait, on sheets of 24."""
    waiting = list(queries.waiting(request.actor).order_by("-arrived_at", "-id")[:MOST_LABELS])
    if not waiting:
        raise Invalid({"arrivals": _("No arrival waits for a label.")})
    return _printed(waiting[::-1], "labels.pdf")


def _printed(found: list[Arrival], name: str) -> HttpResponse:
    pdf = printing.labels([_label(one) for one in found], sheet=len(found) > 1)
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _label(found: Arrival) -> dict[str, str]:
    """Number, authority and day: what may be seen by whoever carries the paper. No sender, no name."""
    return {"number": found.number, "authority": found.authority.name, "received": presenters.day(found.received_on)}
