"""The pages of a draft that are lists: measures, persons, offences. Each thing has a page of its own, and may be taken out."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import actions, queries
from comitas.cases.models import Case, Offence, Part, Person
from comitas.cases.rules import details
from comitas.cases.rules.codes import BASES, MEASURES
from comitas.cases.rules.families import family_of, measures_for, outgoing
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms import cases as of_cases
from comitas.desk.forms import measures as asked
from comitas.desk.forms.dispatches import Removal
from comitas.desk.presenters import cases as worded
from comitas.desk.presenters import requests as said
from comitas.desk.views import changing
from comitas.desk.views.casework import answer
from comitas.desk.views.guided import STALE, head, of_ours, seal
from comitas.desk.views.opening import opened
from comitas.drafting import queries as drafting
from comitas.drafting.rules import guide

Told = dict[str, Any]


@access.requires("case:read")
def measures(request: Request, case: UUID) -> HttpResponse:
    """Everything that is asked: each measure becomes a part, with a life of its own."""
    found = of_ours(request, case)
    rows = [_measure_row(part) for part in queries.whole(request.actor, case).parts]
    return _listing(request, found, "measures", rows, reverse("desk:draft-add-measure", args=[case]))


@access.requires("case:read")
def persons(request: Request, case: UUID) -> HttpResponse:
    """The persons, natural and legal."""
    found = of_ours(request, case)
    rows = [_person_row(person) for person in found.persons.order_by("id")]
    return _listing(request, found, "persons", rows, reverse("desk:draft-add-person", args=[case]))


@access.requires("case:read")
def offences(request: Request, case: UUID) -> HttpResponse:
    """The offences by our law, with their text for who does not have it."""
    found = of_ours(request, case)
    rows = [_offence_row(offence) for offence in found.offences.order_by("id")]
    return _listing(request, found, "offences", rows, reverse("desk:draft-add-offence", args=[case]))


def _listing(request: Request, found: Case, topic: str, rows: list[Told], add: str) -> HttpResponse:
    opened(request, f"case {found.pk}", found.compartment_id)
    words = {
        "measures": (_("Nothing is asked yet."), _("Add a measure")),
        "persons": (_("Nobody is named yet."), _("Add a person")),
        "offences": (_("No offence is named yet."), _("Add an offence")),
    }
    empty, adding = words[topic]
    context = {
        **head(request, found), "title_words": _(guide.PAGES[topic].title), "rows": rows, "add_url": add, "add_words": adding,
        "empty": empty, "gaps": said.gaps_on(drafting.drafted(request.actor, found.pk), topic),
        "next_url": said.address(found.pk, guide.following(topic, drafting.assists(found))),
        "hint": said.hint(found, topic), "may_work": _may_work(request, found),
    }  # fmt: skip
    return render(request, "desk/draft_list.html", context)


def _may_work(request: Request, found: Case) -> bool:
    under_review = set(found.stands) & set(outgoing.UNDER_REVIEW)
    return access.may(request.actor, "case:work", found.authority_id) and not under_review and found.closed_on is None


def _measure_row(part: Part) -> Told:
    return {
        "title": f"{part.number}. {_(MEASURES[part.measure].name)}",
        "small": worded.said_of(part),
        "url": reverse("desk:draft-measure", args=[part.pk]) if part.state in outgoing.BEFORE_SENDING else "",
        "remove_url": "",
    }


def _person_row(person: Person) -> Told:
    more = (presenters.day(person.born), person.nationality, person.address)
    return {
        "title": person.name,
        "small": ", ".join(text for text in more if text),
        "url": reverse("desk:draft-person", args=[person.pk]),
        "remove_url": reverse("desk:draft-remove-person", args=[person.pk]),
    }


def _offence_row(offence: Offence) -> Told:
    return {
        "title": offence.cited,
        "small": ", ".join(text for text in (offence.provision, offence.penalty) if text),
        "url": reverse("desk:draft-offence", args=[offence.pk]),
        "remove_url": reverse("desk:draft-remove-offence", args=[offence.pk]),
    }


def _now(request: Request) -> Told:
    return {"by": request.actor, "at": clock.now()}


@access.requires("case:work")
def add_measure(request: Request, case: UUID) -> HttpResponse:
    """One more measure: its kind first, what belongs to it on the page that follows."""
    found = of_ours(request, case)
    form = asked.NewMeasure(request.POST or None, offered=measures_for(found.side, found.kind))

    def save() -> Part:
        measure = form.cleaned_data["measure"]
        family = family_of(found.side, found.kind, measure)
        fit = [basis for basis in found.outgoing.bases if family and family.code in BASES[basis["code"]].families]
        return actions.add_part(
            **_now(request), case=found.pk, measure=measure, once=form.cleaned_data["once"], bases=fit
        )

    tried = changing.attempt(request, form, save)
    if tried.done:
        return redirect("desk:draft-measure", tried.made.pk)
    context = {
        **head(request, found),
        "form": form,
        "title_words": _("Add a measure"),
        "back_url": said.address(case, "measures"),
    }
    return render(request, "desk/draft_new_measure.html", context, status=tried.status)


@access.requires("case:work")
def measure(request: Request, part: UUID) -> HttpResponse:
    """One measure with everything that belongs to its kind."""
    found = queries.part(request.actor, part)
    case = of_ours(request, found.case_id)
    stands = _measure_stands(found)
    form = asked.MeasurePage(
        request.POST if request.method == "POST" else None, initial=stands, measure=found.measure,
        persons=case.persons.order_by("id"),
    )  # fmt: skip

    def save() -> None:
        version = found.version if form.cleaned_data["version"] == stands["version"] else STALE
        actions.change_part(**_now(request), part=found.pk, version=version, **form.given())

    heading = f"{found.number}. {_(MEASURES[found.measure].name)}"
    to = said.address(case.pk, "measures")
    return answer(
        request,
        case,
        form,
        save,
        heading=heading,
        button=_("Save"),
        to=to,
        current=lambda: stands,
        note=MEASURES[found.measure].article,
    )


def _measure_stands(found: Part) -> Told:
    values: Told = {name: getattr(found, name) for name in ("description", "purpose", "deadline", "sentence_months")}
    values["persons"] = [person.pk for person in found.persons.order_by("id")]
    for name in details.DETAILS[found.measure]:
        text = found.details.get(name.code, "")
        values[f"{asked.DETAIL}{name.code}"] = date.fromisoformat(text) if name.kind == "date" and text else text
    return values | {"version": seal(values)}


@access.requires("case:work")
def add_person(request: Request, case: UUID) -> HttpResponse:
    """One more person."""
    found = of_ours(request, case)
    form = of_cases.NewPerson(request.POST or None)
    return answer(
        request, found, form, lambda: actions.add_person(**_now(request), case=found.pk, **form.changes()),
        heading=_("Add a person"), button=_("Add the person"), to=said.address(case, "persons"),
    )  # fmt: skip


@access.requires("case:work")
def person(request: Request, person: UUID) -> HttpResponse:
    """What the request says of a person."""
    found = queries.person(request.actor, person)
    case = of_ours(request, found.case_id)
    stands = {name: getattr(found, name) for name in of_cases.PersonForm.base_fields} | {
        "natural": "yes" if found.natural else "no"
    }
    form = of_cases.PersonForm(request.POST or None, initial=stands)
    custody = {"url": reverse("desk:custody", args=[found.pk]), "label": _("Note custody")}
    return answer(
        request, case, form,
        lambda: actions.change_person(
            **_now(request), person=found.pk, version=form.cleaned_data["version"], **form.changes()
        ),
        heading=found.name, button=_("Save"), to=said.address(case.pk, "persons"), current=lambda: stands, link=custody,
    )  # fmt: skip


@access.requires("case:work")
def add_offence(request: Request, case: UUID) -> HttpResponse:
    """One more offence."""
    found = of_ours(request, case)
    form = asked.OffencePage(request.POST or None)
    return answer(
        request, found, form, lambda: actions.add_offence(**_now(request), case=found.pk, **form.changes()),
        heading=_("Add an offence"), button=_("Add the offence"), to=said.address(case, "offences"),
    )  # fmt: skip


@access.requires("case:work")
def offence(request: Request, offence: UUID) -> HttpResponse:
    """How an offence is cited."""
    found = queries.offence(request.actor, offence)
    case = of_ours(request, found.case_id)
    names = ("cited", "provision", "text", "penalty", "uncac", "committed", "months_asking", "months_asked")
    form = asked.OffencePage(request.POST or None, initial={name: getattr(found, name) for name in names})

    def save() -> None:
        given = {name: value for name, value in form.changes().items() if name != "once"}
        actions.change_offence(**_now(request), offence=found.pk, **given)

    return answer(
        request, case, form, save, heading=found.cited, button=_("Save"), to=said.address(case.pk, "offences")
    )


@access.requires("case:work")
def remove_person(request: Request, person: UUID) -> HttpResponse:
    """Take a person out of the draft."""
    found = queries.person(request.actor, person)
    return _removal(
        request, of_ours(request, found.case_id), found.name, "persons",
        lambda: actions.remove_person(**_now(request), person=found.pk),
    )  # fmt: skip


@access.requires("case:work")
def remove_offence(request: Request, offence: UUID) -> HttpResponse:
    """Take an offence out of the draft."""
    found = queries.offence(request.actor, offence)
    return _removal(
        request, of_ours(request, found.case_id), found.cited, "offences",
        lambda: actions.remove_offence(**_now(request), offence=found.pk),
    )  # fmt: skip


def _removal(request: Request, case: Case, what: str, topic: str, remove: Callable[[], None]) -> HttpResponse:
    form = Removal(request.POST if request.method == "POST" else None)
    tried = changing.attempt(request, form, remove)
    to = said.address(case.pk, topic)
    if tried.done:
        messages.success(request, _("Taken out of the draft."))
        return redirect(to)
    context = {
        "case": case, "form": form, "number": case.number, "heading": _("Take “%(what)s” out of the draft") % {"what": what[:80]},
        "button_words": _("Take it out"), "back": to, "note": _("It stands in no document that has left. The ledger keeps that it was there."),
    }  # fmt: skip
    return render(request, "desk/case_form.html", context, status=tried.status)
