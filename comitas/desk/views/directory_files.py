"""Files of the directory: exported, and imported after a look at what that would do."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.web import Request
from comitas.desk.forms.directory import ImportForm
from comitas.desk.presenters import directory as presenters
from comitas.directory import actions, queries
from comitas.directory.rules.files import AUTHORITY_COLUMNS, AUTHORITY_REQUIRED, PARTY_COLUMNS, PARTY_REQUIRED
from comitas.directory.rules.tables import MOST_BYTES, MOST_ROWS, RowError

KEPT_SECONDS = 3600  # how long a file that was looked at waits for the decision; one a person
SHOWN_ERRORS = 200  # on one page; a file with more is put right in several goes
BOM = "\ufeff"  # without it spreadsheets take UTF-8 for the code page of the machine

PLANS: dict[str, Callable[..., queries.Plan[Any]]] = {
    "authorities": queries.plan_authorities,
    "parties": queries.plan_parties,
}
IMPORTS: dict[str, Callable[..., actions.Imported]] = {
    "authorities": actions.import_authorities,
    "parties": actions.import_parties,
}


@access.requires("directory:read")
def export_authorities(request: Request) -> HttpResponse:
    """Authorities of other States, or of one, as a file that can be imported again."""
    state = request.GET.get("state", "")
    return _file("authorities", queries.export_authorities(request.actor, state=state[:2]))


@access.requires("directory:read")
def export_parties(request: Request) -> HttpResponse:
    """Who is party to what, as a file that can be imported again."""
    return _file("parties", queries.export_parties(request.actor))


@access.requires("directory:read")
def export_authorities_json(request: Request) -> HttpResponse:
    """The same authorities as JSON, which can be imported again as well."""
    state = request.GET.get("state", "")
    return _json("authorities", queries.export_authorities(request.actor, state=state[:2], as_json=True))


@access.requires("directory:read")
def export_parties_json(request: Request) -> HttpResponse:
    """Who is party to what, as JSON."""
    return _json("parties", queries.export_parties(request.actor, as_json=True))


def _json(name: str, pieces: Any) -> HttpResponse:
    response = HttpResponse("".join(pieces), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate().isoformat()}.json"'
    return response


def _file(name: str, lines: Any) -> HttpResponse:
    response = HttpResponse(BOM + "".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate().isoformat()}.csv"'
    return response


@access.requires("directory:edit")
def import_file(request: Request) -> HttpResponse:
    """Choose a file, see what it would do, then let it be done. Nothing is written before."""
    if request.method == "POST" and "digest" in request.POST:
        return _import(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _look(request, form.cleaned_data["kind"], form.cleaned_data["file"].read())
    return _choose(request, form, 400 if form.errors else 200)


def _choose(request: Request, form: ImportForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "most": {"rows": MOST_ROWS, "size": MOST_BYTES // 1024 // 1024},
        "columns": [
            {"title": _("Authorities"), "required": AUTHORITY_REQUIRED, "all": list(AUTHORITY_COLUMNS)},
            {"title": _("Parties to treaties"), "required": PARTY_REQUIRED, "all": list(PARTY_COLUMNS)},
        ],
    }
    return render(request, "desk/directory_import.html", context, status=status)


def _look(request: Request, kind: str, data: bytes) -> HttpResponse:
    """The dry run. The file waits an hour for the decision."""
    cache.set(_place(request.actor), (kind, data), KEPT_SECONDS)
    plan = PLANS[kind](request.actor, data, timezone.localdate())
    names = presenters.said(request.actor)
    good = len(plan.new) + len(plan.changed)
    context = {
        "kind": kind,
        "digest": hashlib.sha256(data).hexdigest(),
        "new": len(plan.new), "changed": len(plan.changed), "unchanged": plan.unchanged, "good": good,
        "entries": [_planned(planned.line, planned.entry, names, planned.id is None) for planned in (*plan.new, *plan.changed)][:SHOWN_ERRORS],
        "errors": [_error(error, names) for error in plan.errors[:SHOWN_ERRORS]],
        "bad": len(plan.errors), "more_errors": max(0, len(plan.errors) - SHOWN_ERRORS),
    }  # fmt: skip
    return render(request, "desk/directory_import_plan.html", context)


def _planned(line: int, entry: Any, names: presenters.Said, new: bool) -> dict[str, Any]:
    what = getattr(entry, "name", "") or names.instruments.get(getattr(entry, "instrument", ""), "")
    return {"line": line, "state": names.states.get(entry.state, entry.state), "what": what, "new": new}


def _error(error: RowError, names: presenters.Said) -> dict[str, Any]:
    return {"line": error.line, "column": error.column, "sentence": names.sentence(error.sentence)}


def _import(request: Request) -> HttpResponse:
    """Import the file that was looked at, and no other."""
    kind, data = cache.get(_place(request.actor)) or ("", b"")
    if not kind or hashlib.sha256(data).hexdigest() != request.POST["digest"]:
        messages.warning(request, _("The file is no longer kept here. Nothing was written. Choose it again."))
        return redirect("desk:import-directory")
    done = IMPORTS[kind](by=request.actor, at=clock.now(), data=data, good_only=request.POST.get("do") == "good")
    if not done.written:
        messages.warning(
            request, _("The directory changed meanwhile, and some rows no longer fit. Nothing was written; look again.")
        )
        return _look(request, kind, data)
    cache.delete(_place(request.actor))
    told = {"new": done.created, "changed": done.changed, "left": len({error.line for error in done.errors})}
    messages.success(request, _("Imported: %(new)s new, %(changed)s changed, %(left)s rows left out.") % told)
    return redirect("desk:directory")


def _place(actor: Actor) -> str:
    return f"directory-import:{actor.id}"
