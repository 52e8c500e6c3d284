"""What an authority writes its letters on: letterhead and wordings, tried before they are in force. No case stands in them."""

from base64 import b64encode
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.arrangement.models import Arrangement
from comitas.arrangement.rules.file import LETTERHEAD, WORDINGS
from comitas.core import clock
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.web import Request
from comitas.desk.forms.stationery import LanguageWish, LetterheadForm, WordingForm
from comitas.desk.presenters import stationery as said
from comitas.desk.views import changing
from comitas.desk.views.arrangement import only_proposed, proposed
from comitas.desk.views.letter_page import version_of
from comitas.drafting import actions, queries
from comitas.drafting.models import TEXT, WORD
from comitas.drafting.rules import languages, terms
from comitas.drafting.rules import word as rules
from comitas.drafting.rules.kinds import KINDS, LANGUAGES

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@access.requires("letters:furnish")
def papers(request: Request) -> HttpResponse:
    """The authorities whose letters the reader may furnish; straight to it where there is one."""
    mine = [
        one for one in accounts.own_authorities(request.actor) if access.may(request.actor, queries.FURNISH, one.pk)
    ]
    if len(mine) == 1:
        return redirect("desk:stationery", mine[0].pk, _own_language())
    return render(request, "desk/stationeries.html", {"authorities": mine, "language": _own_language()})


@access.requires("letters:furnish")
def stationery(request: Request, authority: UUID, language: str) -> HttpResponse:
    """One authority's: its letterhead, and what each kind of letter says, language by language."""
    found, code = queries.our_authority(request.actor, authority, queries.FURNISH), _code(language)
    form = LanguageWish(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("desk:stationery", authority, form.cleaned_data["language"])
    head = queries.letterhead_of(authority)
    context = {
        "authority": found,
        "language": code,
        "language_name": said.language_name(code),
        "foreign": code not in LANGUAGES,
        "in_english": [_(terms.LEFT[kind]) for kind in terms.left(code)],
        "translated": [_(name) for kind, name in terms.LEFT.items() if kind not in terms.left(code)],
        "form": form,
        "head": head,
        "head_words": head is not None and bool(head.words.get(code)),
        "tabs": said.language_tabs("desk:stationery", [authority], queries.languages_of(authority), code),
        "rows": said.wording_rows(authority, code, queries.wordings(request.actor, authority)),
        "office": queries.office_there(),
        "install": rules.INSTALL,
        "may_clauses": access.may(request.actor, queries.CLAUSES, authority),
    }
    return render(request, "desk/stationery.html", context, status=400 if form.errors else 200)


@access.requires("letters:furnish")
def head(request: Request, authority: UUID, language: str) -> HttpResponse:
    """The letterhead in one language: looked at as PDF, or set as a new version."""
    found, code = queries.our_authority(request.actor, authority, queries.FURNISH), _code(language)
    held = queries.letterhead_of(authority)
    form = LetterheadForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"version": held.number if held else 0} | queries.words_given(held, code),
        language=code,
        has_emblem=held is not None and bool(held.emblem),
    )
    if request.POST.get("then") == "look" and form.is_valid():
        try:
            return _pdf(queries.printed(_specimen(request, found, _typed(form, held), code)))
        except Invalid as error:
            changing.show(form, Invalid({"emblem": str(error)}))
    save = _proposed_head if only_proposed(request) else _set_head
    result = changing.attempt(request, form, lambda: save(request, authority, code, form))
    if result.done and only_proposed(request):
        return redirect("desk:arrangement", result.made.pk)
    if result.done:
        messages.success(request, _("The letterhead is set. Every letter that is not approved yet has it from now on."))
        return redirect("desk:letterhead", authority, code)
    context = {
        "authority": found,
        "language": code,
        "language_name": said.language_name(code),
        "form": form,
        "has_emblem": held is not None and bool(held.emblem),
        "tabs": said.language_tabs("desk:letterhead", [authority], queries.languages_of(authority), code),
        "versions": said.version_rows(queries.letterheads(request.actor, authority)[:50]),
        "version": held.number if held else 0,
    }
    return render(
        request, "desk/letterhead.html", context, status=400 if form.errors and result.status == 200 else result.status
    )


@require_POST
@access.requires("letters:furnish")
def restore_head(request: Request, authority: UUID) -> HttpResponse:
    """Go back to an earlier letterhead."""
    queries.our_authority(request.actor, authority, queries.FURNISH)
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority}
    try:
        actions.restore_letterhead(**told, version=version_of(request), number=_number(request))
        messages.success(request, _("The earlier version is in force again, as a new one."))
    except (Invalid, Conflict) as error:
        messages.error(request, str(error))
    return redirect("desk:letterhead", authority, _own_language())


