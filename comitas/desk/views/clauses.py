"""The library of clauses: the program's, the authority's own; and one put into a letter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.arrangement.models import Arrangement
from comitas.arrangement.rules.difference import key_of
from comitas.arrangement.rules.file import CLAUSES
from comitas.core import clock
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.stationery import ClauseForm
from comitas.desk.presenters import clauses as said
from comitas.desk.presenters.stationery import language_name
from comitas.desk.views import changing
from comitas.desk.views.arrangement import only_proposed, proposed
from comitas.desk.views.letter_page import version_of
from comitas.drafting import actions, queries
from comitas.drafting.models import Clause
from comitas.drafting.rules import clauses as rules
from comitas.drafting.rules.kinds import KINDS, LANGUAGES


@access.requires("clauses:keep")
def libraries(request: Request) -> HttpResponse:
    """The authorities whose clauses the reader keeps; straight to them where there is one."""
    mine = [
        one for one in accounts.own_authorities(request.actor) if access.may(request.actor, queries.CLAUSES, one.pk)
    ]
    if len(mine) == 1:
        return redirect("desk:clauses", mine[0].pk)
    return render(request, "desk/clause_libraries.html", {"authorities": mine})


@access.requires("clauses:keep")
def listing(request: Request, authority: UUID) -> HttpResponse:
    """All clauses of one authority: its own, and the program's that it has not taken over."""
    found = queries.our_authority(request.actor, authority, queries.CLAUSES)
    own = queries.clauses_of(request.actor, authority)
    taken = {one.replaces for one in own if one.replaces}
    context = {
        "authority": found,
        "own": [_own_row(one) for one in own],
        "shipped": [_shipped_row(code) for code in rules.SHIPPED if code not in taken],
    }
    return render(request, "desk/clauses.html", context)


@access.requires("clauses:keep")
def new(request: Request, authority: UUID) -> HttpResponse:
    """A clause of the authority's own; `?replaces=` takes over one of the program's, with its text."""
    found = queries.our_authority(request.actor, authority, queries.CLAUSES)
    code = request.GET.get("replaces", "")
    shipped = rules.SHIPPED.get(code)
    if code and shipped is None:
        raise NotThere(code)
    first = _of_shipped(shipped) if shipped else {"offered": True, "version": 0}
    form = ClauseForm(request.POST or None, initial=first, languages_of=queries.languages_of(authority))
    save = _proposed if only_proposed(request) else _keep
    result = changing.attempt(request, form, lambda: save(request, authority, form, None, code))
    if result.done and only_proposed(request):
        return redirect("desk:arrangement", result.made.pk)
    if result.done:
        messages.success(request, _("The clause is kept."))
        return redirect("desk:clauses", authority)
    return render(
        request,
        "desk/clause.html",
        {"authority": found, "form": form, "tried": result, "clause": None},
        status=result.status,
    )


@access.requires("clauses:keep")
def change(request: Request, authority: UUID, clause: UUID) -> HttpResponse:
    """One of the authority's own."""
    found = queries.our_authority(request.actor, authority, queries.CLAUSES)
    held = queries.clause(request.actor, authority, clause)
    codes = list(dict.fromkeys((*queries.languages_of(authority), *held.texts)))
    form = ClauseForm(request.POST or None, initial=_initial(held), languages_of=codes)
    save = _proposed if only_proposed(request) else _keep
    result = changing.attempt(
        request,
        form,
        lambda: save(request, authority, form, held, held.replaces),
        lambda: _initial(queries.clause(request.actor, authority, clause)),
    )
    if result.done and only_proposed(request):
        return redirect("desk:arrangement", result.made.pk)
    if result.done:
        messages.success(request, _("The clause is kept."))
        return redirect("desk:clauses", authority)
    versions = queries.clause_versions(request.actor, authority, clause, _before(request))
    context = {
        "authority": found,
        "form": form,
        "tried": result,
        "clause": held,
        "versions": said.version_rows(versions, held.version),
        "older": said.older(versions),
        "lost": bool(versions) and not said.older(versions) and versions[-1].number > 1,
    }
    return render(request, "desk/clause.html", context, status=result.status)


