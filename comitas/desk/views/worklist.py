"""The worklist: dated things, one's own or all that one may read, in several views."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.core import clock
from comitas.core.text import N_
from comitas.core.web import Request
from comitas.desk.presenters.deadlines import task_row
from comitas.directory import queries as directory
from comitas.worklist import queries

SIZE = 25
LAST_PAGE = 4_000
"""A page further on than any list goes."""
WHOSE = {"mine": N_("Mine"), "place": N_("Those I stand in for"), "team": N_("All that I may read")}
VIEWS = {
    "all": N_("Everything"),
    "overdue": N_("Overdue"),
    "week": N_("This week"),
    "custody": N_("In custody"),
    "urgent": N_("Urgent"),
    "silent": N_("Silent counterparts"),
}


@access.requires("register:read")
def worklist(request: Request) -> HttpResponse:
    """One view, a page at a time; without a choice one's own things, all of them."""
    actor, at = request.actor, clock.now()
    offered = {code: words for code, words in WHOSE.items() if code != "place" or access.standing_in(actor)}
    whose, view = _chosen(request, "whose", offered), _chosen(request, "view", VIEWS)
    number = _number(request.GET.get("page", ""))
    found = queries.listed(actor, whose, view, at, skip=(number - 1) * SIZE, most=SIZE)
    places = queries.in_place_of(actor, [task.case_id for task in found.tasks if task.case_id])
    today, held, states = cases.today_for(actor, at), access.permissions(actor), directory.state_names()
    context = {
        "whose": _tabs("whose", offered, whose, {"view": view}),
        "views": _tabs("view", VIEWS, view, {"whose": whose}),
        "caption": _(VIEWS[view]),
        "intro": ngettext("%(n)d thing.", "%(n)d things.", found.total) % {"n": found.total},
        "rows": [
            task_row(task, today, states, held, absent=places.get(task.case_id, "") if task.case_id else "")
            for task in found.tasks
        ],
        "page": {
            "newer": _address(whose, view, number - 1) if number > 1 else "",
            "older": _address(whose, view, number + 1) if found.total > number * SIZE else "",
            "words": "",
        },
    }
    return render(request, "desk/worklist.html", context)


def _chosen(request: Request, name: str, known: dict[str, str]) -> str:
    """What the address asks for; the first one where it makes no sense."""
    asked = request.GET.get(name, "")
    return asked if asked in known else next(iter(known))


def _number(typed: str) -> int:
    return min(max(int(typed), 1), LAST_PAGE) if typed.isdecimal() and len(typed) < 6 else 1


def _tabs(name: str, known: dict[str, str], current: str, kept: dict[str, str]) -> list[dict[str, Any]]:
    address = reverse("desk:worklist")
    return [
        {"label": _(words), "url": f"{address}?{urlencode({**kept, name: code})}", "current": code == current}
        for code, words in known.items()
    ]


def _address(whose: str, view: str, page: int) -> str:
    return "?" + urlencode({"whose": whose, "view": view, "page": page})
