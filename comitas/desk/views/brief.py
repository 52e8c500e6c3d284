"""What the minister asks tomorrow: what we owe a State and what it owes us; five years on one page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from comitas.accounts import access
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk.presenters import brief as presenters
from comitas.desk.presenters import figures as said
from comitas.directory import queries as directory
from comitas.statistics import queries as statistics
from comitas.statistics.rules import periods

YEARS = 5


@access.requires("register:read")
def states(request: Request) -> HttpResponse:
    """The States with which something is open, those with most first."""
    names = directory.state_names(get_language() or "en")
    rows = [
        {"code": code, "name": names.get(code, code), "open": said.shown(number)}
        for code, number in statistics.states_with_cases(request.actor)
    ]
    return render(request, "desk/brief_states.html", {"rows": rows, "heads": said.figure_heads(presenters.HEADS)})


@access.requires("register:read")
def brief(request: Request, iso2: str) -> HttpResponse:
    """One State: both directions, oldest first, and sentences to say aloud."""
    state = directory.state(request.actor, iso2)
    today = timezone.localdate(clock.now())
    name = directory.state_names(get_language() or "en").get(state.pk, state.pk)
    found = statistics.brief(request.actor, state, today)
    context = {
        "state": state,
        "name": name,
        "today": presenters.day(today),
        "aloud": presenters.aloud(found, name),
        "sides": presenters.sides(found, name),
        "facts": presenters.facts(found),
    }
    return render(request, "desk/brief.html", context)


@access.requires("figures:read")
def years(request: Request) -> HttpResponse:
    """The last five whole years and the present one, on one page."""
    today = timezone.localdate(clock.now())
    this = periods.of("year", today)
    wanted = [periods.before(this, steps) for steps in reversed(range(YEARS + 1))]
    found = statistics.years(request.actor, wanted)
    sides: list[dict[str, Any]] = [presenters.years_of(side, found) for side in statistics.SIDES]
    for side in sides:
        if not found.public:
            side["chart_url"] = reverse("desk:figures-chart", args=[side["code"], this.code])
    return render(request, "desk/years.html", {"sides": sides, "found": found, "today": presenters.day(today)})
