"""One part: where it stands, its steps as forms, its particulars."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import actions, queries
from comitas.cases.models import Part
from comitas.cases.rules import gates, stored
from comitas.cases.rules.facts import PartFacts
from comitas.cases.rules.families import STATES
from comitas.cases.rules.families.extradition import EXTRADITION
from comitas.cases.rules.states import Step
from comitas.cases.rules.steps import StepRefused, correctable
from comitas.core import clock
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.steps import PassingForm, StepForm, passed
from comitas.desk.presenters import cases as said
from comitas.desk.presenters import life
from comitas.desk.presenters import parts as parted
from comitas.desk.views import changing
from comitas.desk.views.cases import deadlines
from comitas.desk.views.opening import opened
from comitas.directory import queries as directory

MOST_AUTHORITIES = 100
TOLD_TO_THE_AUTHORITY = frozenset({"transmit", "report-result", "hand-back", "take-back"})
"""Steps that the executing authority sees: what passed between the two States is not for its eyes."""


@access.requires("case:read")
def part(request: Request, part: UUID) -> HttpResponse:
    """One part with everything that is known of it."""
    found = queries.part(request.actor, part)
    at = clock.now()
    opened(request, f"part {part}", found.case.compartment_id)
    context = _part_page(request, found, queries.today_of(found.case, at))
    held = access.permissions(request.actor, found.case.authority_id)
    return render(request, "desk/part.html", context | {"dates": deadlines(request, found.case, at, held, part)})


@access.requires("part:execute")
def given(request: Request) -> HttpResponse:
    """The parts that an executing officer's authority has in hand. Nothing of their cases but the number."""
    today = queries.today_for(request.actor, clock.now())
    rows = [parted.given_row(one, today) for one in queries.given_parts(request.actor)[:MOST_AUTHORITIES]]
    return render(request, "desk/given.html", {"rows": rows})


@access.requires("part:execute")
def given_part(request: Request, part: UUID) -> HttpResponse:
    """One part given to an authority: what is asked, of whom, by when, and what can be reported."""
    found = queries.given_part(request.actor, part)
    at = clock.now()
    opened(request, f"part {part}", found.case.compartment_id)
    return render(request, "desk/given_part.html", _given_page(request, found, queries.today_of(found.case, at)))


@access.requires("case:read")
def step(request: Request, part: UUID, step: str) -> HttpResponse:
    """One step of a part as a page of its own."""
    return _step(request, queries.part(request.actor, part), step, "desk:part")


@access.requires("part:execute")
def given_step(request: Request, part: UUID, step: str) -> HttpResponse:
    """A step of the executing authority."""
    return _step(request, queries.given_part(request.actor, part), step, "desk:given-part")


def _given_page(request: Request, found: Part, today: Any) -> dict[str, Any]:
    """The page of a part for those who execute it: its own steps only, and nothing of what was decided on the answer."""
    shown = _part_page(request, found, today, "desk:given-step")
    facts = queries.facts_of(found, today)
    steps = life.step_rows(found, facts.history, _authority_names(request, found), TOLD_TO_THE_AUTHORITY)
    return shown | {"steps": steps, "rows": parted.particulars(found, _authority_names(request, found), given=True)}


def _part_page(request: Request, found: Part, today: Any, address: str = "desk:step") -> dict[str, Any]:
    facts = queries.facts_of(found, today)
    choices = queries.possible_steps(request.actor, found, today)
    names = _authority_names(request, found)
    last = correctable(facts)
    return {
        "part": found,
        "case": found.case,
        "number": said.part_number(found),
        "title": said.part_title(found),
        "state": STATES[found.state],
        "state_words": _(STATES[found.state].tag),
        "sentence": _(STATES[found.state].sentence),
        "since": presenters.day(found.state_since),
        "button": said.button(found, choices, address),
        "others": said.others(found, choices, address),
        "rows": parted.particulars(found, names, held=_held(found, today)),
        "persons": said.person_rows(found.persons.all()),
        "steps": life.step_rows(found, facts.history, names),
        "last": last,
        "may_work": access.may(request.actor, "case:work", found.case.authority_id) and found.case.closed_on is None,
    }


def _held(found: Part, today: Any) -> int:
    """Days for which somebody was held for an extradition that is asked of us."""
    return queries.days_held(found, today) if found.family == EXTRADITION.code else 0


