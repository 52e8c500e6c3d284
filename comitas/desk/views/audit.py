"""The auditor's pages: figures of a period, the lists behind them, rights on a day."""

from datetime import datetime, time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts.rules.roles import ROLES
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import NotThere
from comitas.core.web import Request
from comitas.desk import presenters as desk
from comitas.desk.forms.audit import DayForm
from comitas.desk.forms.figures import PeriodForm
from comitas.desk.presenters import audit as presenters
from comitas.desk.presenters import figures as said
from comitas.statistics import queries as statistics
from comitas.statistics.rules import audit as rules
from comitas.statistics.rules import periods


@access.requires("audit:read")
def audit(request: Request) -> HttpResponse:
    """What an auditor asks first, each with the list behind it."""
    form, today = _asked(request)
    found = statistics.audit_of(request.actor, form.chosen(), today)
    context = {
        "form": form,
        "period": said.period(found.period),
        "lists": presenters.lists(found),
        "heads": said.figure_heads(presenters.HEADS),
        "numbers": presenters.numbers(request.actor, found),
        "grounds": presenters.grounds(found),
        "costs": presenters.costs(found),
        "drill": presenters.drill(found),
        "overdue": said.shown(found.overdue),
    }
    return render(request, "desk/audit.html", context)


def _asked(request: Request) -> tuple[PeriodForm, Any]:
    today = timezone.localdate(clock.now())
    default = {"period": periods.of("year", today).code}
    return PeriodForm(request.GET if "period" in request.GET else default, today=today), today


@access.requires("audit:read")
def listing(request: Request, listing: str) -> HttpResponse:
    """The lines of one list, the newest first: codes and numbers only."""
    if listing not in rules.BY_CODE:
        raise NotThere(listing)
    form, _today = _asked(request)
    found = page(request, statistics.audit_list(request.actor, listing, form.chosen()), ("-position",), 50)
    lines = statistics.lines_at(one.position for one in found.rows)
    one = rules.BY_CODE[listing]
    context = {
        "form": form,
        "name": _(one.name),
        "note": _(one.note),
        "period": said.period(form.chosen()),
        "rows": [presenters.line(lines[row.position]) for row in found.rows if row.position in lines],
        "page": found,
    }
    return render(request, "desk/audit_list.html", context)


@access.requires("audit:read")
def rights(request: Request) -> HttpResponse:
    """Who held which role at the end of a day."""
    today = timezone.localdate(clock.now())
    form = DayForm(request.GET or None)
    on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else today
    moment = timezone.make_aware(datetime.combine(on, time.max))
    found = page(request, statistics.rights_on(request.actor, moment), ("id",), 50)
    rows = [
        {
            "name": one.user.full_name,
            "role": _(ROLES[one.role]),
            "authority": one.authority.name,
            "since": desk.moment(one.since),
            "until": desk.moment(one.until) if one.until else "",
        }
        for one in found.rows
    ]
    return render(request, "desk/rights.html", {"form": form, "rows": rows, "page": found, "on": desk.day(on)})
