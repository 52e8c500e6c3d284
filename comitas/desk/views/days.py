"""Noting the days by which time limits are counted, of a case and of a part."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import actions, queries
from comitas.cases.models import Case, Part
from comitas.cases.rules import moments
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk.forms.days import Days, initial
from comitas.desk.presenters import cases as said
from comitas.desk.views.casework import answer


@access.requires("case:work")
def of_case(request: Request, case: UUID) -> HttpResponse:
    """The days of the whole case."""
    found = queries.case(request.actor, case)
    heading = _("Days by which time limits are counted")
    return _noted(request, found, None, heading, reverse("desk:case", args=[case]))


@access.requires("case:work")
def of_part(request: Request, part: UUID) -> HttpResponse:
    """The days of one part: those that make sense of its legal basis and measure, and those that are noted already."""
    found = queries.part(request.actor, part)
    heading = _("Days of part %(number)s") % {"number": said.part_number(found)}
    return _noted(request, found.case, found, heading, reverse("desk:part", args=[part]))


def _noted(request: Request, case: Case, part: Part | None, heading: str, to: str) -> HttpResponse:
    key = part.pk if part else None
    noted = queries.days_of(request.actor, case.pk, key)
    offered = moments.offered(moments.CASE)
    if part:
        offered = moments.offered(moments.PART, [basis["code"] for basis in part.bases], part.measure)
    there = [one for code, one in moments.MOMENTS.items() if one in offered or code in noted]
    stands = initial(part.version if part else case.version, noted)
    form = Days(request.POST or None, initial=stands, moments=there)
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "case": case.pk, "part": key}
    return answer(
        request, case, form,
        lambda: actions.set_days(**act, days=form.days(), version=form.cleaned_data["version"]),
        heading=heading, button=_("Save"), to=to, current=lambda: stands,
        note=_("All may be left empty. What is noted here decides nothing; it only lets time limits be counted."),
    )  # fmt: skip
