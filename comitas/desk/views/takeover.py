"""Moving in: an earlier register is chosen, described, checked row by row, and taken over by the worker."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.core import clock
from comitas.core.paging import page
from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request
from comitas.desk.forms.takeover import ORDERS, ColumnsForm, NewTakeover, ShapeForm, WordsForm
from comitas.desk.presenters import takeover as presenters
from comitas.desk.rules import register_example
from comitas.desk.views import changing
from comitas.desk.views.opening import opened
from comitas.directory import queries as directory
from comitas.takeover import actions, queries
from comitas.takeover.models import Takeover
from comitas.takeover.rules import codes, stages
from comitas.takeover.rules.fields import DAYS, FIELDS

PERMISSION = "stock:take-over"
WORDS_A_PAGE = 25
SHOWN_ROWS = 50
BOM = "\ufeff"


@access.requires("stock:take-over")
def listing(request: Request) -> HttpResponse:
    """What was taken over and what is on its way; choosing a file."""
    authorities = [
        one for one in accounts.own_authorities(request.actor) if access.may(request.actor, PERMISSION, one.pk)
    ]
    form = NewTakeover(
        request.POST or None,
        request.FILES or None,
        authorities=authorities,
        colleagues=lambda: _colleagues(request, authorities),
    )
    tried = changing.attempt(request, form, lambda: _begun(request, form))
    if tried.done:
        return redirect("desk:takeover", tried.made.pk)
    shown = page(request, queries.takeovers(request.actor), ("-begun_at", "-id"), 10)
    context = {"form": form, "rows": [presenters.takeover_row(one) for one in shown.rows], "page": shown}
    return render(request, "desk/takeovers.html", context, status=tried.status)


def _colleagues(request: Request, authorities: list[access.Ours]) -> list[tuple[int, str]]:
    found = {
        p.pk: p.full_name
        for a in authorities
        for p in accounts.colleagues(request.actor, a.pk)
        if p.pk != request.actor.id
    }
    return list(found.items())


def _begun(request: Request, form: NewTakeover) -> Takeover:
    given = form.changes()
    file = given.pop("file")
    given["readers"] = tuple(given["readers"]) if given["restricted"] else ()
    return actions.begin(
        by=request.actor, at=clock.now(), name=file.name or "", data=file.read(), workbook=form.workbook, **given
    )


@access.requires("stock:take-over")
def takeover(request: Request, takeover: UUID) -> HttpResponse:
    """Where it stands, what comes next, and the rows with what was found about them."""
    found = queries.takeover(request.actor, takeover)
    opened(request, f"takeover {found.pk}", found.compartment_id)
    counted = queries.counts(found)
    tabs = presenters.lists(found, counted, _list(request, counted))
    verdicts = presenters.LISTS[_list(request, counted)][1]
    shown = page(request, queries.rows_of(found, verdicts), ("line", "id"), SHOWN_ROWS)
    known = queries.numbers_of(request.actor, [row.case_id for row in shown.rows if row.case_id])
    place = next((int(at) for at, code in found.columns.items() if code == "old_number"), None)
    context = _context(found, counted) | {
        "tabs": tabs,
        "rows": [presenters.row(row, known, place) for row in shown.rows] if tabs else [],
        "page": shown,
        "taken": counted[stages.TAKEN],
        "bad": counted[stages.BAD],
        "following": "follow" in request.GET,
    }
    answer = render(request, "desk/takeover.html", context)
    if context["following"] and context["progress"]:  # without JavaScript, where somebody asks for it (WCAG 2.2.1)
        answer["Refresh"] = "15"
    return answer


def _list(request: Request, counted: dict[str, int]) -> str:
    """The list that is asked for, else the first that is not empty."""
    asked = request.GET.get("rows", "")
    there = [
        code for code, (_words, verdicts) in presenters.LISTS.items() if any(counted[verdict] for verdict in verdicts)
    ]
    return asked if asked in there else next(iter(there), "bad")


def _context(found: Takeover, counted: dict[str, int]) -> dict[str, Any]:
    good = counted[stages.GOOD] + counted[stages.WARNED]
    return {
        "found": found,
        **presenters.sentence(found, counted),
        "progress": presenters.progress(found, counted),
        "restricted": found.compartment.restricted,
        "good": good,
        "may_describe": found.stage in stages.SETTABLE and bool(found.headings),
        "may_shape": found.stage in stages.SETTABLE and not counted[stages.TAKEN],
        "may_check": found.stage in stages.SETTABLE and bool(found.columns) and (found.rows > counted[stages.TAKEN]),
        "may_take": found.stage in (stages.CHECKED, stages.PAUSED) and good > 0,
        "may_stop": found.stage in (stages.CHECKING, stages.TAKING),
    }


@access.requires("stock:take-over")
def progress(request: Request, takeover: UUID) -> HttpResponse:
    """How far the worker is; once it is done the page is asked for anew."""
    found = queries.takeover(request.actor, takeover)
    answer = render(request, "desk/takeover_progress.html", _context(found, queries.counts(found)))
    if found.stage not in stages.WORKING:
        answer["HX-Refresh"] = "true"
    return answer


@access.requires("stock:take-over")
def do(request: Request, takeover: UUID) -> HttpResponse:
    """Check, take over, stop: what the buttons ask for."""
    found = queries.takeover(request.actor, takeover)
    asked = {"check": actions.check, "take": actions.take, "stop": actions.pause}.get(request.POST.get("do", ""))
    if request.method == "POST" and asked:
        try:
            asked(by=request.actor, at=clock.now(), takeover=found.pk)
        except Conflict as error:
            messages.warning(request, str(error))
    return redirect("desk:takeover", found.pk)


@access.requires("stock:take-over")
def shape(request: Request, takeover: UUID) -> HttpResponse:
    """In which encoding the file is read, or which of its sheets."""
    found = queries.takeover(request.actor, takeover)
    opened(request, f"takeover {found.pk}", found.compartment_id)
    form = ShapeForm(
        request.POST or None,
        initial={"version": found.version, **found.shape},
        workbook=found.workbook,
        sheets=found.shape.get("sheets", ()),
    )

    def save() -> None:
        given = form.changes()
        actions.set_shape(
            by=request.actor, at=clock.now(), takeover=found.pk, version=form.cleaned_data["version"], shape=given
        )

    tried = changing.attempt(request, form, save)
    if tried.done:
        return redirect("desk:takeover", found.pk)
    context = {"found": found, "form": form, "headings": found.headings, "examples": queries.first_rows(found)}
    return render(request, "desk/takeover_shape.html", context, status=tried.status)


@access.requires("stock:take-over")
def columns(request: Request, takeover: UUID) -> HttpResponse:
    """What each column holds."""
    found = queries.takeover(request.actor, takeover)
    opened(request, f"takeover {found.pk}", found.compartment_id)
    orders = queries.orders(found)
    initial: dict[str, Any] = {"version": found.version, **found.defaults}
    initial |= {f"column_{place}": code for place, code in found.columns.items()}
    initial |= {f"order_{code}": found.orders.get(code, order.code) for code, order in orders.items()}
    asked = [
        code for code in DAYS if code in orders and (orders[code].open or orders[code].against or not orders[code].sure)
    ]
    form = ColumnsForm(request.POST or None, initial=initial, headings=found.headings, ordered=asked)

    def save() -> None:
        actions.set_columns(
            by=request.actor, at=clock.now(), takeover=found.pk, version=form.cleaned_data["version"], **form.said()
        )

    tried = changing.attempt(request, form, save)
    if tried.done:
        return redirect("desk:takeover-words", found.pk)
    examples = queries.first_rows(found, 3)
    context = {
        "found": found,
        "form": form,
        "columns": [_column(form, place, examples) for place in range(len(found.headings))],
        "orders": [{"field": form[f"order_{code}"], "sure": orders[code].sure, "against": orders[code].against, "open": orders[code].open} for code in asked],
        "order_words": ORDERS,
    }  # fmt: skip
    return render(request, "desk/takeover_columns.html", context, status=tried.status)


def _column(form: ColumnsForm, place: int, examples: list[list[str]]) -> dict[str, Any]:
    cells = [row[place][:80] for row in examples if place < len(row) and row[place]]
    return {"field": form[f"column_{place}"], "example": " · ".join(cells)}


@access.requires("stock:take-over")
def words(request: Request, takeover: UUID) -> HttpResponse:
    """What the words of one column mean; without any the way leads back."""
    found = queries.takeover(request.actor, takeover)
    opened(request, f"takeover {found.pk}", found.compartment_id)
    asked = queries.words(found, clock.now())
    column = request.GET.get("column", "")
    column = column if column in asked else next(iter(asked), "")
    if not column:
        if request.method != "POST":
            messages.success(request, _("Every word of the register is understood."))
        return redirect("desk:takeover", found.pk)
    start = (
        int(request.GET.get("from", "0"))
        if request.GET.get("from", "0").isascii() and request.GET.get("from", "0").isdigit()
        else 0
    )
    listed = asked[column]
    start = start if start < len(listed) else 0
    some = listed[start : start + WORDS_A_PAGE]
    targets = _targets(found, column)
    form = WordsForm(
        request.POST or None, initial={"version": found.version}, words=some, column=column, targets=targets
    )

    def save() -> None:
        said = form.said(queries.state_words())
        if said is None:
            raise Invalid({})
        actions.set_words(
            by=request.actor,
            at=clock.now(),
            takeover=found.pk,
            version=form.cleaned_data["version"],
            words={column: said},
        )

    tried = changing.attempt(request, form, save)
    if tried.done:
        return _next_words(
            request, found, column, start + WORDS_A_PAGE if start + WORDS_A_PAGE < len(listed) else 0, list(asked)
        )
    context = {
        "found": found,
        "form": form,
        "column": _(FIELDS[column].name),
        "words": [{"field": form[f"code_{place}"], "hidden": form[f"word_{place}"], "number": number} for place, (_word, number, _code) in enumerate(some)],
        "states": sorted(targets.values()) if column == "state" else (),
        "tabs": [{"label": f"{_(FIELDS[code].name)} ({len(several)})", "url": f"?column={code}", "current": code == column} for code, several in asked.items()],
        "action": f"?column={column}&from={start}",
        "more": len(listed) > start + WORDS_A_PAGE,
    }  # fmt: skip
    return render(request, "desk/takeover_words.html", context, status=tried.status)


def _next_words(request: Request, found: Takeover, column: str, start: int, asked: list[str]) -> HttpResponse:
    """The next words of the column, else the next column, else the way back."""
    answer = redirect("desk:takeover-words", found.pk)
    following = asked[asked.index(column) + 1 :]
    if start:
        answer["Location"] += f"?column={column}&from={start}"
    elif following:
        answer["Location"] += f"?column={following[0]}"
    else:
        answer = redirect("desk:takeover", found.pk)
    return answer


def _targets(found: Takeover, column: str) -> dict[str, str]:
    """What the words of a column may mean, in the page's language."""
    if column == "state":
        return directory.state_names()
    if column == "officer":
        return {str(key): name for key, name in queries.officers(found)}
    return {code: _(name) for code, name in codes.TARGETS[column].items()}


@access.requires("stock:take-over")
def errors(request: Request, takeover: UUID) -> StreamingHttpResponse:
    """The rows that were left out, with the reasons, as a file to put right."""
    found = queries.takeover(request.actor, takeover)
    opened(request, f"takeover {found.pk}", found.compartment_id)
    lines = presenters.errors_sheet(found.headings, queries.rows_of(found, (stages.BAD,)).iterator(500))
    return _file("left-out", _with_mark(lines))


@access.requires("stock:take-over")
def example(request: Request) -> StreamingHttpResponse:
    """An example of a register, with headings that are understood by themselves."""
    return _file("register-example", _with_mark(register_example.lines(_)))


def _file(name: str, lines: Any) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate().isoformat()}.csv"'
    return response


def _with_mark(lines: Iterable[str]) -> Iterator[str]:
    """Without the mark spreadsheets take UTF-8 for the code page of the machine."""
    yield BOM
    yield from lines
