"""What is done with the register's list: keeping its filters as a view, giving ticked cases to an officer, taking it as a file."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from comitas.accounts import access
from comitas.cases import actions as cases
from comitas.cases import queries
from comitas.core import clock
from comitas.core.refusals import Invalid
from comitas.core.sequences import batched
from comitas.core.web import Request
from comitas.desk.forms.register import RegisterFilters
from comitas.desk.forms.views import TEAM, AssignChosen, KeepView
from comitas.desk.presenters import register as presenters
from comitas.desk.views import choosing
from comitas.directory import queries as directory
from comitas.directory.rules.tables import write_table
from comitas.finding import actions
from comitas.finding import queries as finding
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading

AT_ONCE = 500
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access.requires("register:read")
def views(request: Request) -> HttpResponse:
    """One's views and the team's, each to be opened or dropped."""
    sharing = "view:share" in access.permissions(request.actor)
    rows = [
        {"key": view.pk, "name": view.name, "team": view.team, "url": f"{reverse('desk:register')}?{view.asked}",
         "may_drop": sharing or not view.team}
        for view in finding.views(request.actor)
    ]  # fmt: skip
    return render(request, "desk/register_views.html", {"rows": rows})


@access.requires("register:read")
def keep(request: Request) -> HttpResponse:
    """The filters in the address become a view with a name."""
    mine = choosing.with_permission(request, "register:read")
    authorities, sharing = [(str(one.pk), one.name) for one in mine], "view:share" in access.permissions(request.actor)
    asked = _kept_query(request.POST.get("asked", "") if request.method == "POST" else request.GET.urlencode())
    form = KeepView(
        request.POST if request.method == "POST" else None,
        initial={"asked": asked},
        authorities=authorities,
        sharing=sharing,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.keep_view(
                by=request.actor, at=clock.now(), authority=given["authority"], name=given["name"], asked=asked,
                team=given["whose"] == TEAM,
            )  # fmt: skip
            messages.success(request, _("The view is kept."))
            return redirect(f"{reverse('desk:register')}?{asked}")
        except Invalid as error:
            for name, sentence in error.fields.items():
                form.add_error(name if name in form.fields else None, sentence)
    status = 400 if form.errors else 200
    return render(
        request, "desk/register_view.html", {"form": form, "back": f"{reverse('desk:register')}?{asked}"}, status=status
    )


@require_POST
@access.requires("register:read")
def drop(request: Request, view: UUID) -> HttpResponse:
    """The view is kept no more."""
    actions.drop_view(by=request.actor, at=clock.now(), view=view)
    messages.success(request, _("The view is dropped."))
    return redirect("desk:register-views")


def _kept_query(typed: str) -> str:
    """Of the query of an address, the filters: no page, and nothing that is no filter."""
    known = {*RegisterFilters.base_fields}
    asked = [(name, value) for name, value in parse_qsl(typed[:4000]) if name in known and value]
    return urlencode(asked)


@require_POST
@access.requires("arrival:accept")
def assign(request: Request) -> HttpResponse:
    """The ticked cases go to an officer; whatever is wrong, nothing is changed and the ticks stay."""
    form = AssignChosen(request.POST, officers=queries.officers(request.actor))
    asked = _kept_query(request.POST.get("asked", ""))
    back = f"{reverse('desk:register')}?{urlencode([*parse_qsl(asked), ('choose', '1')])}"
    if not form.is_valid():
        ticked = [("ticked", key) for key in request.POST.getlist("case")[:100]]
        for sentences in form.errors.values():
            for sentence in sentences:
                messages.error(request, str(sentence))
        return redirect(f"{back}&{urlencode(ticked)}" if ticked else back)
    to = int(form.cleaned_data["officer"]) or None
    done = cases.assign_chosen(by=request.actor, at=clock.now(), cases=form.cleaned_data["case"], to=to)
    told = ngettext("%(count)d case was given.", "%(count)d cases were given.", done.moved) % {"count": done.moved}
    stayed = done.kept + done.left
    if stayed:
        told += " " + ngettext(
            "%(count)d stays where it is: closed, or not to be read by this officer.",
            "%(count)d stay where they are: closed, or not to be read by this officer.",
            stayed,
        ) % {"count": stayed}
    (messages.success if done.moved else messages.error)(request, told)
    return redirect(back)


@require_safe
@access.requires("register:read")
def as_csv(request: Request) -> HttpResponse:
    """The list as it is filtered, as a CSV file that a spreadsheet takes for no formula."""
    rows = _exported(request)
    if rows is None:
        return _too_many(request)
    text = "\ufeff" + "".join(write_table(presenters.heads(), rows))
    return _file(text.encode(), "text/csv; charset=utf-8", "csv")


@require_safe
@access.requires("register:read")
def as_workbook(request: Request) -> HttpResponse:
    """The same as a workbook; every cell is text."""
    rows = _exported(request)
    if rows is None:
        return _too_many(request)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Register"))
    for values in ([*presenters.heads()], *([row.get(head, "") for head in presenters.heads()] for row in rows)):
        sheet.append([_text_cell(sheet, value) for value in values])
    held = BytesIO()
    book.save(held)
    return _file(held.getvalue(), SHEET, "xlsx")


def _text_cell(sheet: Any, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value="".join(sign for sign in value if sign.isprintable() or sign == "\n"))
    cell.data_type = "s"  # whatever it begins with, it is no formula
    return cell


def _exported(request: Request) -> Iterator[dict[str, str]] | None:
    """The rows, noted as downloaded; None where there are more than a file may have."""
    actor, at = request.actor, clock.now()
    states = directory.state_names()
    form = RegisterFilters(request.GET, states=tuple(states.items()), officers=tuple(queries.officers(actor)))
    today = queries.today_for(actor, at)
    listed = list(queries.selection(actor, form.filters(), today).rows[: settings.EXPORT_ROWS + 1])
    if len(listed) > settings.EXPORT_ROWS:
        return None
    ledger.read(
        Reading.Manner.DOWNLOAD, "register", by=actor, at=at, words=_kept_query(request.GET.urlencode()) or None
    )
    return (
        presenters.exported(row, states)
        for some in batched(iter(listed), AT_ONCE)
        for row in queries.rows_of(actor, islice(some, None))
    )


def _too_many(request: Request) -> HttpResponse:
    told = _("A file holds at most %(most)d cases. Narrow the list first.") % {"most": settings.EXPORT_ROWS}
    messages.error(request, told)
    return redirect(f"{reverse('desk:register')}?{_kept_query(request.GET.urlencode())}")


def _file(data: bytes, media: str, ending: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="comitas-register.{ending}"'
    return response