@require_POST
@access.requires("clauses:keep")
def restore(request: Request, authority: UUID, clause: UUID) -> HttpResponse:
    """Say again what an earlier version said."""
    queries.clause(request.actor, authority, clause)
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority, "clause": clause}
    try:
        actions.restore_clause(**told, version=version_of(request), number=_number(request.POST.get("number", "")))
        messages.success(request, _("The earlier version is in force again, as a new one."))
    except (Invalid, Conflict) as error:
        messages.error(request, str(error))
    return redirect("desk:clause", authority, clause)


@require_POST
@access.requires("letter:draft")
def insert(request: Request, letter: UUID) -> HttpResponse:
    """Put a clause at the end of a draft's text, which was saved before."""
    queries.letter(request.actor, letter)
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "letter": letter}
    try:
        actions.insert_clause(**told, version=version_of(request), clause=request.POST.get("clause", "")[:60])
        messages.success(request, _("The clause stands at the end of the text."))
    except (Invalid, Conflict) as error:
        messages.error(request, str(error))
    return redirect("desk:letter", letter)


def _before(request: Request) -> int:
    return _number(request.GET.get("before", ""))


def _number(given: str) -> int:
    """A number of a version; 0 for what is none."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _keep(request: Request, authority: UUID, form: ClauseForm, held: Clause | None, replaces: str) -> Clause:
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority, **form.given()}
    if held is not None:
        return actions.keep_clause(**told, clause=held.pk, version=form.cleaned_data["version"])
    return actions.keep_clause(**told, replaces=replaces, once=form.cleaned_data["once"])


def _proposed(request: Request, authority: UUID, form: ClauseForm, held: Clause | None, replaces: str) -> Arrangement:
    """The clause as it was typed, in the place of the one that stands, which a proposal finds by its name."""
    given = {**form.given(), "replaces": replaces}
    if held is not None and not replaces and given["name"] != held.name:
        raise Invalid({"name": _("Save the new name first: a proposal finds the clause by its name.")})

    def change(stands: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if held is None and any(key_of(one) == key_of(given) for one in stands):
            raise Invalid({"name": _("There is a clause with this name already.")})
        return [*(one for one in stands if key_of(one) != key_of(given)), given]

    return proposed(request, authority, CLAUSES, change)


def _initial(held: Clause) -> dict[str, Any]:
    plain = {name: getattr(held, name) for name in ("version", "name", "article", "kinds", "offered")}
    return plain | {f"text-{code}": text for code, text in held.texts.items()}


def _of_shipped(one: rules.Shipped) -> dict[str, Any]:
    texts = {}
    for code in LANGUAGES:
        with translation.override(code):
            texts[f"text-{code}"] = _(one.text)
    return {
        "version": 0,
        "name": _(one.name),
        "article": _(one.article),
        "kinds": list(one.kinds),
        "offered": True,
        **texts,
    }


def _own_row(one: Clause) -> dict[str, Any]:
    return {
        "clause": one,
        "languages": ", ".join(language_name(code) for code in one.texts),
        "kinds": _kinds(one.kinds),
        "when": presenters.day(one.made_at.date()),
        "by": presenters.by_whom(one.made_by),
    }


def _shipped_row(code: str) -> dict[str, Any]:
    one = rules.SHIPPED[code]
    return {
        "code": code,
        "name": _(one.name),
        "article": _(one.article),
        "text": _(one.text),
        "kinds": _kinds(one.kinds),
    }


def _kinds(codes: Any) -> str:
    """How many kinds of letters, or all."""
    named = [_(KINDS[code].name) for code in codes]
    if not named:
        return _("Every letter")
    return ", ".join(named) if len(named) <= 3 else _("%(count)s kinds of letters") % {"count": len(named)}