@require_safe
@access.requires("letters:furnish")
def emblem(request: Request, authority: UUID) -> HttpResponse:
    """The emblem in force, as it was drawn anew."""
    queries.our_authority(request.actor, authority, queries.FURNISH)
    held = queries.letterhead_of(authority)
    if held is None or not held.emblem:
        raise NotThere(str(authority))
    return HttpResponse(bytes(held.emblem), content_type="image/png")


@access.requires("letters:furnish")
def wording(request: Request, authority: UUID, kind: str, language: str) -> HttpResponse:
    """What letters of a kind say in a language: tried on an invented case, or set as a new version."""
    found, code = queries.our_authority(request.actor, authority, queries.FURNISH), _code(language)
    if kind not in KINDS:
        raise NotThere(kind)
    versions = queries.wording_versions(request.actor, authority, kind, code)
    number = versions[0].number if versions else 0
    own = queries.wording_of(authority, kind, code)
    text = queries.text_of(authority, kind, code) or queries.shipped(kind, "en")
    first = {
        "version": number,
        "subject": text.subject.strip() if text else "",
        "body": text.body.strip() if text else "",
    }
    posted = request.method == "POST"
    form = WordingForm(request.POST if posted else None, request.FILES if posted else None, initial=first)
    if request.POST.get("then") == "try" and form.is_valid():
        try:
            return _tried(request, found, kind, code, form)
        except Invalid as error:
            changing.show(form, error)
    save = _proposed_wording if only_proposed(request) else _set_wording
    result = changing.attempt(request, form, lambda: save(request, authority, kind, code, form))
    if result.done and only_proposed(request):
        return redirect("desk:arrangement", result.made.pk)
    if result.done:
        messages.success(request, _("The wording is set. Letters drafted from now on have it."))
        return redirect("desk:wording", authority, kind, code)
    context = {
        "authority": found,
        "kind": _(KINDS[kind].name),
        "code": kind,
        "language": code,
        "language_name": said.language_name(code),
        "direction": "rtl" if languages.right_to_left(code) else "ltr",
        "form": form,
        "in_force": said.form_words(own, code),
        "is_own": own is not None,
        "is_word": own is not None and own.form == "word",
        "untranslated": own is None and code not in LANGUAGES,
        "version": number,
        "versions": said.version_rows(versions),
        "has_shipped": code in LANGUAGES,
        "grammar": _(said.GRAMMAR),
        "names": said.placeholder_rows(kind, word=False),
        "sheet_names": said.placeholder_rows(kind, word=True),
        "office": queries.office_there(),
        "install": rules.INSTALL,
    }
    return render(
        request, "desk/wording.html", context, status=400 if form.errors and result.status == 200 else result.status
    )


@require_POST
@access.requires("letters:furnish")
def restore_wording(request: Request, authority: UUID, kind: str, language: str) -> HttpResponse:
    """Go back to an earlier wording, or to the program's own."""
    queries.our_authority(request.actor, authority, queries.FURNISH)
    told: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority}
    if kind not in KINDS:
        raise NotThere(kind)
    try:
        actions.restore_wording(
            **told, kind=kind, language=language, version=version_of(request), number=_number(request)
        )
        messages.success(request, _("The earlier version is in force again, as a new one."))
    except (Invalid, Conflict) as error:
        messages.error(request, str(error))
    return redirect("desk:wording", authority, kind, language)


@require_safe
@access.requires("letters:furnish")
def template(request: Request, authority: UUID, kind: str, language: str) -> HttpResponse:
    """A Word template to be edited: the version named, or the program's plain one."""
    queries.our_authority(request.actor, authority, queries.FURNISH)
    code, number = _code(language), request.GET.get("number", "")
    if kind not in KINDS:
        raise NotThere(kind)
    if number.isascii() and number.isdigit() and len(number) < 9:
        data = bytes(queries.wording_version(request.actor, authority, kind, code, int(number)).file)
        if not data:
            raise NotThere(number)
    else:
        data = queries.word_starter(
            "rtl" if languages.right_to_left(code) else "ltr", queries.paper_of(authority, code).emblem
        )
    return as_word(data, f"{kind}-{code}.docx")


