"""What is counted, and what changed."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from comitas.api.forms.asked import FiguresAsked, Paged
from comitas.api.presenters import changes as told
from comitas.api.presenters import figures as counted
from comitas.api.presenters.changes import Changes
from comitas.api.presenters.figures import Figures
from comitas.api.queries import changes as changed
from comitas.api.queries import latest
from comitas.api.views.door import needs
from comitas.core.refusals import Invalid
from comitas.statistics import queries as statistics
from comitas.statistics.rules import periods

router = Router(tags=["following"])
NOW = "now"


@router.get("/figures", response=Figures, operation_id="figures", url_name="figures", summary="The figures of a period")
@needs("figures:read", "figures:read")
def figures(request: Any, asked: Query[FiguresAsked]) -> Figures:
    """Stock, flow and durations of a year, a quarter or a month, counted from the ledger."""
    try:
        period = periods.named(asked.period)
    except ValueError as error:
        raise Invalid({"period": _("Send a year, a quarter or a month: 2026, 2026-Q1, 2026-03.")}) from error
    return counted.figures(statistics.figures(request.actor, period, public=asked.public))


@router.get("/changes", response=Changes, operation_id="changes", url_name="changes", summary="Follow what changes")
@needs("register:read", "changes:follow")
def changes(request: Any, asked: Query[Paged]) -> Changes:
    """What happened to everything that the account may read, the oldest first; without `after` from the beginning.

    `after=now` tells nothing and gives the cursor of now. Whoever goes on from a cursor misses nothing; what the account came to
    read only later is told by the line that gave it the right, and is then read whole.
    """
    if asked.after == NOW:
        return Changes(items=[], after=latest(request.actor), more=False)
    return told.changes(changed(request.actor, asked.after, asked.limit))
