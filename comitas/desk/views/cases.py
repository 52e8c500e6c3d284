"""One case: the overview, its documents, what happened, who may see it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.accounts import queries as people
from comitas.cases import queries
from comitas.cases.access import acting
from comitas.cases.rules.families import OPEN
from comitas.core import clock
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.cases import ReadersForm, RecusalForm
from comitas.desk.presenters import abroad, life
from comitas.desk.presenters import cases as said
from comitas.desk.presenters.deadlines import task_row
from comitas.desk.presenters.search import related_row
from comitas.desk.views import checks, emergency, letters, pressing
from comitas.desk.views.opening import opened
from comitas.directory import queries as directory
from comitas.documents import queries as documents
from comitas.drafting import queries as drafting
from comitas.finding import queries as finding
from comitas.ledger import queries as lines
from comitas.worklist import queries as worklist

PERSON_ASKS = "data_subject_request"
SHOWN_DOCUMENTS = 5
SHOWN_EVENTS = 6
SHOWN_FINDINGS = 4
TABS = (
    ("case", N_("Overview")),
    ("case-checks", N_("Checks")),
    ("case-letters", N_("Letters")),
    ("case-documents", N_("Documents")),
    ("case-execution", N_("Execution")),
    ("case-timeline", N_("Timeline")),
    ("case-readers", N_("Who may see it")),
)


@access.requires("case:read")
def case(request: Request, case: UUID) -> HttpResponse:
    """Where is it? And what is next."""
    actor = request.actor
    whole = queries.whole(actor, case)
    at = clock.now()
    opened(request, f"case {case}", whole.case.compartment_id)
    today, held = queries.today_of(whole.case, at), access.permissions(actor, whole.case.authority_id)
    origin = whole.case.state_from
    state, names = directory.state_name(origin) if origin else "", _names(request, whole)
    placed = list(
        documents.placements(actor, whole.case.compartment_id)
        .filter(document__root=None)
        .order_by("-placed_at", "-id")[: SHOWN_DOCUMENTS + 1]
    )
    events = lines.lines_of_case(case, SHOWN_EVENTS)
    _part, button, others = said.primary(whole, lambda part: queries.possible_steps(actor, part, today, held=held))
    context = {
        **page(whole, "case"),
        **said.stand(whole, today),
        "button": button or _closing(whole, held),
        "others": [*others, *_of_the_case(whole, held)],
        "facts": said.facts(whole, state, today),
        "parts": said.part_rows(whole, names, today),
        "pressing": pressing.for_case(actor, case, today),
        "persons": said.person_rows(whole.persons),
        "rows": said.particulars(whole.case),
        "earlier": said.earlier(whole.case),
        "offences": whole.offences,
        "references": whole.references,
        "links": whole.links,
        "documents": [presenters.document_row(one) for one in placed[:SHOWN_DOCUMENTS]],
        "more_documents": len(placed) > SHOWN_DOCUMENTS,
        "events": life.timeline(events, whole, queries.names_of(line.actor for line, _ in events), _texts(names)),
        "may_work": "case:work" in held and whole.case.closed_on is None,
        "may_fill": "arrival:accept" in held and whole.case.closed_on is None,
    }
    context |= {"dates": deadlines(request, whole.case, at, held)}
    context["related"] = _related(request, whole)
    if whole.case.side == "outgoing":
        context |= _abroad(request, whole, context, held, state, today)
    return render(request, "desk/case.html", context | _judged(request, case) | letters.for_case(actor, case))


def deadlines(
    request: Request, case: Any, at: datetime, held: frozenset[str], part: UUID | None = None
) -> list[dict[str, Any]]:
    """What the case asks for by when, each with how it was counted; with *part* only what that part asks for."""
    today = queries.today_of(case, at)
    tasks = worklist.of_case(request.actor, case.pk, at)
    return [task_row(task, today, {}, held) for task in tasks if part is None or task.thing == part]


def _abroad(
    request: Request, whole: queries.Whole, context: dict[str, Any], held: frozenset[str], state: str, today: date
) -> dict[str, Any]:  # fmt: skip
    """A request of ours: drafted, reviewed and sent as a whole; what comes back is about its parts."""
    to = whole.case.outgoing.addressee
    named = directory.authority_names(request.actor, [to])[to.pk] if to else ""
    rounds = drafting.rounds(request.actor, whole.case.pk)
    found = abroad.overview(whole, rounds, held, request.actor.id, state, named, today)
    others = [*found["whole_moves"], *context["others"]]
    waits = any(
        part.state in OPEN for part in whole.parts
    )  # on others or on a reviewer: closing is not what comes next
    button = found["whole_button"] or (
        None if waits and context["button"] == _closing(whole, held) else context["button"]
    )
    return found | {
        "button": button,
        "others": [one for one in others if one is not button],
        "parts": abroad.with_addressee(context["parts"], named),
        "rows": [*abroad.particulars(whole.case, named), *context["rows"]],
    }


def _related(request: Request, whole: queries.Whole) -> list[dict[str, Any]]:
    """Cases that may have to do with this one, and why: only those that the actor may read, and that are not linked already."""
    linked = frozenset(link.other_id for link in whole.links)
    persons = [name for person in whole.persons for name in (person.name, *person.aliases)]
    return [related_row(one) for one in finding.related(request.actor, whole.case.compartment_id, persons, linked)]


def _judged(request: Request, case: UUID) -> dict[str, Any]:
    """What needs eyes first; the page of the checks has the rest."""
    found = checks.for_case(request.actor, case)
    unsettled = found["findings_open"]
    return found | {
        "findings_open": unsettled[:SHOWN_FINDINGS],
        "to_look_at": len(unsettled),
        "findings_met": [],
        "findings_other": [],
    }


@access.requires("case:read")
def timeline(request: Request, case: UUID) -> HttpResponse:
    """Everything that happened, newest first; the first two hundred lines."""
    whole = queries.whole(request.actor, case)
    opened(request, f"timeline of case {case}", whole.case.compartment_id)
    events = lines.lines_of_case(case)
    told = life.timeline(
        events, whole, queries.names_of(line.actor for line, _ in events), _texts(_names(request, whole))
    )
    return render(request, "desk/case_timeline.html", {**page(whole, "case-timeline"), "events": told})


@access.requires("case:read")
def readers(request: Request, case: UUID) -> HttpResponse:
    """Who may see it: restricting, naming readers, recusing."""
    found = queries.case(request.actor, case)
    asked = request.POST.get("do", "")
    colleagues = list(people.colleagues(request.actor, found.authority_id))
    others = [person for person in colleagues if person.pk != request.actor.id]
    restrict = ReadersForm(request.POST if request.method == "POST" and asked != "recuse" else None, people=others)
    recusal = RecusalForm(request.POST if asked == "recuse" else None, people=others, prefix="recuse")
    form = recusal if asked == "recuse" else restrict
    status = 200
    if request.method == "POST":
        form.is_valid()
        try:
            if _changed(request, found, asked, form):
                messages.success(request, _("Saved."))
                return redirect("desk:case-readers", case)
            status = 400
        except Invalid as error:
            form.add_error(None, str(error))
            status = 400
        except Conflict as error:
            form.add_error(None, str(error))
            status = 409
    context = {
        **page(queries.whole(request.actor, case), "case-readers"),
        "form": form, "restrict": restrict, "recusal": recusal, "restricted": found.compartment.restricted, "colleagues": colleagues,
        "readers": list(people.readers(request.actor, found.compartment_id)),
        "recusals": list(people.recusals(request.actor, found.compartment_id)),
        "may_restrict": access.may(request.actor, "case:restrict", found.authority_id)
        and not access.by_emergency(request.actor, found.compartment_id),
        "emergencies": emergency.for_case(request.actor, found.compartment_id, found.number),
    }  # fmt: skip
    return render(request, "desk/case_readers.html", context, status=status)


def _changed(request: Request, found: Any, asked: str, form: Any) -> bool:
    """One change, named by its button. False where the form does not hold."""
    by = acting(request.actor, found)
    told = {"by": by, "at": clock.now(), "permission": "case:restrict", "compartment": found.compartment_id}
    if asked == "lift":
        accounts.lift_restriction(**told)
        return True
    if asked.startswith("remove:") and asked[7:].isdigit():
        accounts.remove_reader(**told, user=int(asked[7:]))
        return True
    if not form.is_valid():
        return False
    if asked == "recuse":
        accounts.recuse(**told, **form.cleaned_data)
    elif asked == "restrict" and not found.compartment.restricted:
        accounts.restrict(**told, readers=tuple(form.cleaned_data["readers"]))
    elif asked == "restrict":
        for user in form.cleaned_data["readers"]:
            accounts.add_reader(**told, user=user)
    else:
        return False
    return True


def page(whole: queries.Whole, current: str) -> dict[str, Any]:
    """What every page of a case shows above its own content."""
    tabs = [
        {"label": _(words), "url": reverse(f"desk:{name}", args=[whole.case.pk]), "current": name == current}
        for name, words in TABS
    ]
    return {**said.header(whole), "tabs": tabs}


def _closing(whole: queries.Whole, held: frozenset[str]) -> dict[str, str] | None:
    """The button when everything has ended, or nothing was asked yet."""
    case = whole.case
    if case.closed_on or "case:work" not in held:
        return None
    if not whole.parts and case.side == "outgoing":
        return {"label": _("Go on drafting"), "url": reverse("desk:draft", args=[case.pk])}
    if not whole.parts and case.counts:
        return {"label": _("Add the first part"), "url": reverse("desk:add-part", args=[case.pk])}
    return {"label": _("Close the case"), "url": reverse("desk:close-case", args=[case.pk])}


def _of_the_case(whole: queries.Whole, held: frozenset[str]) -> list[dict[str, str]]:
    """The steps of the whole case, with the reason where one cannot be taken."""
    case, key = whole.case, [whole.case.pk]
    heads = "" if "case:decide" in held else _("This is the head's to decide.")
    works = "" if "case:work" in held else _("This is for a case officer or the head.")
    if case.closed_on:
        return [{"label": _("Reopen the case"), "url": reverse("desk:reopen-case", args=key), "reason": heads}]
    still = _("A part is still open.") if any(part.state in OPEN for part in whole.parts) else ""
    nothing = _("Nothing is asked yet.") if not whole.parts and case.counts else ""
    asked = [(_("Handle what the person asks"), "person-request", "")] if case.kind == PERSON_ASKS else []
    steps = [
        *asked,
        (_("Record what the other State was told"), "told", "" if "letter:send" in held else works),
        (_("Give it to an officer"), "assign-case", "" if "arrival:accept" in held else works),
        (_("Note urgency or confidentiality"), "flag-case", "" if "arrival:accept" in held else works),
        (_("Correct what it is"), "convert-case", works),
        (_("Close the case"), "close-case", works or still or nothing),
    ]
    return [
        {"label": label, "url": reverse(f"desk:{name}", args=key), "reason": reason} for label, name, reason in steps
    ]


def _names(request: Request, whole: queries.Whole) -> dict[Any, str]:
    """The names of the executing authorities in the reader's language."""
    return directory.authority_names(request.actor, [part.executing for part in whole.parts if part.executing])


def _texts(names: dict[Any, str]) -> dict[Any, str]:
    return {str(key): name for key, name in names.items()}
