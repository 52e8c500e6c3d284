"""What the pages about one letter share: its facts, its paper page by page, and what stands where a form is wrong."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import translation

from comitas.accounts import access
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.forms.stationery import ClauseWish, WordBack
from comitas.desk.presenters.drafting import letter_row
from comitas.drafting import queries
from comitas.drafting.models import Letter
from comitas.drafting.rules import life
from comitas.drafting.rules.kinds import KINDS
from comitas.drafting.rules.word import Filling


def context_of(actor: Actor, found: Letter) -> dict[str, Any]:
    """What every page about one letter shows of it."""
    held, kind = access.permissions(actor, found.case.authority_id), KINDS[found.kind]
    enclosed = [_enclosed(one) for one in queries.enclosed(actor, found)]
    can = {move: found.state in row.sources and row.permission in held for move, row in life.MOVES.items()}
    return {
        "letter": found,
        "scanned": presenters.moment(found.scanned_at) if found.scanned_at else "",
        "unsigned": found.state == life.SUBMITTED,
        "case": found.case,
        "row": letter_row(found),
        "can": can,
        "others": queries.others_named(found),
        "enclosed": enclosed,
        "barred": any(one["bars"] for one in enclosed),
        "own": found.drafted_by_id == actor.id,
        "answers": kind.gives,
        "takes": {field: kind.takes(field) for field in ("still_open", "answer_by", "expected_on")},
        "transmits": kind.step == "transmit",
        "bare": kind.bare,
        "paper_url": _paper_url(found),
        "drafted": presenters.moment(found.drafted_at),
        "approved": presenters.moment(found.approved_at) if found.approved_at else "",
    }


def _enclosed(one: queries.Enclosed) -> dict[str, Any]:
    """A document that goes with a letter, with what forbids that."""
    bars = [f"{bar.article}: {presenters.told(bar.sentence)}" for bar in one.bars]
    return {"line": one.line, "bars": " ".join(bars), "url": reverse("desk:item", args=[one.placement])}


def _paper_url(found: Letter) -> str:
    if found.pdf_id:
        return reverse("documents:original", args=[found.pdf_id])
    return reverse("desk:letter-paper", args=[found.pk])


def pages_of(actor: Actor, found: Letter) -> list[dict[str, Any]]:
    """The paper's pages as `ui/sheet.html` takes them."""
    sizes = queries.sizes(paper_shown(actor, found))
    return [
        {"number": number, "width": width, "height": height, "turned": 0, "language": found.language, "lines": [], "marks": [],
         "image_url": reverse("desk:letter-page", args=[found.pk, number]) + f"?v={found.version}"}
        for number, (width, height) in enumerate(sizes, 1)
    ]  # fmt: skip


def paper_shown(actor: Actor, found: Letter) -> bytes:
    """The paper as the page shows it. One written in Word takes a second to print: it is kept in memory for its other pages."""
    at = clock.now()
    if found.word_id is None or found.pdf_id:
        return queries.paper(actor, found.pk, at=at)
    return _from_word(actor, found.pk, found.version, clock.local_date(at, found.case.authority.time_zone))


@lru_cache(8)
def _from_word(actor: Actor, letter: UUID, _version: int, _day: date) -> bytes:
    return queries.paper(actor, letter, at=clock.now())


def paper_of(actor: Actor, found: Letter) -> dict[str, Any]:
    """The pages of the paper, or why there are none."""
    try:
        return {"pages": pages_of(actor, found), "no_paper": ""}
    except queries.NotTaken as refused:
        return {"pages": [], "no_paper": str(refused)}


def written_with(actor: Actor, found: Letter) -> dict[str, Any]:
    """What a draft may be written with: clauses, and Word where it can be printed."""
    with translation.override(found.language):
        offered = queries.clauses_for(found.case.authority_id, found.kind, found.language)
    named = [(one.key, f"{one.name} ({one.article})" if one.article else one.name) for one in offered]
    seen, filling = {"version": found.version}, Filling.restored(found.word_filled)
    return {
        "behind": found.word_id is not None and queries.word_behind(actor, found.pk),
        "followed": filling is not None,
        "left": filling.left if filling else (),
        "clause_form": ClauseWish(initial=seen, clauses_for=named) if named and not found.word_id else None,
        "word_form": WordBack(initial=seen),
        "in_word": found.word_id is not None,
        "may_word": queries.office_there() and not KINDS[found.kind].bare,
    }


def version_of(request: Request) -> int:
    """The version that the officer saw; 0 where the form says none."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def standing(actor: Actor, letter: UUID) -> Callable[[], dict[str, Any]]:
    """For `changing.attempt`: the version that stands, so that the next save is against it and what was typed stays."""
    return lambda: {"version": queries.letter(actor, letter).version}


def keep_typed(form: Any, actor: Actor, letter: UUID) -> None:
    """A part of what was asked is done: the next save is against what stands now."""
    form.data = form.data.copy()
    form.data["version"] = queries.letter(actor, letter).version
