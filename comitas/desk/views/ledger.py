"""The auditor's pages: what happened, who read what, and whether the ledger is whole."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comitas.accounts import access
from comitas.core.paging import page
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.presenters.ledger import ledger_sentence, subject_words
from comitas.ledger import queries
from comitas.ledger.rules.checkpoints import CheckpointBroken
from comitas.ledger.rules.verification import LedgerBroken


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
    """Who opened, searched, downloaded or printed what, newest first."""
    found = page(request, queries.readings(access.audited(request.actor, "readings:read")), ("-id",), 50)
    rows = [
        {
            "at": presenters.moment(row.at),
            "actor": row.actor,
            "manner": _(presenters.MANNERS[row.manner]),
            "subject": subject_words(row.subject),
        }
        for row in found.rows
    ]
    return render(request, "desk/readings.html", {"rows": rows, "page": found})


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
