"""What officers write into a case: each thing a page with one form."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.cases import actions, queries
from comitas.cases.models import Case
from comitas.cases.rules.numbers import said_number
from comitas.cases.rules.papers import papers_of
from comitas.core import clock
from comitas.core.refusals import Invalid, NotThere
from comitas.core.web import Request
from comitas.desk.forms import cases as asked
from comitas.desk.forms import parts
from comitas.desk.presenters import cases as said
from comitas.desk.views import changing, pressing
from comitas.desk.views.opening import opened
from comitas.directory import queries as directory
from comitas.documents import queries as documents
from comitas.intake.rules.kinds import counts_as_request

MOST_AUTHORITIES = 100


def answer(
    request: Request, case: Case, form: forms.Form, save: Callable[[], Any], *, heading: str, button: str, to: str,
    current: Callable[[], Mapping[str, Any]] | None = None, note: str = "", link: dict[str, str] | None = None, short: bool = False,
) -> HttpResponse:  # fmt: skip
    """The page of one form, or the way back once it is saved."""
    _note(request, case)
    tried = changing.attempt(request, form, save, current)
    if tried.done:
        messages.success(request, _("Saved."))
        return redirect(to)
    context = {
        "case": case, "form": form, "heading": heading, "button_words": button, "note": note, "back": to,
        "differences": tried.differences, "settled": tried.settled, "number": case.number, "link": link, "short": short,
    }  # fmt: skip
    return render(request, "desk/case_form.html", context, status=tried.status)


def _note(request: Request, case: Case) -> None:
    """A page that shows what is known is a reading too."""
    if request.method == "GET":
        opened(request, f"case {case.pk}", case.compartment_id)


def _to(case: Case) -> str:
    return reverse("desk:case", args=[case.pk])


def _told(request: Request, case: Case) -> dict[str, Any]:
    return {"by": request.actor, "at": clock.now(), "case": case.pk}


@access.requires("case:work")
def change_case(request: Request, case: UUID) -> HttpResponse:
    """What is known of the case."""
    found = queries.case(request.actor, case)
    names = [name for name in asked.CaseForm.base_fields if name not in ("version", "state_from")]
    stands = {name: getattr(found, name) for name in ("version", *names)} | {"state_from": found.state_from_id or ""}
    states = sorted(directory.state_names().items(), key=lambda state: state[1])
    form = asked.CaseForm(request.POST or None, initial=stands, states=states, imported=found.imported)
    return answer(
        request, found, form,
        lambda: actions.change_case(**_told(request, found), version=form.cleaned_data["version"], **form.changes()),
        heading=_("What is known of the case"), button=_("Save"), to=_to(found), current=lambda: stands,
    )  # fmt: skip


@access.requires("case:work")
def note_papers(request: Request, case: UUID) -> HttpResponse:
    """What came with the request beside its letter, as far as the case asks for something that needs it."""
    whole = queries.whole(request.actor, case)
    found, groups = whole.case, queries.groups(whole.case, whole.parts)
    listed = papers_of(groups)
    if not listed:
        raise NotThere(str(case))
    stands = {"version": found.version, **{paper.code: found.papers.get(paper.code) for paper in listed}}
    form = parts.PapersForm(request.POST or None, initial=stands, papers=listed)
    return answer(
        request, found, form,
        lambda: actions.note_papers(**_told(request, found), version=form.cleaned_data["version"], said=form.changes()),
        heading=_("What came with the request"), button=_("Save"), to=reverse("desk:case-checks", args=[found.pk]),
        current=lambda: stands,
        note=_("Look in the letter and in its documents. What nobody has said counts as unclear, and is asked for."),
    )  # fmt: skip


@access.requires("arrival:accept")
def add_part(request: Request, case: UUID) -> HttpResponse:
    """One more thing that is asked."""
    found = queries.case(request.actor, case)
    form = parts.NewPart(request.POST or None, case=found, persons=found.persons.order_by("id"))
    return answer(
        request, found, form,
        lambda: actions.add_part(
            **_told(request, found), measure=form.cleaned_data["measure"], once=form.cleaned_data["once"], **form.given()
        ),
        heading=_("Add a part"), button=_("Add the part"), to=_to(found),
    )  # fmt: skip


@access.requires("case:work")
def change_part(request: Request, part: UUID) -> HttpResponse:
    """What is known of a part."""
    found = queries.part(request.actor, part)
    stands = _part_stands(found)
    own = directory.authorities(request.actor, state=found.case.authority.state_id)[:MOST_AUTHORITIES]
    names = directory.authority_names(request.actor, [*own, *queries.authorities_of(found)])
    form = parts.PartForm(
        request.POST or None, part=found, initial=stands, persons=found.case.persons.order_by("id"),
        authorities=[(str(key), name) for key, name in names.items()],
    )  # fmt: skip
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "part": found.pk}
    return answer(
        request, found.case, form,
        lambda: actions.change_part(**told, version=form.cleaned_data["version"], **form.given(found.bases)),
        heading=_("Part %(number)s: %(title)s") % {"number": said.part_number(found), "title": said.part_title(found)},
        button=_("Save"), to=reverse("desk:part", args=[found.pk]), current=lambda: stands,
    )  # fmt: skip


def _part_stands(found: Any) -> dict[str, Any]:
    plain = {
        name: getattr(found, name)
        for name in (
            "version",
            "description",
            "purpose",
            "coercive",
            "recovery",
            "deadline",
            "their_number",
            "sentence_months",
        )
    }
    return plain | {
        "bases": [basis["code"] for basis in found.bases],
        "agreed_9_29": any(basis.get("agreed_9_29") for basis in found.bases),
        "persons": [str(person.pk) for person in found.persons.all()],
        "executing": str(found.executing_id or ""),
    }


@access.requires("arrival:accept")
def add_person(request: Request, case: UUID) -> HttpResponse:
    """One more person."""
    found = queries.case(request.actor, case)
    form = asked.NewPerson(request.POST or None)
    return answer(
        request, found, form, lambda: actions.add_person(**_told(request, found), **form.changes()),
        heading=_("Add a person"), button=_("Add the person"), to=_to(found),
    )  # fmt: skip


@access.requires("case:work")
def person(request: Request, person: UUID) -> HttpResponse:
    """What is known of a person."""
    found = queries.person(request.actor, person)
    stands = {name: getattr(found, name) for name in asked.PersonForm.base_fields} | {
        "natural": "yes" if found.natural else "no"
    }
    form = asked.PersonForm(request.POST or None, initial=stands)
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "person": found.pk}
    custody = {"url": reverse("desk:custody", args=[found.pk]), "label": _("Note custody")}
    return answer(
        request, found.case, form,
        lambda: actions.change_person(**told, version=form.cleaned_data["version"], **form.changes()),
        heading=found.name, button=_("Save"), to=_to(found.case), current=lambda: stands, link=custody,
    )  # fmt: skip


@access.requires("case:work")
def custody(request: Request, person: UUID) -> HttpResponse:
    """Where a person is held."""
    found = queries.person(request.actor, person)
    stands = {"since": found.custody_since, "place": found.custody_place, "review_on": found.custody_review}
    form = asked.CustodyForm(request.POST or None, initial=stands)
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "person": found.pk}
    return answer(
        request, found.case, form, lambda: actions.set_custody(**told, **form.cleaned_data),
        heading=_("Custody of %(name)s") % {"name": found.name}, button=_("Save"), to=_to(found.case),
    )  # fmt: skip


@access.requires("arrival:accept")
def add_offence(request: Request, case: UUID) -> HttpResponse:
    """One more offence."""
    found = queries.case(request.actor, case)
    form = asked.NewOffence(request.POST or None)
    return answer(
        request, found, form, lambda: actions.add_offence(**_told(request, found), **form.changes()),
        heading=_("Add an offence"), button=_("Add the offence"), to=_to(found),
    )  # fmt: skip


@access.requires("case:work")
def offence(request: Request, offence: UUID) -> HttpResponse:
    """An offence of a case that arrived, put right or completed."""
    found = queries.offence(request.actor, offence)
    case = queries.case(request.actor, found.case_id)
    names = [name for name in asked.OffenceForm.base_fields if name != "once"]
    form = asked.OffenceForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "offence": found.pk}
    return answer(
        request, case, form, lambda: actions.change_offence(**told, **form.changes()),
        heading=found.cited, button=_("Save"), to=_to(case),
    )  # fmt: skip


@access.requires("arrival:accept")
def add_reference(request: Request, case: UUID) -> HttpResponse:
    """Somebody's number for the matter."""
    found = queries.case(request.actor, case)
    form = asked.NewReference(request.POST or None)
    return answer(
        request, found, form, lambda: actions.add_reference(**_told(request, found), **form.cleaned_data),
        heading=_("Add a reference"), button=_("Add the reference"), to=_to(found),
    )  # fmt: skip


