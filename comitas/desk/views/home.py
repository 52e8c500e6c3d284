"""What needs you today."""

from django.http import HttpResponse
from django.shortcuts import render

from comitas.accounts import access
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.intake import queries as intake

SHOWN = 8


@access.requires("home:see")
def home(request: Request) -> HttpResponse:
    """Each role sees what waits for it; who reads no content sees where their own work is."""
    held = access.permissions(request.actor)
    waiting = list(intake.waiting(request.actor)[: SHOWN + 1]) if "arrival:register" in held else []
    context = {
        "today": presenters.day(clock.now().date()),
        "held": {name.replace(":", "_").replace("-", "_"): True for name in held},
        "waiting": [presenters.arrival_row(arrival) for arrival in waiting[:SHOWN]],
        "more_wait": len(waiting) > SHOWN,
    }
    return render(request, "desk/home.html", context)
