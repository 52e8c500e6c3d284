"""What carrying out a request needs, case by case: the page of all registers, one register, one entry with what happened to it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import NotThere
from comitas.core.web import Request
from comitas.desk.forms.execution import Mistaken, Particulars
from comitas.desk.presenters import cases as casewords
from comitas.desk.presenters import execution as said
from comitas.desk.views import changing
from comitas.desk.views.cases import page as case_page
from comitas.desk.views.casework import answer
from comitas.desk.views.opening import opened
from comitas.execution import actions, queries
from comitas.execution.rules import decisions, freezes
from comitas.execution.rules.registers import REGISTERS, Register

SHOWN = 8
"""Entries of a register on the page of all; its own page has the rest."""
PRESSING = 12
"""Days that press, on the page of all."""
CALLS = 5
TAB = "case-execution"


@access.requires("case:read")
def listing(request: Request, case: UUID) -> HttpResponse:
    """Everything of the case that is kept here; what is empty takes no room."""
    actor, whole = request.actor, cases.whole(request.actor, case)
    opened(request, f"execution of case {case}", whole.case.compartment_id)
    today = cases.today_of(whole.case, clock.now())
    held = access.permissions(actor, whole.case.authority_id)
    found = queries.of_case(actor, case, today, SHOWN)
    noted = list(queries.calls(actor).filter(case=case).order_by("-at", "-id")[: CALLS + 1])
    context = {
        **case_page(whole, TAB),
        "pressing": [said.pressing_row(one, today) for one in queries.pressing(actor, case, PRESSING)],
        "sections": [_section(whole.case, code, rows, today) for code, rows in found.items() if rows],
        "unentered": [_unentered(whole.case, one) for one in queries.unentered(actor, case)]
        if "case:work" in held
        else [],
        "calls": [said.call_row(one, {}) for one in noted[:CALLS]],
        "more_calls": len(noted) > CALLS,
        "adds": [] if whole.case.closed_on else said.register_links(whole.case, held),
        "may_keep": "execution:keep" in held,
        "closed": whole.case.closed_on is not None,
    }
    return render(request, "desk/execution.html", context)


def _section(case: Case, code: str, rows: list[queries.Shown], today: date) -> dict[str, Any]:
    table = REGISTERS[code]
    return {
        "code": code,
        "name": _(table.name),
        "rows": [said.entry_row(one, today) for one in rows[:SHOWN]],
        "more": len(rows) > SHOWN,
        "sum": _sum(code, rows) if len(rows) <= SHOWN else "",
        "url": reverse("desk:execution-register", args=[case.pk, code]),
    }


def _sum(code: str, rows: list[queries.Shown]) -> str:
    name = said.SUMS.get(code)
    pairs = [(one.values["currency"], one.values[name]) for one in rows if _adds(one)] if name else []
    return said.sums(code, pairs)


def _adds(one: queries.Shown) -> bool:
    """A freeze that was lifted freezes nothing any more."""
    return one.register.code != "freeze" or not one.values["lifted_on"]


def _unentered(case: Case, step: Any) -> dict[str, Any]:
    """A decision that a step recorded and that nobody completed here."""
    when = casewords.short_day(step.on)
    words = _("Part %(number)d: the court’s decision of %(day)s is recorded as a step. Complete it here.")
    address = reverse("desk:add-entry", args=[case.pk, "decision"])
    return {"words": words % {"number": step.part.number, "day": when}, "url": f"{address}?step={step.pk}"}


@access.requires("case:read")
def register(request: Request, case: UUID, register: str) -> HttpResponse:
    """One register of the case, every entry, the newest first."""
    table, whole = queries.register(register), cases.whole(request.actor, case)
    opened(request, f"execution of case {case}", whole.case.compartment_id)
    today = cases.today_of(whole.case, clock.now())
    held = access.permissions(request.actor, whole.case.authority_id)
    paged = page(request, queries.entries(request.actor, register, case), ("-entered_at", "-id"))
    context = {
        **case_page(whole, TAB),
        "name": _(table.name),
        "rows": [said.entry_row(one, today) for one in queries.shown(paged.rows, table, today)],
        "page": paged,
        "button": "" if whole.case.closed_on or table.permission not in held else _(table.button),
        "add_url": reverse("desk:add-entry", args=[case, register]),
    }
    return render(request, "desk/execution_register.html", context)


@access.requires("case:read")
def add(request: Request, case: UUID, register: str) -> HttpResponse:
    """A new entry: a short form."""
    table, found = queries.register(register), cases.case(request.actor, case)
    access.require(request.actor, table.permission, found.compartment_id)
    step = _step(request, found, table)
    first = _from_step(step) if step else {"since": None}
    asked = [one for one in table.fields if not (step and one.name in decisions.REMEDY)]
    offered = queries.offered(request.actor, case, found.compartment_id)
    form = Particulars(request.POST or None, table=asked, offered=offered, new=True, initial=first)

    def save() -> Any:
        return actions.enter(
            by=request.actor, at=clock.now(), register=register, case=case, given=form.given(),
            once=form.cleaned_data["once"], step=step.pk if step else None,
        )  # fmt: skip

    return answer(
        request, found, form, save, heading=_(table.button), button=_("Save"), to=reverse(f"desk:{TAB}", args=[case]),
        note=_("The step says how the remedy stands; it is not asked for again.") if step else "", short=True,
    )  # fmt: skip


def _step(request: Request, found: Case, table: Register) -> Any:
    """The step of a part that the address names, for a decision that it recorded."""
    named = request.GET.get("step", "")
    if table.code != "decision" or not named:
        return None
    try:
        return queries.step(request.actor, found.pk, UUID(named))
    except ValueError:
        return None


def _from_step(step: Any) -> dict[str, Any]:
    return {
        "part": step.part_id, "court": step.data.get("court") or step.part.court, "their_number": step.part.their_number,
        "decided_on": step.on, "operative": step.data.get("decision", "")[:1_000],
    }  # fmt: skip


@access.requires("case:read")
def entry(request: Request, register: str, **key: UUID) -> HttpResponse:
    """One entry: its particulars to be changed, what happened to it, and the way out of a mistake."""
    table = queries.register(register)
    found = queries.entry(request.actor, register, key[register])
    case = cases.case(request.actor, found.case_id)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    page_of = _Page(request, table, found, case, do)
    if request.method == "POST":
        access.require(request.actor, table.permission, case.compartment_id)
        if do in page_of.ways:
            return page_of.tried(*page_of.ways[do]())
        return page_of.saved()
    opened(request, f"entry {found.pk}", case.compartment_id)
    return page_of.shown()


Way = Callable[[], tuple[Any, Callable[[], Any]]]


class _Page:
    """The page of one entry and its forms: the particulars, what happened, the lifting of a freeze, a mistake."""

    def __init__(self, request: Request, table: Register, found: Any, case: Case, do: str) -> None:
        self.request, self.table, self.found, self.case = request, table, found, case
        self.values = queries.values_of(found, table)
        self.offered = queries.offered(request.actor, case.pk, case.compartment_id)
        self.by_step = table.code == "decision" and queries.remedy_by_step(found) is not None
        self.ways: dict[str, Way] = {"annul": self._annul}
        if table.happening:
            self.ways["happened"] = self._happened
        if table.code == "freeze":
            self.ways["lift"] = self._lift
        self.happening = self._happening_form(do == "happened")
        self.lifting = self._lifting_form(do == "lift")
        self.mistaken = Mistaken(request.POST if do == "annul" else None, prefix="annul")
        self.form = self._form(request.method == "POST" and do not in self.ways)
        self.now: Mapping[str, Any] = {**self.values, "version": queries.version_of(found)}

    def _form(self, sent: bool) -> Particulars:
        fixed = [
            one for one in self.table.fields if not one.fixed and not (self.by_step and one.name in decisions.REMEDY)
        ]
        first = {**self.values, "version": queries.version_of(self.found)}
        return Particulars(
            self.request.POST if sent else None,
            table=fixed,
            offered=self.offered,
            new=False,
            named=said.named(self.found, fixed),
            initial=first,
        )

    def _happening_form(self, sent: bool) -> Particulars | None:
        if self.table.happening is None:
            return None
        return Particulars(
            self.request.POST if sent else None,
            table=self.table.happening.fields,
            offered=self.offered,
            new=True,
            prefix="new",
        )

    def _lifting_form(self, sent: bool) -> Particulars:
        first = {"notice_on": self.values.get("notice_on")}
        return Particulars(
            self.request.POST if sent else None, table=freezes.LIFTED, new=None, prefix="lift", initial=first
        )

    def _told(self) -> dict[str, Any]:
        return {"by": self.request.actor, "at": clock.now()}

    def _annul(self) -> tuple[Any, Callable[[], Any]]:
        form = self.mistaken
        return form, lambda: actions.annul(
            **self._told(), register=self.table.code, entry=self.found.pk, reason=form.cleaned_data["reason"]
        )

    def _happened(self) -> tuple[Any, Callable[[], Any]]:
        form = self.happening
        if form is None:
            raise NotThere(self.table.code)
        return form, lambda: actions.happen(
            **self._told(),
            register=self.table.code,
            entry=self.found.pk,
            given=form.given(),
            once=form.cleaned_data["once"],
        )

    def _lift(self) -> tuple[Any, Callable[[], Any]]:
        form = self.lifting
        return form, lambda: actions.lift_freeze(**self._told(), freeze=self.found.pk, given=form.given())

    def saved(self) -> HttpResponse:
        """The particulars were sent."""
        form = self.form
        tried = changing.attempt(
            self.request, form,
            lambda: actions.change(
                **self._told(), register=self.table.code, entry=self.found.pk, version=form.cleaned_data["version"], given=form.given()
            ),
            lambda: self.now,
        )  # fmt: skip
        return self._done() if tried.done else self.shown(form, tried)

    def tried(self, form: Any, save: Callable[[], Any]) -> HttpResponse:
        """One of the other forms was sent."""
        found = changing.attempt(self.request, form, save)
        return self._done() if found.done else self.shown(form, found)

    def _done(self) -> HttpResponse:
        messages.success(self.request, _("Saved."))
        return redirect(f"desk:{TAB}", self.case.pk)

    def shown(self, form: Any = None, tried: changing.Tried | None = None) -> HttpResponse:
        """The page; *form* is the one with errors."""
        today = cases.today_of(self.case, clock.now())
        one = queries.shown([self.found], self.table, today)[0]
        tried = tried or changing.Tried()
        held = access.permissions(self.request.actor, self.case.authority_id)
        context = {
            "number": self.case.number, "back": reverse(f"desk:{TAB}", args=[self.case.pk]),
            "heading": said.title(one), "what": _(self.table.one), "row": said.entry_row(one, today),
            "form": form if form is not None else self.form, "particulars": self.form, "happening": self.happening,
            "lifting": self.lifting if self.table.code == "freeze" and not self.found.lifted_on else None, "mistaken": self.mistaken, "table": self.table,
            "happening_name": _(self.table.happening.name) if self.table.happening else "",
            "happening_button": _(self.table.happening.button) if self.table.happening else "",
            "happened": said.happened_rows(queries.happened(self.found, self.table.code), self.table),
            "differences": tried.differences, "settled": tried.settled, "annulled": self.found.annulled_because,
            "may": self.table.permission in held and not self.found.annulled_because, "by_step": self.by_step,
            "notice_url": self._notice(held), "lifted": _lifted(self.found) if self.table.code == "freeze" else [],
            "open": {"happened": form is self.happening, "lift": form is self.lifting, "annul": form is self.mistaken} if form is not None else {},
        }  # fmt: skip
        return render(self.request, "desk/execution_entry.html", context, status=tried.status)

    def _notice(self, held: frozenset[str]) -> str:
        """Where the notice to the other State is drafted, before a freeze is lifted (55(8))."""
        if self.table.code != "freeze" or self.found.lifted_on or "letter:draft" not in held:
            return ""
        part = f"&part={self.found.part_id}" if self.found.part_id else ""
        return reverse("desk:new-letter", args=[self.case.pk]) + f"?kind=freeze-lifting{part}"


def _lifted(found: Any) -> list[dict[str, str]]:
    """How a freeze ended."""
    if found.lifted_on is None:
        return []
    told = casewords.short_day(found.notice_on) or found.no_notice_because
    return [
        {"key": _("Lifted on"), "value": casewords.short_day(found.lifted_on), "small": found.lifted_because},
        {"key": _("Other State told beforehand"), "value": told, "small": ""},
    ]