@access.requires("case:work")
def link(request: Request, case: UUID) -> HttpResponse:
    """Link with another case."""
    found = queries.case(request.actor, case)
    form = asked.LinkForm(request.POST or None)
    return answer(
        request, found, form,
        lambda: actions.link_cases(
            **_told(request, found), other=_named(request, form.cleaned_data["number"]), why=form.cleaned_data["why"]
        ),
        heading=_("Link with another case"), button=_("Link"), to=_to(found),
    )  # fmt: skip


def _named(request: Request, number: str) -> UUID:
    other = queries.found_number(request.actor, number)
    if other is None:
        raise Invalid({"number": _("There is no case %(number)s that you may read.") % {"number": number}})
    return other.pk


@access.requires("arrival:accept")
def flags(request: Request, case: UUID) -> HttpResponse:
    """Urgency and confidentiality."""
    found = queries.case(request.actor, case)
    names = tuple(asked.FlagsForm.base_fields)
    form = asked.FlagsForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    return answer(
        request, found, form, lambda: _flag(request, found, form.cleaned_data),
        heading=_("Urgency and confidentiality"), button=_("Save"), to=_to(found),
    )  # fmt: skip


def _flag(request: Request, found: Case, values: dict[str, Any]) -> None:
    """Only what differs is written."""
    told = _told(request, found)
    if values["urgent"] and not values["urgent_because"].strip():
        raise Invalid({"urgent_because": _("Write down why.")})
    if any(values[name] != getattr(found, name) for name in ("urgent", "urgent_because")):
        actions.set_urgent(**told, urgent=values["urgent"], reason=values["urgent_because"])
    if any(values[name] != getattr(found, name) for name in ("confidential", "confidential_because")):
        actions.set_confidential(**told, confidential=values["confidential"], reason=values["confidential_because"])


