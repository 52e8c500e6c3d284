"""Every indicator of a period, narrowed as asked; the same for a spreadsheet."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk.forms.catalogue import CatalogueForm
from comitas.desk.presenters import catalogue as presenters
from comitas.desk.presenters import figures as said
from comitas.desk.views.figures import PUBLIC
from comitas.desk.views.tables import table_file
from comitas.directory import queries as directory
from comitas.statistics import queries as statistics
from comitas.statistics.rules import periods

FORMS = ("csv", "xlsx")


@access.requires("figures:read")
def catalogue(request: Request) -> HttpResponse:
    """All of them, by family, each with how it is made."""
    form, public = _asked(request)
    found = statistics.catalogue_of(request.actor, form.chosen(), form.narrowed(), public=public)
    asked = {name: value for name, value in request.GET.items() if name in (*form.fields, "form") and value}
    asked["period"] = found.period.code
    other = {name: value for name, value in asked.items() if name != "form"} | ({} if public else {"form": PUBLIC})
    context = {
        "form": form,
        "period": said.period(found.period),
        "found": found,
        "families": presenters.families(found),
        "downloads": {one: f"{reverse('desk:figures-catalogue-file', args=[one])}?{urlencode(asked)}" for one in FORMS},
        "other_form_url": f"{reverse('desk:figures-catalogue')}?{urlencode(other)}",
    }
    return render(request, "desk/catalogue.html", context)


def _asked(request: Request) -> tuple[CatalogueForm, bool]:
    today = timezone.localdate(clock.now())
    data: Any = request.GET
    if "period" not in data:
        data = {**request.GET.dict(), "period": periods.of("quarter", today).code}
    offered = statistics.choices(request.actor)
    names = directory.state_names(get_language() or "en")
    states = sorted(((code, names.get(code, code)) for code in offered.states), key=lambda one: one[1])
    form = CatalogueForm(
        data, today=today, states=states, ours=offered.ours, executing=offered.executing, narrows=offered.narrows
    )
    return form, request.GET.get("form") == PUBLIC


@access.requires("figures:read")
def catalogue_file(request: Request, form: str) -> HttpResponse:
    """The same as a file that a spreadsheet opens and takes for no formula."""
    asked, public = _asked(request)
    found = statistics.catalogue_of(request.actor, asked.chosen(), asked.narrowed(), public=public)
    heads, rows = presenters.sheet(found)
    return table_file(form, f"comitas-indicators-{found.period.code}", _("Indicators"), heads, rows)