def as_word(data: bytes, name: str) -> HttpResponse:
    """A Word file as a download."""
    return HttpResponse(data, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _code(language: str) -> str:
    code = languages.tidy(language)
    if not code:
        raise NotThere(language)
    return code


def _own_language() -> str:
    here = (get_language() or "en").split("-")[0]
    return here if here in LANGUAGES else "en"


def _number(request: Request) -> int:
    given = request.POST.get("number", "")
    if not (given.isascii() and given.isdigit() and len(given) < 9):
        raise Invalid({"number": _("There is no such version.")})
    return int(given)


def _set_head(request: Request, authority: UUID, code: str, form: LetterheadForm) -> None:
    file = form.cleaned_data.get("emblem")
    actions.set_letterhead(
        by=request.actor,
        at=clock.now(),
        authority=authority,
        version=form.cleaned_data["version"],
        language=code,
        words=form.given(),
        emblem=file.read() if file else None,
        no_emblem=bool(form.cleaned_data.get("no_emblem")),
    )


def _proposed_head(request: Request, authority: UUID, code: str, form: LetterheadForm) -> Arrangement:
    """The words of one language and the emblem as they were given; the other languages stay."""
    picture = form.cleaned_data.get("emblem")
    drawn = _drawn(picture.read()) if picture else b""

    def change(stands: dict[str, Any]) -> dict[str, Any]:
        kept = "" if form.cleaned_data.get("no_emblem") else stands["emblem"]
        emblem = b64encode(drawn).decode() if drawn else kept
        return {"words": stands["words"] | {code: form.given()}, "emblem": emblem}

    return proposed(request, authority, LETTERHEAD, change)


def _drawn(data: bytes) -> bytes:
    try:
        return queries.emblem(data)
    except queries.NotTaken as refused:
        raise Invalid({"emblem": str(refused)}) from refused


def _typed(form: LetterheadForm, held: Any) -> queries.Paper:
    """The letterhead as it was typed, which nobody has set yet."""
    file = form.cleaned_data.get("emblem")
    picture = bytes(held.emblem) if held and not form.cleaned_data.get("no_emblem") else b""
    return queries.Paper(
        {key: text for key, text in form.given().items() if text}, queries.emblem(file.read()) if file else picture
    )


def _specimen(request: Request, authority: Any, paper: queries.Paper, code: str) -> Any:
    text = queries.text_of(authority.pk, "information-request", code) or queries.shipped("information-request", "en")
    return queries.specimen(request.actor, authority, paper, code, "information-request", text or queries.Text("", ""))


def _set_wording(request: Request, authority: UUID, kind: str, code: str, form: WordingForm) -> None:
    values = form.cleaned_data
    given: dict[str, Any] = {
        "by": request.actor,
        "at": clock.now(),
        "authority": authority,
        "kind": kind,
        "language": code,
        "version": values["version"],
        "subject": values["subject"],
        "body": values["body"],
    }
    data = _template_of(request, authority, kind, code, form)
    if data:
        actions.set_word(**given, data=data)
    else:
        actions.set_text(**given)


def _proposed_wording(request: Request, authority: UUID, kind: str, code: str, form: WordingForm) -> Arrangement:
    """The wording as it was typed, in the place of the one that stands."""
    data = _template_of(request, authority, kind, code, form)
    row = {"kind": kind, "language": code, "form": WORD if data else TEXT} | {
        name: form.cleaned_data[name] for name in ("subject", "body")
    }
    row |= {"file": b64encode(data).decode()} if data else {}

    def change(stands: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [*(one for one in stands if (one["kind"], one["language"]) != (kind, code)), row]

    return proposed(request, authority, WORDINGS, change)


def _template_of(request: Request, authority: UUID, kind: str, code: str, form: WordingForm) -> bytes:
    """The Word template sent with the form; else the one in force, unless the reader goes back to text."""
    file = form.cleaned_data.get("file")
    if file:
        if not queries.office_there():
            raise Invalid({"file": _(rules.NO_OFFICE)})
        return bytes(file.read(rules.TEMPLATE_BYTES + 1))
    own = queries.wording_of(authority, kind, code)
    return bytes(own.file) if own and request.POST.get("keep_word") == "1" else b""


def _tried(request: Request, authority: Any, kind: str, code: str, form: WordingForm) -> HttpResponse:
    """The PDF that would come of it, for an invented case."""
    values = form.cleaned_data
    queries.refuse_text(kind, values["subject"], values["body"])
    data = _template_of(request, authority.pk, kind, code, form)
    paper = queries.paper_of(authority.pk, code)
    made = queries.specimen(
        request.actor, authority, paper, code, kind, queries.Text(values["subject"], values["body"])
    )
    if not data:
        return _pdf(queries.printed(made))
    queries.refuse_word(kind, data)
    return _pdf(queries.word_pdf(queries.tried(kind, data, made), {}, made.words["draft"]))


def _pdf(data: bytes) -> HttpResponse:
    return HttpResponse(
        data, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="specimen.pdf"'}
    )