@access.requires("arrival:accept")
def assign(request: Request, case: UUID) -> HttpResponse:
    """Give it to an officer."""
    found = queries.case(request.actor, case)
    officers = list(people.colleagues(request.actor, found.authority_id))
    form = asked.AssignForm(request.POST or None, initial={"officer": found.officer_id}, officers=officers)
    return answer(
        request, found, form, lambda: actions.assign(**_told(request, found), officer=form.cleaned_data["officer"]),
        heading=_("Give it to an officer"), button=_("Give it"), to=_to(found),
    )  # fmt: skip


@access.requires("case:work")
def convert(request: Request, case: UUID) -> HttpResponse:
    """What the case turned out to be: an enquiry that became a request counts from now on."""
    found = queries.case(request.actor, case)
    form = asked.ConvertForm(request.POST or None, initial={"kind": found.kind})
    return answer(
        request, found, form,
        lambda: actions.convert_case(
            **_told(request, found), kind=form.cleaned_data["kind"], counts=counts_as_request(form.cleaned_data["kind"])
        ),
        heading=_("Correct what it is"), button=_("Save"), to=_to(found),
        note=_("Only requests count as requests in the figures. An enquiry that becomes one counts from today."),
    )  # fmt: skip


@access.requires("letter:send")
def told(request: Request, case: UUID) -> HttpResponse:
    """What the other State was told."""
    found = queries.case(request.actor, case)
    form = asked.ToldForm(
        request.POST or None,
        initial={"on": queries.today_of(found, clock.now()), "acknowledges": not found.acknowledged_on},
    )
    return answer(
        request, found, form, lambda: actions.note_told(**_told(request, found), **form.cleaned_data),
        heading=_("Record what the other State was told"), button=_("Record"), to=_to(found),
    )  # fmt: skip


@access.requires("case:work")
def close(request: Request, case: UUID) -> HttpResponse:
    """Close it: the outcome follows from the parts."""
    found = queries.case(request.actor, case)
    form = asked.CloseForm(request.POST or None, initial={"on": queries.today_of(found, clock.now())})
    return answer(
        request, found, form, lambda: actions.close_case(**_told(request, found), on=form.cleaned_data["on"]),
        heading=_("Close the case"), button=_("Close the case"), to=_to(found),
        note=_closing_note(request, found),
    )  # fmt: skip


def _closing_note(request: Request, found: Case) -> str:
    """What the outcome follows from, and what a closed case would not call to mind any more."""
    waits = pressing.still_waiting(request.actor, found.pk, queries.today_of(found, clock.now()))
    still = ", ".join(f"{row['what']} ({row['due']['day']})" for row in waits)
    note = _("The outcome follows from how the parts ended.")
    warned = _("This still waits, and no list shows it once the case is closed: %(things)s.") % {"things": still}
    return f"{note} {warned}" if waits else note


@access.requires("case:decide")
def reopen(request: Request, case: UUID) -> HttpResponse:
    """Open a closed case again."""
    found = queries.case(request.actor, case)
    form = asked.ReopenForm(request.POST or None, initial={"on": queries.today_of(found, clock.now())})
    return answer(
        request, found, form, lambda: actions.reopen_case(**_told(request, found), **form.cleaned_data),
        heading=_("Reopen the case"), button=_("Reopen the case"), to=_to(found),
    )  # fmt: skip


@access.requires("case:work")
def mark(request: Request, placement: UUID) -> HttpResponse:
    """What may be done with one document of a case."""
    placed = documents.placement(request.actor, placement)
    found = queries.in_compartment(request.actor, placed.compartment_id)
    if found is None:
        raise NotThere(str(placement))
    limits = queries.limits_of(request.actor, placement)
    stands = {"handling": sorted(limits.handling), "note": limits.note, "received": limits.received,
              "third_party_rule": limits.third_party_rule, "purposes": sorted(limits.purposes)}  # fmt: skip
    form = asked.MarkForm(request.POST or None, initial=stands)
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "placement": placement}
    return answer(
        request, found, form, lambda: actions.mark_item(**told, **_marks(form.cleaned_data)),
        heading=_("What may be done with %(name)s") % {"name": placed.document.name}, button=_("Save"),
        to=reverse("desk:case-documents", args=[found.pk]),
    )  # fmt: skip


def _marks(values: dict[str, Any]) -> dict[str, Any]:
    unknown = [number for number in values["purposes"] if said_number(number) is None]
    if unknown:
        raise Invalid({"purposes": _("%(number)s is not the number of a case.") % {"number": unknown[0][:40]}})
    return values
