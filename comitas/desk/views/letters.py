"""Letters: those of a case, a new one, one beside its paper, approving, returning, recording as sent; the signature folder."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.web import Request
from comitas.desk.forms.drafting import LetterApproval, LetterReturn, LetterSent, LetterText, LetterWish
from comitas.desk.forms.stationery import WordBack
from comitas.desk.presenters.drafting import kinds_to_choose, letter_row, owed_row
from comitas.desk.presenters.stationery import language_name
from comitas.desk.views import changing
from comitas.desk.views.letter_page import (
    context_of,
    keep_typed,
    paper_of,
    paper_shown,
    standing,
    version_of,
    written_with,
)
from comitas.desk.views.opening import opened
from comitas.desk.views.stationery import as_word
from comitas.directory import queries as directory
from comitas.drafting import actions, queries
from comitas.drafting.models import Letter
from comitas.drafting.rules import life
from comitas.drafting.rules.word import LETTER_BYTES
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading

MOST_EXECUTING = 100
"""Authorities of ours in the list of a transmission: a State that has more names them in the parts."""
REMEDY = "gate.remedy"


def for_case(actor: Actor, case: UUID) -> dict[str, Any]:
    """What `desk/case_letters.html` needs."""
    rows = [letter_row(letter) for letter in queries.of_case(actor, case)]
    return {
        "case_id": case,
        "ours": cases.case(actor, case).side == "outgoing",
        "letters": rows,
        "owed": [owed_row(case, one) for one in queries.owed(actor, case)],
        "can_draft": access.may(actor, "letter:draft", cases.case(actor, case).authority_id),
    }


@access.requires("case:read")
def of_case(request: Request, case: UUID) -> HttpResponse:
    """The letters of a case."""
    return render(
        request, "desk/letters.html", {"case": cases.case(request.actor, case), **for_case(request.actor, case)}
    )


@access.requires("letter:draft")
def new(request: Request, case: UUID) -> HttpResponse:
    """Draft a letter. `?kind=` and `?part=` in the address choose beforehand."""
    whole = cases.whole(request.actor, case)
    access.require(request.actor, "letter:draft", whole.case.compartment_id)
    parts = [(str(part.pk), f"{part.number}: {part.description}") for part in whole.parts]
    executing = directory.authorities(request.actor, state=whole.case.authority.state_id)[:MOST_EXECUTING]
    first = {"kind": request.GET.get("kind"), "parts": request.GET.getlist("part"), "language": _language(whole.case)}
    form = LetterWish(
        request.POST if request.method == "POST" else None,
        initial=first,
        parts=parts,
        side=whole.case.side,
        executing=[a for a in executing if a.pk != whole.case.authority_id],
        languages=[(code, language_name(code)) for code in queries.languages_of(whole.case.authority_id)],
    )
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "case": case}
    tried = changing.attempt(
        request, form, lambda: actions.draft(**act, asked=form.asked(), once=form.cleaned_data["once"])
    )
    if tried.done:
        return redirect("desk:letter", tried.made.pk)
    context = {"form": form, "case": whole.case, "kinds": kinds_to_choose(form["kind"])}
    return render(request, "desk/new_letter.html", context, status=tried.status)


@access.requires("case:read")
def letter(request: Request, letter: UUID) -> HttpResponse:
    """One letter beside its paper: a draft to be written, a submitted one to be approved, an approved one to be sent."""
    found = queries.letter(request.actor, letter)
    if request.method == "POST":
        return _save(request, found)
    opened(request, f"letter {found.pk}", found.compartment_id)
    return _page(request, found, _text_form(request, found))


@require_POST
@access.requires("letter:approve")
def approve(request: Request, letter: UUID) -> HttpResponse:
    """Approve it: the paper becomes a document of the case."""
    found, form = queries.letter(request.actor, letter), LetterApproval(request.POST)
    because = request.POST.get("because", "")
    try:
        actions.approve(by=request.actor, at=clock.now(), letter=letter, version=version_of(request), because=because)
    except (Invalid, Conflict) as error:
        if isinstance(error, Invalid) and "because" in error.fields:
            form.is_valid()
            changing.show(form, error)
            return _page(request, found, form, 400)
        messages.error(request, str(error))
        return redirect("desk:letter", letter)
    messages.success(
        request, _("Letter %(number)s is approved. Send it, then record it as sent.") % {"number": found.number}
    )
    return redirect("desk:letter", letter)


@require_POST
@access.requires("letter:approve")
def send_back(request: Request, letter: UUID) -> HttpResponse:
    """Return it for correction."""
    found, form = queries.letter(request.actor, letter), LetterReturn(request.POST)
    if found.state not in life.MOVES["return"].sources:
        raise Conflict(_(life.MOVES["return"].otherwise))  # the page shows no form for it any more
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "letter": letter}
    tried = changing.attempt(
        request, form, lambda: actions.send_back(**act, **form.cleaned_data), standing(request.actor, letter)
    )
    if tried.done:
        messages.success(request, _("Returned for correction."))
        return redirect("desk:letter", letter)
    return _page(request, found, form, tried.status)


@access.requires("letter:send")
def sent(request: Request, letter: UUID) -> HttpResponse:
    """Record when and how an approved letter left."""
    found = queries.letter(request.actor, letter)
    today = clock.local_date(clock.now(), found.case.authority.time_zone)
    form = LetterSent(
        request.POST if request.method == "POST" else None, initial={"version": found.version, "on": today}
    )
    tried = changing.attempt(
        request, form, lambda: _record_sent(request, letter, form.cleaned_data), standing(request.actor, letter)
    )
    if tried.done:
        messages.success(request, _("Recorded as sent."))
        return redirect("desk:letter", letter)
    context = {"form": form, **context_of(request.actor, found)}
    return render(request, "desk/letter_sent.html", context, status=tried.status)


@require_POST
@access.requires("letter:draft")
def drop(request: Request, letter: UUID) -> HttpResponse:
    """Give up a draft."""
    found = queries.letter(request.actor, letter)
    try:
        actions.drop(by=request.actor, at=clock.now(), letter=letter, version=version_of(request))
    except Conflict as error:
        messages.error(request, str(error))
        return redirect("desk:letter", letter)
    messages.success(request, _("The draft is dropped."))
    return redirect("desk:case-letters", found.case_id)


@require_POST
@access.requires("letter:draft")
def word(request: Request, letter: UUID) -> HttpResponse:
    """Go on in Word, send the file back, bring it up to date, or leave Word: `do` says which."""
    found, form, told = (
        queries.letter(request.actor, letter),
        WordBack(request.POST, request.FILES),
        request.POST.get("do"),
    )
    given: dict[str, Any] = {"by": request.actor, "at": clock.now(), "letter": letter, "version": version_of(request)}
    try:
        if told == "back":
            if not form.is_valid():
                return _page(request, found, _text_form_of(found, request), 400, {"word_form": form})
            actions.put_back_word(**given, data=form.cleaned_data["file"].read(LETTER_BYTES + 1))
            messages.success(request, _("The letter is as it came from Word."))
        elif told == "renew":
            actions.renew_word(**given)
            messages.success(request, _("The Word file is up to date. What was written in Word stands in it."))
        elif told == "leave":
            actions.leave_word(**given)
            messages.success(request, _("The letter is the text below again."))
        else:
            actions.write_in_word(**given)
            messages.success(
                request, _("The letter is a Word file now. Download it, change it in Word, and send it back here.")
            )
    except Invalid as error:
        changing.show(form, error)
        return _page(request, found, _text_form_of(found, request), 400, {"word_form": form})
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("desk:letter", letter)


@require_safe
@access.requires("case:read")
def word_file(request: Request, letter: UUID) -> HttpResponse:
    """The Word file of a letter that is written in Word."""
    found = queries.letter(request.actor, letter)
    data = queries.word_of(request.actor, found)
    ledger.read(
        Reading.Manner.DOWNLOAD,
        f"letter {found.pk}",
        by=request.actor,
        at=clock.now(),
        compartment=found.compartment_id,
    )
    return as_word(data, queries.file_name(found).replace(".pdf", ".docx"))


@require_safe
@access.requires("case:read")
def paper(request: Request, letter: UUID) -> HttpResponse:
    """The PDF, as a download: the one that was approved, or the draft; `?by-hand` one that waits, to be signed on paper."""
    found = queries.letter(request.actor, letter)
    pdf = queries.paper(request.actor, letter, at=clock.now(), by_hand="by-hand" in request.GET)
    ledger.read(
        Reading.Manner.DOWNLOAD,
        f"letter {found.pk}",
        by=request.actor,
        at=clock.now(),
        compartment=found.compartment_id,
    )
    name = queries.file_name(found)
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
@access.requires("case:read")
def picture(request: Request, letter: UUID, number: int) -> HttpResponse:
    """One page of the paper as a picture."""
    found = queries.letter(request.actor, letter)
    drawn = queries.picture(paper_shown(request.actor, found), number)
    if drawn is None:
        raise NotThere(f"{letter} {number}")
    return HttpResponse(drawn.png, content_type="image/png")


def _save(request: Request, found: Letter) -> HttpResponse:
    form = _text_form(request, found)
    tried = changing.attempt(request, form, lambda: _write(request, found, form), standing(request.actor, found.pk))
    if tried.done:
        messages.success(request, tried.made)
        return redirect("desk:letter", found.pk)
    return _page(request, queries.letter(request.actor, found.pk), form, tried.status)


def _write(request: Request, found: Letter, form: LetterText) -> str:
    """Save what was typed and submit it, where that is asked: what came of it. A submission that is refused leaves it saved."""
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "letter": found.pk}
    version, text = form.cleaned_data["version"], form.text()
    if found.word_id:
        text = replace(text, body=found.body)  # the page does not ask for it
    actions.edit(**act, version=version, text=text, enclosed=form.cleaned_data["enclosed"])
    if request.POST.get("then") != "submit":
        return _("Saved.")
    try:
        actions.submit(**act, version=queries.letter(request.actor, found.pk).version)
    except Invalid:
        keep_typed(form, request.actor, found.pk)
        raise
    return _("Submitted for approval.")


def _record_sent(request: Request, letter: UUID, values: dict[str, Any]) -> None:
    passed = {REMEDY: values["remedy"]} if values["remedy"].strip() else None
    actions.record_sent(
        by=request.actor,
        at=clock.now(),
        letter=letter,
        version=values["version"],
        on=values["on"],
        channel=values["channel"],
        passed=passed,
        because=values["because"],
    )


def _page(
    request: Request, found: Letter, form: Any, status: int = 200, more: dict[str, Any] | None = None
) -> HttpResponse:
    seen = {"version": found.version}
    context = {
        "form": form,
        "return_form": form if isinstance(form, LetterReturn) else LetterReturn(initial=seen),
        "approve_form": form if isinstance(form, LetterApproval) else LetterApproval(initial=seen),
        **context_of(request.actor, found),
        **paper_of(request.actor, found),
        **(written_with(request.actor, found) if found.state == life.DRAFT else {}),
        **(more or {}),
    }
    return render(request, "desk/letter.html", context, status=status)


def _text_form(request: Request, found: Letter) -> LetterText:
    """The draft as it stands, or as it was typed, with the documents that may go with it."""
    there = queries.may_be_enclosed(request.actor, found)[: queries.MOST_ENCLOSED]
    named = [(str(placed.pk), placed.document.name) for placed in there]
    return LetterText(request.POST if request.method == "POST" else None, initial=_initial(found), documents=named)


def _text_form_of(found: Letter, request: Request) -> LetterText:
    """The draft as it stands, where another form of its page was sent."""
    there = queries.may_be_enclosed(request.actor, found)[: queries.MOST_ENCLOSED]
    return LetterText(initial=_initial(found), documents=[(str(placed.pk), placed.document.name) for placed in there])


def _initial(found: Letter) -> dict[str, Any]:
    enclosed = [str(placement) for placement in found.enclosed.values_list("placement", flat=True)]
    return {name: getattr(found, name) for name in LetterText.base_fields if name != "enclosed"} | {
        "enclosed": enclosed
    }


def _language(case: Case) -> str:
    """The language of the other State's letter, where letters are written in it, else English."""
    return case.language if case.language in queries.languages_of(case.authority_id) else "en"