def _authority_names(request: Request, found: Part) -> dict[Any, str]:
    """Names of every authority that a step of this part names, by id and by id as text."""
    names = directory.authority_names(request.actor, queries.authorities_of(found))
    return {**names, **{str(key): name for key, name in names.items()}}


def _step(request: Request, found: Part, code: str, back: str) -> HttpResponse:
    table = stored.step_named(code, found.family)
    if table is None or "officer" not in table.doors:
        raise NotThere(code)
    at = clock.now()
    today = queries.today_of(found.case, at)
    facts = queries.facts_of(found, today)
    own = _authorities(request, found)
    form = StepForm(
        request.POST or None,
        step=table,
        facts=facts,
        authorities=own,
        initial={"version": found.version} | _known(found, table),
    )
    closed, status = _beforehand(table, facts), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.take_step(
                    by=request.actor, at=at, part=found.pk, step=code, data=form.given(), version=form.cleaned_data["version"],
                    passed=passed(request.POST),
                )  # fmt: skip
                messages.success(request, _("Recorded: %(what)s.") % {"what": _(table.happened)})
                return (
                    redirect(back, found.pk)
                    if table.target == "<same>" or back != "desk:part"
                    else redirect("desk:case", found.case_id)
                )
            except StepRefused as refused:
                closed = refused.closed or closed
                _show_refusal(form, refused)
            except Invalid as error:
                changing.show(form, error)
            except Conflict as error:
                status = 409
                typed = request.POST.copy()
                typed["version"] = str(_again(request, found).version)
                form.data = typed
                form.add_error(None, str(error))
    held = queries.held_for(request.actor, found)
    passing = PassingForm(
        request.POST or None, closed=[gate for gate in closed if gate.passable] if gates.PASSES in held else []
    )
    context = {
        "form": form, "part": found, "case": found.case, "number": said.part_number(found), "title": said.part_title(found),
        "verb": _(table.verb), "back": reverse(back, args=[found.pk]), "courts": [name for _key, name in own],
        "gates": parted.gate_rows(closed, passing), "last": _last(facts, found) if code == "correct" else None,
        "why_not": _why_not(request, found, table, facts, today) if request.method != "POST" else "",
        "state_words": _(STATES[found.state].tag),
    }  # fmt: skip
    return render(request, "desk/step.html", context, status=status)


def _again(request: Request, found: Part) -> Part:
    """The part as a colleague left it."""
    try:
        return queries.part(request.actor, found.pk)
    except NotThere:
        return queries.given_part(request.actor, found.pk)


def _beforehand(table: Step, facts: PartFacts) -> tuple[gates.Closed, ...]:
    """Gates that are known to be closed before anything is typed."""
    return gates.closed(tuple(name for name in table.gates if name in gates.KNOWN_BEFOREHAND), facts, {})


def _why_not(request: Request, found: Part, table: Step, facts: PartFacts, today: Any) -> str:
    """Why the step cannot be taken at all, said before anybody types."""
    choices = queries.possible_steps(request.actor, found, today)
    why = next((choice.why_not for choice in choices if choice.step.code == table.code), None)
    return said.words(why) if why else ""


def _last(facts: PartFacts, found: Part) -> dict[str, Any] | None:
    """The step that a correction would undo."""
    last = correctable(facts)
    step = next((step for step in found.steps.all() if last and str(step.pk) == last.key), None)
    return life.step_row(step, {}) if step else None


def _known(found: Part, table: Step) -> dict[str, Any]:
    """What is known already and need not be typed again."""
    known = {"their_number": found.their_number, "court": found.court, "authority": str(found.executing_id or "")}
    fields = stored.fields_of(table)
    return {name: value for name, value in known.items() if name in fields and value}


def _authorities(request: Request, found: Part) -> list[tuple[str, str]]:
    """The authorities of our own State, where parts are executed."""
    listed = list(directory.authorities(request.actor, state=found.case.authority.state_id)[:MOST_AUTHORITIES])
    names = directory.authority_names(request.actor, listed)
    return [(str(one.pk), names[one.pk]) for one in listed]


def _show_refusal(form: StepForm, refused: StepRefused) -> None:
    """What is missing stands at its field; a refusal that belongs to no field stands above."""
    for name, sentence in refused.fields.items():
        form.add_error(name if name in form.fields else None, _(sentence))
    if not refused.fields:
        form.add_error(None, said.words(refused.sentence))
