"""An authority's working days and its own time limits: what deadlines are counted by."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.accounts.access import Ours
from comitas.arrangement.models import Arrangement
from comitas.arrangement.rules.file import WORKING_DAYS
from comitas.cases import queries as cases
from comitas.core import clock
from comitas.core.forms import read_date
from comitas.core.refusals import NotThere
from comitas.core.text import N_
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.timetable import DaysFile, OneDay, WorkingDays, initial_limits
from comitas.desk.views import changing
from comitas.desk.views.arrangement import only_proposed, proposed
from comitas.desk.views.changing import Tried
from comitas.worklist import actions, queries
from comitas.worklist.models import Timetable
from comitas.worklist.rules.public import countries
from comitas.worklist.rules.timetable import FIRST, LAST

SAVED = N_("Saved. Every deadline counts by it from now on.")


@access.requires("clock:set")
def calendars(request: Request) -> HttpResponse:
    """The authorities whose days the reader may set; straight to it where there is one."""
    mine = _mine(request)
    if len(mine) == 1:
        return redirect("desk:calendar", mine[0].pk)
    return render(request, "desk/calendars.html", {"authorities": mine})


def _mine(request: Request) -> list[Ours]:
    return [one for one in accounts.own_authorities(request.actor) if access.may(request.actor, "clock:set", one.pk)]


@access.requires("clock:set")
def calendar(request: Request, authority: UUID) -> HttpResponse:
    """One authority's, a year at a time; sent back, they are set."""
    found = queries.timetable_of(request.actor, authority)
    form = WorkingDays(request.POST or None, initial=_initial(found), countries=countries())
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority}
    propose = only_proposed(request)
    tried = changing.attempt(
        request,
        form,
        lambda: _proposed(request, authority, form) if propose else actions.set_timetable(**act, **_given(form)),
        lambda: _initial(queries.timetable_of(request.actor, authority)),
    )
    if tried.done and propose:
        return redirect("desk:arrangement", tried.made.pk)
    if tried.done:
        messages.success(request, _(SAVED))
        return redirect("desk:calendar", authority)
    return _page(request, authority, form, OneDay(), tried)


@access.requires("clock:set")
@require_POST
def add_day(request: Request, authority: UUID) -> HttpResponse:
    """One day, set apart from the others."""
    found = queries.timetable_of(request.actor, authority)
    form = OneDay(request.POST)
    tried = changing.attempt(request, form, lambda: actions.set_day(**_one(request, authority, form)))
    if tried.done:
        messages.success(request, _(SAVED))
        return redirect(_year_url(authority, form.cleaned_data["day"].year))
    return _page(request, authority, WorkingDays(initial=_initial(found), countries=countries()), form, tried)


@access.requires("clock:set")
@require_POST
def import_days(request: Request, authority: UUID) -> HttpResponse:
    """Many days from a file; one wrong row, and none of them."""
    found = queries.timetable_of(request.actor, authority)
    form = DaysFile(request.POST, request.FILES)
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority}
    tried = changing.attempt(request, form, lambda: actions.import_days(**act, data=form.cleaned_data["file"]))
    if tried.done:
        said = ngettext("%(n)d day was set. Every deadline counts by it from now on.",
                        "%(n)d days were set. Every deadline counts by them from now on.", tried.made)  # fmt: skip
        messages.success(request, said % {"n": tried.made})
        return redirect("desk:calendar", authority)
    return _page(request, authority, WorkingDays(initial=_initial(found), countries=countries()), OneDay(), tried, form)


@access.requires("clock:set")
@require_POST
def drop_day(request: Request, authority: UUID) -> HttpResponse:
    """The day is an ordinary one again."""
    queries.timetable_of(request.actor, authority)
    day = read_date(request.POST.get("day", ""), "en")
    if day is None:
        raise NotThere("day")
    actions.drop_day(by=request.actor, at=clock.now(), authority=authority, day=day)
    messages.success(request, _(SAVED))
    return redirect(_year_url(authority, day.year))


def _given(form: WorkingDays) -> dict[str, Any]:
    """What `actions.set_timetable` takes of the form."""
    given = form.cleaned_data
    return {
        "version": given["version"],
        "country": given["country"],
        "region": _region(given["country"], given["region"].strip()),
        "rest": [int(number) for number in given["rest"]],
        "lengths": form.lengths(),
        "switched": form.switched(),
    }


def _proposed(request: Request, authority: UUID, form: WorkingDays) -> Arrangement:
    """What was typed, to be tried on a case before it is set. The days set apart stay as they are."""
    given = {name: value for name, value in _given(form).items() if name != "version"}
    return proposed(request, authority, WORKING_DAYS, lambda stands: stands | given)


def _region(country: str, typed: str) -> str:
    """The code as the list writes it, however it was typed."""
    return next((code for code in countries().get(country, ()) if code.casefold() == typed.casefold()), typed)


def _one(request: Request, authority: UUID, form: OneDay) -> dict[str, Any]:
    works = form.cleaned_data["works"] == "work"
    return {"by": request.actor, "at": clock.now(), "authority": authority, **form.cleaned_data, "works": works}


def _initial(found: Timetable) -> dict[str, Any]:
    limits = initial_limits(found.lengths, found.switched)
    rest = [str(number) for number in found.rest]
    return {"version": found.version, "country": found.country, "region": found.region, "rest": rest, **limits}


def _page(
    request: Request, authority: UUID, form: WorkingDays, one: OneDay, tried: Tried, file: DaysFile | None = None
) -> HttpResponse:
    mine = _mine(request)
    year = _year(request, cases.today_for(request.actor, clock.now()))
    own = set(queries.own_days(request.actor, authority).filter(day__year=year).values_list("day", flat=True))
    days = queries.days_off(request.actor, authority, date(year, 1, 1), date(year, 12, 31))
    regions = countries().get(str(form["country"].value() or ""), ())
    context = {
        "authority": next(one for one in mine if one.pk == authority),
        "several": len(mine) > 1,
        "form": form,
        "one": one,
        "file": file or DaysFile(),
        "tried": tried,
        "regions": ", ".join(regions),
        "year": str(year),
        "before": _year_url(authority, year - 1) if year > FIRST.year else "",
        "after": _year_url(authority, year + 1) if year < LAST.year else "",
        "days": [
            {
                "day": presenters.day(one.day),
                "iso": one.day.isoformat(),
                "name": one.name,
                "works": one.works,
                "own": one.day in own,
            }
            for one in days
        ],
    }
    return render(request, "desk/calendar.html", context, status=tried.status)


def _year(request: Request, today: date) -> int:
    asked = request.GET.get("year", "")
    return min(max(int(asked), FIRST.year), LAST.year) if asked.isdecimal() and len(asked) == 4 else today.year


def _year_url(authority: UUID, year: int) -> str:
    return reverse("desk:calendar", args=[authority]) + f"?year={year}"
