"""Tables that were published: each frozen, with what is counted otherwise since."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.web import Request
from comitas.desk import presenters as desk
from comitas.desk.forms.publishing import PublishForm
from comitas.desk.presenters import figures as said
from comitas.desk.presenters import published as presenters
from comitas.desk.views import changing, choosing
from comitas.desk.views.tables import table_file
from comitas.statistics import actions
from comitas.statistics import queries as statistics
from comitas.statistics.rules import periods


@access.requires("figures:read")
def listing(request: Request) -> HttpResponse:
    """Every table of the authorities whose figures one reads, the newest first."""
    found = page(request, statistics.publications(request.actor), ("-at", "-id"))
    names = presenters.authorities(request.actor)
    rows = [
        {
            "pk": one.pk,
            "period": said.period(periods.named(one.period)),
            "number": one.number,
            "authority": names.get(one.authority, ""),
            "at": desk.moment(one.at),
        }
        for one in found.rows
    ]
    context = {
        "rows": rows,
        "page": found,
        "publishes": access.may(request.actor, "figures:publish"),
        "heads": said.figure_heads(presenters.HEADS),
    }
    return render(request, "desk/publications.html", context)


@access.requires("figures:publish")
def publish(request: Request) -> HttpResponse:
    """Freeze the table of a period that has ended."""
    mine = choosing.with_permission(request, "figures:publish")
    form = PublishForm(
        request.POST or None, today=timezone.localdate(clock.now()), ours=[(str(one.pk), one.name) for one in mine]
    )
    tried = changing.attempt(
        request,
        form,
        lambda: actions.publish(
            by=request.actor,
            at=clock.now(),
            authority=UUID(form.cleaned_data["authority"]),
            period=form.cleaned_data["period"],
        ),
    )
    if tried.done:
        messages.success(request, _("The table is published, and stays as it is."))
        return redirect("desk:figures-published-table", tried.made.pk)
    return render(request, "desk/publish.html", {"form": form}, status=tried.status)


@access.requires("figures:read")
def table(request: Request, publication: UUID) -> HttpResponse:
    """One table as it was published."""
    found = statistics.publication(request.actor, publication)
    context: dict[str, Any] = {
        "found": found,
        "period": said.period(found.period),
        "authority": presenters.authorities(request.actor).get(found.row.authority, ""),
        "at": desk.moment(found.row.at),
        "sides": presenters.sides(found),
        "later": presenters.later(found),
        "knows": found.later is not None,
        "heads": said.figure_heads(presenters.HEADS),
    }
    return render(request, "desk/publication.html", context)


@access.requires("figures:read")
def table_as_file(request: Request, publication: UUID, form: str) -> HttpResponse:
    """The same for a spreadsheet."""
    found = statistics.publication(request.actor, publication)
    heads, rows = presenters.sheet(found)
    return table_file(form, f"comitas-published-{found.row.period}-{found.row.number}", _("Figures"), heads, rows)
