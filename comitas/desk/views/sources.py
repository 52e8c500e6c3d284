"""Watched folders and mailboxes: set, looked after, asked to be looked at. Nothing of what they bring is shown here."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.accounts.access import Ours
from comitas.core import clock
from comitas.core.web import Request
from comitas.desk.forms.sources import FORMS, SourceForm
from comitas.desk.presenters import sources as presenters
from comitas.desk.views import changing
from comitas.desk.views.changing import Tried
from comitas.intake import actions, queries
from comitas.intake.models import Source
from comitas.intake.rules.sources import FOLDER, KINDS, Settings


@access.requires("sources:set")
def listing(request: Request) -> HttpResponse:
    """Every source: how it stands, what it brought today, what it left out."""
    several = len(_mine(request)) > 1
    rows = [presenters.row(shown, several) for shown in queries.shown(request.actor, clock.now())]
    return render(request, "desk/sources.html", {"rows": rows, "base": settings.DROP_FOLDER})


@access.requires("sources:set")
def create(request: Request, manner: str) -> HttpResponse:
    """Set up a folder or a mailbox."""
    if manner not in KINDS:
        raise Http404
    form = _form(request, manner, {**asdict(Settings(name="")), "channel": "" if manner == FOLDER else "mail"})

    def save() -> Source:
        return actions.create_source(
            by=request.actor, at=clock.now(), authority=UUID(form.cleaned_data["authority"]), kind=manner, given=form.settings(),
            secrets=form.secrets(),
        )  # fmt: skip

    tried = changing.attempt(request, form, save)
    if tried.done:
        messages.success(request, _("Saved. It is looked at within a minute."))
        return redirect("desk:source", tried.made.pk)
    return _page(request, form, manner, tried)


@access.requires("sources:set")
def source(request: Request, source: UUID) -> HttpResponse:
    """One source: how it stands, what it left out, and what is set."""
    found = queries.source(request.actor, source)
    form = _form(request, found.kind, _set(found), found)

    def save() -> Source:
        return actions.change_source(
            by=request.actor, at=clock.now(), source=source, version=form.cleaned_data["version"] or 0, given=form.settings(),
            secrets=form.secrets(),
        )  # fmt: skip

    tried = changing.attempt(request, form, save, lambda: _set(queries.source(request.actor, source)))
    if tried.done:
        messages.success(request, _("Saved. It is looked at within a minute."))
        return redirect("desk:source", source)
    return _page(request, form, found.kind, tried, found)


@access.requires("sources:set")
@require_POST
def look(request: Request, source: UUID) -> HttpResponse:
    """Look now."""
    actions.look_now(by=request.actor, at=clock.now(), source=source)
    messages.success(request, _("It is looked at now. Open this page again in a moment."))
    return redirect("desk:source", source)


@access.requires("sources:set")
@require_POST
def deal_with(request: Request, source: UUID) -> HttpResponse:
    """Somebody has seen to what was left out."""
    actions.deal_with(by=request.actor, at=clock.now(), source=source)
    return redirect("desk:source", source)


def _form(request: Request, kind: str, initial: Mapping[str, Any], found: Source | None = None) -> SourceForm:
    mine = _mine(request) if found is None else [one for one in _mine(request) if one.pk == found.authority_id]
    return FORMS[kind](
        request.POST or None, initial=initial, authorities=mine, colleagues=lambda: _colleagues(request, mine)
    )


def _set(found: Source) -> dict[str, Any]:
    values = asdict(queries.settings_of(found))
    return {
        **values,
        "readers": list(values["readers"]),
        "version": found.version,
        "authority": str(found.authority_id),
    }


def _mine(request: Request) -> list[Ours]:
    return [one for one in accounts.own_authorities(request.actor) if access.may(request.actor, "sources:set", one.pk)]


def _colleagues(request: Request, mine: list[Ours]) -> list[tuple[int, str]]:
    found = {person.pk: person.full_name for one in mine for person in accounts.colleagues(request.actor, one.pk)}
    return list(found.items())


def _page(request: Request, form: SourceForm, kind: str, tried: Tried, found: Source | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "kind_words": _(KINDS[kind]),
        "tried": tried,
        "source": found,
    }
    context["base"] = settings.DROP_FOLDER
    if found is not None:
        limit = settings.UPLOAD_LIMIT if kind == FOLDER else settings.MAIL_LIMIT
        (shown,) = [one for one in queries.shown(request.actor, clock.now()) if one.source.pk == found.pk]
        context |= {
            "row": presenters.row(shown, several=False),
            "left": [presenters.left_out(one, limit) for one in queries.left_out(request.actor, found.pk)],
            "has_secret": found.secret is not None,
        }
    return render(request, "desk/source.html", context, status=tried.status)
