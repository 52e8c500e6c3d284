"""One arrival: the letter beside what was read in it, and the decision, in one screen."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.cases import queries as cases
from comitas.cases.rules.families.extradition import EXTRADITION
from comitas.cases.rules.numbers import said_part
from comitas.cases.rules.steps import StepRefused
from comitas.core import clock
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.intake import BESIDE, FILLED, Decision, same_as
from comitas.desk.presenters import cases as said
from comitas.desk.presenters import files, letter
from comitas.desk.views.opening import opened
from comitas.directory import queries as directory
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.documents.rules import states
from comitas.documents.rules.content import CONTAINERS
from comitas.intake import actions, queries
from comitas.intake.models import Arrival
from comitas.intake.rules import numbers
from comitas.intake.rules.duplicates import VERDICTS
from comitas.intake.rules.kinds import TO_SEND_ABROAD
from comitas.intake.rules.propose import MAX_PAGES

MOST_FILES_READ = 20
MOST_PAGES_COMPARED = 20
ANSWERS = ("domestic_reply", "court_decision", "proof_of_service", "reply", "refusal", "acknowledgement", "assurance")
"""What an executing authority sends about its part, or another State about a request of ours."""
ASKS = {"forward": "forward_to", "return": "missing", "turn-away": "ground", "join": "case_number"}


@access.requires("arrival:read")
def arrival(request: Request, arrival: UUID) -> HttpResponse:
    """Read, correct, decide. What was typed survives every error and every colleague."""
    try:
        found = queries.arrival(request.actor, arrival)
    except NotThere:
        if queries.was_passed_on(request.actor, arrival):
            return render(request, "desk/passed_on.html")
        raise
    if request.method != "POST":
        opened(request, f"arrival {found.pk}", found.compartment_id)
        return _shown(request, found)
    if request.POST.get("do") == "link":
        return _link(request, found)
    if "use" in request.POST:
        return _shown(request, found, typed=_with_reading(request, found))
    return _taken(request, found)


def _taken(request: Request, found: Arrival) -> HttpResponse:
    form, context = _screen(request, found, request.POST)
    status = 400
    if form.is_valid():
        try:
            return _decided(request, found, form)
        except Invalid as error:
            _show(form, error)
        except StepRefused as refused:
            form.add_error("result", said.words(refused.sentence))
        except Conflict as error:
            status = 409
            form.data = typed = request.POST.copy()
            now = queries.arrival(request.actor, found.pk)
            typed["version"] = str(now.version)
            context |= {"theirs": presenters.arrival_row(now), "waits": now.state == Arrival.Stage.WAITING}
            form.add_error(None, str(error))
    context |= {"read": letter.beside(form, FILLED), "ask": ASKS.get(request.POST.get("do", ""), "")}
    return render(request, "desk/arrival.html", context, status=status)


def _shown(request: Request, found: Arrival, typed: QueryDict | None = None) -> HttpResponse:
    _form, context = _screen(request, found, typed=typed)
    return render(request, "desk/arrival.html", context)


def _with_reading(request: Request, found: Arrival) -> QueryDict:
    """What was typed, with one field as the letter says it."""
    form, _context = _screen(request, found)
    field, typed = request.POST["use"], request.POST.copy()
    read = form.prepared(field) if field in BESIDE.values() else None
    if read is not None:
        typed[field] = read
    return typed


@access.requires("arrival:read")
def compare(request: Request, arrival: UUID) -> HttpResponse:
    """Two arrivals side by side."""
    pair = [queries.arrival(request.actor, arrival), queries.arrival(request.actor, _asked(request))]
    shown = [_side(request, each) for each in pair]
    for each in pair:
        opened(request, f"arrival {each.pk}", each.compartment_id)
    return render(request, "desk/arrival_compare.html", {"pair": shown, **shown[0]})


def _asked(request: Request) -> UUID:
    other = same_as(request.GET.get("with", ""))
    if other is None:
        raise NotThere(request.GET.get("with", ""))
    return other


def _side(request: Request, found: Arrival) -> dict[str, Any]:
    placed = list(documents.placements(request.actor, found.compartment_id)[:MOST_FILES_READ])
    file = next((each for each in placed if each.document.state == states.READ), placed[0] if placed else None)
    pages = list(documents.pages(request.actor, file.pk)[:MOST_PAGES_COMPARED]) if file else []
    viewer = {**letter.viewer(request, file, pages, letter.rows([])), "flat": True}
    return {
        **presenters.arrival_row(found),
        "viewer": viewer,
        "written": presenters.day(found.written_on),
        "sender": found.sender,
    }


@access.requires("arrival:read")
def progress(request: Request, arrival: UUID) -> HttpResponse:
    """How far the reading is: a line that the page asks for again while it is not finished."""
    found = queries.arrival(request.actor, arrival)
    placed = list(documents.placements(request.actor, found.compartment_id)[:MOST_FILES_READ])
    words = _reading(request, found, placed)
    return render(request, "desk/arrival_progress.html", {"arrival": found, "reading": words, "late": not words})


def _reading(request: Request, found: Arrival, placed: list[Placement]) -> str:
    """How far the reading is, in words; nothing once everything that can be read has been, and looked through."""
    told = next((told for each in placed if (told := letter.reading_words(each))), "")
    if told or queries.looked_through(request.actor, found.pk):
        return told
    return _("The pages are read. What they say is being looked through.")


def _screen(
    request: Request, found: Arrival, posted: QueryDict | None = None, typed: QueryDict | None = None
) -> tuple[Decision, dict[str, Any]]:
    placed = _files(request, found)
    file = files.placement_of(request, placed)
    items = queries.proposals(request.actor, found.pk)
    named = letter.places_of(items)
    pages = {
        str(each.pk): list(documents.pages(request.actor, each.pk)[: None if each == file else MAX_PAGES])
        for each in placed
        if each == file or str(each.pk) in named
    }
    shown = letter.rows(letter.reads_of(items, pages))
    guess = _state(request, shown)
    if shown["state"].reads and not guess:
        shown["state"] = letter.unsure(
            shown["state"], _("The directory knows no State, or several, of this name: choose it.")
        )
    form = Decision(posted, arrival=found, shown=shown, states=_states(), state_guess=guess, typed=typed)
    file_pages = pages[str(file.pk)] if file else []
    held = access.permissions(request.actor, found.authority_id)
    return form, {
        **presenters.arrival_row(found),
        "form": form,
        "read": letter.beside(form, FILLED),
        "readers": [reader.user.full_name for reader in accounts.readers(request.actor, found.compartment_id)]
        if found.compartment.restricted
        else [],
        "viewer": letter.viewer(request, file, file_pages, shown),
        "files": files.files(request, placed, file.pk if file else None),
        "inside": _inside(request, file) if file else [],
        "again": files.again(file) if "document:add" in held else None,
        **(files.made_of(request, file) if file else {}),
        "views": [files.view_words(one) for one in documents.views_waiting(request.actor, found.compartment_id)],
        "documents": [presenters.document_row(each) for each in placed if each.document.root_id is None],
        "hard": letter.hard_to_read(file_pages),
        "reading": _reading(request, found, placed),
        "copies": _copies(request, found),
        "offer": queries.offer(request.actor, found)
        if access.may(request.actor, "arrival:accept", found.authority_id)
        else None,
        "answers": str(form["kind"].value()) in ANSWERS,
        "may_part": str(form["kind"].value()) in EXTRADITION.kinds and "case:work" in held,
        "abroad": str(form["kind"].value()) in TO_SEND_ABROAD,
        "waits": found.state == Arrival.Stage.WAITING,
        "may": {name.partition(":")[2].replace("-", "_"): True for name in held if name.startswith("arrival:")},
        "arrived": presenters.moment(found.arrived_at),
        "entered_by": presenters.by_whom(found.entered_by),
        "next": _next(request, found),
    }


def _files(request: Request, found: Arrival) -> list[Placement]:
    """The first files of an arrival; of very many also the outermost ones, and the one that is asked for."""
    every = documents.placements(request.actor, found.compartment_id)
    placed = list(every[:MOST_FILES_READ])
    if len(placed) < MOST_FILES_READ:
        return placed
    further = every.exclude(pk__in=[each.pk for each in placed])
    asked = same_as(request.GET.get("file", ""))
    return placed + list(further.filter(Q(document__root=None) | Q(pk=asked))[:MOST_FILES_READ])


def _inside(request: Request, file: Placement) -> list[dict[str, Any]]:
    """The mail or archive that is shown, or in which what is shown lay, with all that lay in it."""
    document = file.document
    if document.root_id is None and document.kind not in CONTAINERS:
        return []
    held = list(documents.with_enclosed(request.actor, document.root_id or document.pk))
    return files.inside(held, file.pk, files.file_address(request)) if len(held) > 1 else []


def _decided(request: Request, found: Arrival, form: Decision) -> HttpResponse:
    steps: dict[str, Callable[..., HttpResponse]] = {
        "accept": _accept, "join": _join, "file": _file, "forward": _forward, "return": _return, "turn-away": _turn_away,
    }  # fmt: skip
    step = steps.get(request.POST.get("do", ""), _save)
    common = {"by": request.actor, "at": clock.now(), "arrival": found.pk, "version": form.cleaned_data["version"],
              "particulars": _particulars(found, form)}  # fmt: skip
    return step(request, form, common)


def _particulars(found: Arrival, form: Decision) -> actions.Particulars:
    """What registers an arrival is put right with every decision, so that the decision rests on it."""
    values = form.cleaned_data
    return actions.Particulars(
        received_on=values["received_on"], kind=values["kind"], sender=values["sender"].strip(), written_on=values["written_on"],
        channel=found.channel, note_verbale=found.note_verbale, sender_authority=found.sender_authority_id,
        urgent=found.urgent, sender_state=values["state_from"] or None,
    )  # fmt: skip


def _save(request: Request, form: Decision, common: dict[str, Any]) -> HttpResponse:
    """What belongs to the arrival itself is saved; the rest stays in the fields until it goes into a case."""
    actions.correct(**common)
    messages.success(
        request, _("Sender, dates, kind and State are saved. The rest stays on this page until you accept.")
    )
    now = queries.arrival(request.actor, common["arrival"])
    typed = request.POST.copy()
    typed["version"] = str(now.version)
    return _shown(request, now, typed=typed)


def _accept(request: Request, form: Decision, common: dict[str, Any]) -> HttpResponse:
    despite = form.cleaned_data.get("despite_annulled", False)
    case = actions.accept_as_case(**common, acceptance=form.acceptance(), despite_annulled=despite)
    parted = case.links.exists()
    told = (
        _("Case %(number)s opened, and linked with it a case for the assistance.")
        if parted
        else _("Case %(number)s opened.")
    )
    messages.success(request, told % {"number": case.number})
    return redirect("desk:case", case.pk)


def _join(request: Request, form: Decision, common: dict[str, Any]) -> HttpResponse:
    typed = form.cleaned_data["case_number"]
    target, part = cases.found_number(request.actor, typed), cases.found_part(request.actor, typed)
    if target is None:
        raise Invalid({"case_number": _("Type the number of a case that you may read, such as 2026/0021.")})
    if part is None and said_part(typed):
        raise Invalid({"case_number": _("Case %(number)s has no such part.") % {"number": target.number}})
    despite = form.cleaned_data.get("despite_annulled", False)
    actions.accept_into(
        **common, case=target.pk, part=part.pk if part else None, reported=form.reported(), despite_annulled=despite
    )
    if part is None:
        messages.success(request, _("Added to case %(number)s.") % {"number": target.number})
        return redirect("desk:case", target.pk)
    messages.success(request, _("Added to part %(number)s.") % {"number": said.part_number(part)})
    return redirect("desk:part", part.pk)


def _file(request: Request, form: Decision, common: dict[str, Any]) -> HttpResponse:
    """File it in the case that it answers: the one that was shown, if that is still offered."""
    found, shown = queries.arrival(request.actor, common["arrival"]), request.POST.get("offered", "")[:40]
    offer = queries.offer(request.actor, found)
    if found.state == Arrival.Stage.WAITING and (offer is None or offer.number != shown):
        raise Invalid(
            {"case_number": _("This case is not offered any more. Type its number and choose “Add to a case”.")}
        )
    form.cleaned_data["case_number"] = shown
    return _join(request, form, common)


def _forward(request: Request, form: Decision, common: dict[str, Any]) -> HttpResponse:
    actions.forward(**common, authority=form.cleaned_data["forward_to"], reason=form.cleaned_data["reason"])
    return _done(request, _("Forwarded. Tell the sender, who must know where it went."))


def _return(request: Request, form: Decision, common: dict[str, Any]) -> HttpResponse:
    actions.return_for_completion(**common, missing=form.cleaned_data["missing"])
    return _done(request, _("Returned for completion."))


def _turn_away(request: Request, form: Decision, common: dict[str, Any]) -> HttpResponse:
    values = form.cleaned_data
    twin = _twin(request, values["same_as"]) if values["same_as"].strip() else None
    actions.turn_away(**common, ground=values["ground"], reason=values["reason"], same_as=twin)
    return _done(request, _("Turned away."))


def _link(request: Request, found: Arrival) -> HttpResponse:
    twin, version = same_as(request.POST.get("twin", "")), request.POST.get("version", "")
    if twin is None or not version.isdecimal() or len(version) > 9:
        raise Invalid({"same_as": _("Name the arrival that it is the same as.")})
    actions.link(by=request.actor, at=clock.now(), arrival=found.pk, version=int(version), same_as=twin)
    return redirect("desk:arrival", found.pk)


def _done(request: Request, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("desk:arrivals")


def _twin(request: Request, text: str) -> UUID:
    """An arrival by its number, as printed on the paper."""
    number = numbers.parse_arrival(text)
    found = queries.by_number(request.actor, number.year, number.ordinal) if number else None
    if found is None:
        raise Invalid({"same_as": _("There is no arrival with this number, or it is not yours to see.")})
    return found.pk


def _copies(request: Request, found: Arrival) -> list[dict[str, Any]]:
    if found.state != Arrival.Stage.WAITING:
        return []
    told = []
    for other, match in queries.likely_copies(request.actor, found.pk):
        words = " ".join(_(reason) for reason in match.reasons)
        told.append(
            {
                "arrival": other,
                "verdict": _(VERDICTS[match.verdict]),
                "reasons": words,
                "linked": found.same_as_id == other.pk,
            }
        )
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
