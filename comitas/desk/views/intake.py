"""One arrival: the letter beside what was read in it, and the decision, in one screen."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.core import clock
from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.intake import Decision, same_as
from comitas.desk.presenters import letter
from comitas.directory import queries as directory
from comitas.documents import queries as documents
from comitas.intake import actions, queries
from comitas.intake.models import Arrival
from comitas.intake.rules import numbers
from comitas.intake.rules.duplicates import VERDICTS
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading

MOST_FILES_READ = 20
ASKS = {"forward": "forward_to", "return": "missing", "turn-away": "ground", "join": "case_number"}


@access.requires("arrival:read")
def arrival(request: Request, arrival: UUID) -> HttpResponse:
    """Read, correct, decide. What was typed survives every error and every colleague."""
    found = queries.arrival(request.actor, arrival)
    form, context = _screen(request, found)
    if request.method != "POST":
        ledger.read(Reading.Manner.OPEN, f"arrival {found.pk}", by=request.actor, at=clock.now(), compartment=found.compartment_id)
        return render(request, "desk/arrival.html", context)
    status = 400
    if form.is_valid():
        try:
            return _decided(request, found, form)
        except Invalid as error:
            _show(form, error)
        except Conflict as error:
            status = 409
            form.data = typed = request.POST.copy()
            typed["version"] = str(queries.arrival(request.actor, arrival).version)
            form.add_error(None, str(error))
    context["ask"] = ASKS.get(request.POST.get("do", ""), "")
    return render(request, "desk/arrival.html", context, status=status)


@access.requires("arrival:read")
def progress(request: Request, arrival: UUID) -> HttpResponse:
    """How far the reading is: a line that the page asks for again while it is not finished."""
    found = queries.arrival(request.actor, arrival)
    placed = list(documents.placements(request.actor, found.compartment_id)[:MOST_FILES_READ])
    words = next((told for each in placed if (told := letter.reading_words(each))), "")
    return render(request, "desk/arrival_progress.html", {"arrival": found, "reading": words, "late": not words})


def _screen(request: Request, found: Arrival) -> tuple[Decision, dict[str, Any]]:
    placed = list(documents.placements(request.actor, found.compartment_id)[:MOST_FILES_READ])
    pages = {str(each.pk): list(documents.pages(request.actor, each.pk)) for each in placed}
    shown = letter.rows(letter.reads_of(queries.proposals(request.actor, found.pk), pages))
    file = letter.placement_of(request, placed)
    form = Decision(request.POST or None, arrival=found, shown=shown, states=_states(), state_guess=_state(request, shown))
    file_pages = pages[str(file.pk)] if file else []
    held = access.permissions(request.actor, found.authority_id)
    return form, {
        **presenters.arrival_row(found),
        "form": form,
        "read": shown,
        "viewer": letter.viewer(request, file, file_pages, shown),
        "files": letter.files(request, placed, file.pk if file else None),
        "documents": [presenters.document_row(each) for each in placed],
        "hard": letter.hard_to_read(file_pages),
        "reading": next((told for each in placed if (told := letter.reading_words(each))), ""),
        "copies": _copies(request, found),
        "waits": found.state == Arrival.Stage.WAITING,
        "may": {name.partition(":")[2].replace("-", "_"): True for name in held if name.startswith("arrival:")},
        "arrived": presenters.moment(found.arrived_at),
        "entered_by": presenters.by_whom(found.entered_by),
        "next": _next(request, found),
    }


def _decided(request: Request, found: Arrival, form: Decision) -> HttpResponse:
    steps: dict[str, Callable[..., HttpResponse]] = {
        "accept": _accept, "join": _join, "forward": _forward, "return": _return, "turn-away": _turn_away, "link": _link,
    }  # fmt: skip
    step = steps.get(request.POST.get("do", ""))
    version = _corrected(request, found, form)
    if step is None:
        messages.success(request, _("Saved."))
        return redirect("desk:arrival", found.pk)
    return step(request, found, form, version)


def _corrected(request: Request, found: Arrival, form: Decision) -> int:
    """What registers an arrival is corrected first, so that the decision rests on it; gives the version after it."""
    values = form.cleaned_data
    if found.state != Arrival.Stage.WAITING:
        return int(values["version"])
    known = actions.Particulars(
        received_on=values["received_on"], kind=values["kind"], sender=values["sender"].strip(), written_on=values["written_on"],
        channel=found.channel, note_verbale=found.note_verbale, sender_authority=found.sender_authority_id,
        sender_state=values["state_from"] or found.sender_state_id,
    )  # fmt: skip
    actions.correct(by=request.actor, at=clock.now(), arrival=found.pk, version=values["version"], particulars=known)
    return queries.arrival(request.actor, found.pk).version


def _accept(request: Request, found: Arrival, form: Decision, version: int) -> HttpResponse:
    case = actions.accept_as_case(by=request.actor, at=clock.now(), arrival=found.pk, version=version, acceptance=form.acceptance())
    messages.success(request, _("Case %(number)s opened.") % {"number": case.number})
    return redirect("desk:case", case.pk)


def _join(request: Request, found: Arrival, form: Decision, version: int) -> HttpResponse:
    target = cases.found_number(request.actor, form.cleaned_data["case_number"])
    if target is None:
        raise Invalid({"case_number": _("Type the number of a case that you may read, such as 2026/0021.")})
    actions.accept_into(by=request.actor, at=clock.now(), arrival=found.pk, version=version, case=target.pk)
    messages.success(request, _("Added to case %(number)s.") % {"number": target.number})
    return redirect("desk:case", target.pk)


def _forward(request: Request, found: Arrival, form: Decision, version: int) -> HttpResponse:
    actions.forward(
        by=request.actor, at=clock.now(), arrival=found.pk, version=version,
        authority=form.cleaned_data["forward_to"], reason=form.cleaned_data["reason"],
    )  # fmt: skip
    return _done(request, _("Forwarded. Tell the sender, who must know where it went."))


def _return(request: Request, found: Arrival, form: Decision, version: int) -> HttpResponse:
    actions.return_for_completion(by=request.actor, at=clock.now(), arrival=found.pk, version=version, missing=form.cleaned_data["missing"])
    return _done(request, _("Returned for completion."))


def _turn_away(request: Request, found: Arrival, form: Decision, version: int) -> HttpResponse:
    values = form.cleaned_data
    actions.turn_away(
        by=request.actor, at=clock.now(), arrival=found.pk, version=version, ground=values["ground"], reason=values["reason"],
        same_as=_twin(request, values["same_as"]),
    )  # fmt: skip
    return _done(request, _("Turned away."))


def _link(request: Request, found: Arrival, form: Decision, version: int) -> HttpResponse:
    twin = same_as(request.POST.get("twin", ""))
    if twin is None:
        raise Invalid({"same_as": _("Name the arrival that it is the same as.")})
    actions.link(by=request.actor, at=clock.now(), arrival=found.pk, version=version, same_as=twin)
    return redirect("desk:arrival", found.pk)


def _done(request: Request, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("desk:arrivals")


def _twin(request: Request, text: str) -> UUID | None:
    """An arrival by its number, as printed on the paper, or by its id."""
    number = numbers.parse_arrival(text)
    if number is None:
        return same_as(text.strip())
    found = queries.by_number(request.actor, number.year, number.ordinal)
    if found is None:
        raise Invalid({"same_as": _("There is no arrival with this number, or it is not yours to see.")})
    return found.pk


def _copies(request: Request, found: Arrival) -> list[dict[str, Any]]:
    if found.state != Arrival.Stage.WAITING:
        return []
    told = []
    for other, match in queries.likely_copies(request.actor, found.pk):
        words = " ".join(_(reason) for reason in match.reasons)
        told.append({"arrival": other, "verdict": _(VERDICTS[match.verdict]), "reasons": words, "linked": found.same_as_id == other.pk})
    return told


def _states() -> list[tuple[str, str]]:
    named = directory.state_names(get_language() or "en")
    return sorted(named.items(), key=lambda each: each[1].casefold())


def _state(request: Request, shown: dict[str, letter.Row]) -> str:
    """The State that the letter names, where the directory knows exactly one of that name; nothing otherwise."""
    value = shown["state"].value
    if not isinstance(value, str) or not value:
        return ""
    found = directory.suggest_states(request.actor, value, 2)
    return found[0].iso2 if len(found) == 1 else ""


def _next(request: Request, found: Arrival) -> str:
    other = queries.waiting(request.actor).exclude(pk=found.pk).first()
    return reverse("desk:arrival", args=[other.pk]) if other else ""


def _show(form: Decision, error: Invalid) -> None:
    renamed = {"authority": "forward_to"}
    for name, sentence in error.fields.items():
        field = renamed.get(name, name)
        form.add_error(field if field in form.fields else None, sentence)


