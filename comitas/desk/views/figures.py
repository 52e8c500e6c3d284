"""The figures of a period: stock and flow beside a chart, how long things took, the same for a spreadsheet."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.core import clock
from comitas.core.refusals import NotThere
from comitas.core.web import Request
from comitas.desk import presenters as desk
from comitas.desk.forms.figures import PeriodForm
from comitas.desk.gateways import charts
from comitas.desk.presenters import figures as presenters
from comitas.desk.views.tables import table_file
from comitas.statistics import queries as statistics
from comitas.statistics.rules import chart, periods
from comitas.statistics.rules.periods import Period

PUBLIC = "public"


@access.requires("figures:read")
def figures(request: Request) -> HttpResponse:
    """One period, both sides."""
    form, period, public = _asked(request)
    found = statistics.figures(request.actor, period, public=public)
    context = {
        "form": form,
        "figures": found,
        "period": presenters.period(period),
        "sides": [_side(request, side, found) for side in found.sides],
        "columns": presenters.duration_columns(),
        "carried": presenters.carried(statistics.carried_out(request.actor, period, public=public)),
        "behind": desk.told(found.behind) if found.behind else "",
        "paging": _paging(form, period, public),
        "sheet_url": _address("desk:figures-sheet", period, public),
        "book_url": _address("desk:figures-book", period, public),
        "other_form_url": _address("desk:figures", period, not public),
    }
    return render(request, "desk/figures.html", context)


def _asked(request: Request) -> tuple[PeriodForm, Period, bool]:
    today = timezone.localdate(clock.now())
    form = PeriodForm(
        request.GET if "period" in request.GET else {"period": periods.of("quarter", today).code}, today=today
    )
    return form, form.chosen(), request.GET.get("form") == PUBLIC


def _side(request: Request, side: statistics.SideFigures, found: statistics.Figures) -> dict[str, Any]:
    shown = presenters.side(side, found)
    if not found.public:
        points = statistics.trend(request.actor, found.period, side.side)
        shown["bars"] = presenters.bars(points)
        shown["chart_url"] = reverse("desk:figures-chart", args=[side.side, found.period.code])
    return shown


def _address(name: str, period: Period, public: bool) -> str:
    return f"{reverse(name)}?{urlencode({'period': period.code, **({'form': PUBLIC} if public else {})})}"


def _paging(form: PeriodForm, period: Period, public: bool) -> dict[str, str]:
    """The period before, and the one after unless it has not begun."""
    later = periods.following(period)
    earliest = period.first.year <= periods.EARLIEST
    return {
        "earlier": "" if earliest else _address("desk:figures", periods.before(period), public),
        "later": "" if later.first > form.today else _address("desk:figures", later, public),
    }


@access.requires("figures:read")
def picture(request: Request, side: str, period: str) -> HttpResponse:
    """The chart of one side as an image. Who sees small figures left out has none: its bars would tell them."""
    try:
        asked = periods.named(period)
    except ValueError:
        raise NotThere(period) from None
    points = statistics.trend(request.actor, asked, side) if side in statistics.SIDES else ()
    if not points:
        raise NotThere(side)
    try:
        drawn = charts.svg(chart.specification(presenters.bars(points), presenters.legend()))
    except charts.NotDrawn:
        return HttpResponse(
            _("The chart could not be drawn. The table has its figures."), status=503, content_type="text/plain"
        )
    return HttpResponse(drawn, content_type="image/svg+xml")


@access.requires("figures:read")
def sheet(request: Request, form: str = "csv") -> HttpResponse:
    """The same figures as a file that a spreadsheet opens and takes for no formula."""
    _form, period, public = _asked(request)
    carried = statistics.carried_out(request.actor, period, public=public)
    heads, rows = presenters.sheet(statistics.figures(request.actor, period, public=public), carried)
    return table_file(form, f"comitas-{period.code}", _("Figures"), heads, rows)
