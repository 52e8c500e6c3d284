"""The auditor's pages: what happened, who read what, and whether the ledger is whole."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.accounts.rules.permissions import roles_for
from comitas.cases import queries as cases
from comitas.core.paging import page
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.readings import ReadingFilters
from comitas.desk.presenters.ledger import ledger_sentence, subject_words
from comitas.ledger import queries
from comitas.ledger.rules.checkpoints import CheckpointBroken
from comitas.ledger.rules.verification import LedgerBroken
from comitas.protection import queries as protection


@access.requires("ledger:read")
def ledger(request: Request) -> HttpResponse:
    """The lines, newest first: codes and numbers only, as an auditor reads no content."""
    found = page(request, queries.orders(access.audited(request.actor, "ledger:read")), ("-position",), 50)
    return render(request, "desk/ledger.html", {"rows": [_row(order) for order in found.rows], "page": found})


@access.requires("ledger:read")
@require_POST
def verify(request: Request) -> HttpResponse:
    """Walk the whole ledger now and say what was found."""
    context: dict[str, Any] = {}
    try:
        context["verified"] = queries.verify()
        if context["verified"].last_checkpoint:
            context["sure_since"] = presenters.moment(context["verified"].last_checkpoint)
    except LedgerBroken as error:
        context["faults"] = error.faults
    except CheckpointBroken as error:
        context["faults"] = [str(error)]
    return render(request, "desk/ledger_verified.html", context)


@access.requires("readings:read")
def readings(request: Request) -> HttpResponse:
    """Who opened, searched, downloaded or printed what, newest first; of one person, of one case."""
    people = protection.people_audited(request.actor)
    form = ReadingFilters(request.GET, people=people, auto_id="filter_%s")
    asked = form.cleaned_data if form.is_valid() else {}
    number = asked.get("number", "").strip()
    listed = queries.readings(
        access.audited(request.actor, "readings:read"),
        access.authorities_with(request.actor, roles_for("readings:read")),
        f"user:{asked['who']}" if asked.get("who") else "",
        protection.places_numbered(request.actor, number) if number else None,
    )
    found = page(request, listed, ("-id",), 50)
    names, places = cases.names_of(row.actor for row in found.rows), dict(_places(request))
    rows = [
        {
            "at": presenters.moment(row.at),
            "actor": row.actor,
            "name": names.get(row.actor, ""),
            "manner": _(presenters.MANNERS[row.manner]),
            "subject": subject_words(row.subject),
            "where": places.get(row.authority, "") if row.authority else "",
        }
        for row in found.rows
    ]
    context = {"rows": rows, "page": found, "form": form, "count": sum(map(bool, (asked.get("who"), number)))}
    return render(request, "desk/readings.html", context)


def _places(request: Request) -> list[tuple[UUID, str]]:
    return [(one.pk, one.name) for one in accounts.own_authorities(request.actor)]


def _row(order: Any) -> dict[str, Any]:
    entry = queries.entry(order)
    return {
        "position": entry.position,
        "sentence": ledger_sentence(entry.kind, entry.payload),
        "actor": entry.actor,
        "recorded": presenters.moment(entry.recorded_at),
        "effective": presenters.moment(entry.effective_at),
        "late": abs((entry.recorded_at - entry.effective_at).total_seconds()) > 60,
    }
