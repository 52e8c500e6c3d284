"""What the pages about one letter share: its facts, its paper page by page, and what stands where a form is wrong."""

from typing import Any

from django.urls import reverse

from comitas.accounts import access
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.web import Request
from comitas.desk import presenters
from comitas.desk.presenters.drafting import letter_row
from comitas.drafting import queries
from comitas.drafting.models import Letter
from comitas.drafting.rules import life
from comitas.drafting.rules.kinds import KINDS


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
    sizes = queries.sizes(queries.paper(actor, found.pk, at=clock.now()))
    return [
        {"number": number, "width": width, "height": height, "turned": 0, "language": found.language, "lines": [], "marks": [],
         "image_url": reverse("desk:letter-page", args=[found.pk, number]) + f"?v={found.version}"}
        for number, (width, height) in enumerate(sizes, 1)
    ]  # fmt: skip


def version_of(request: Request) -> int:
    """The version that the officer saw; 0 where the form says none."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def show(form: Any, error: Invalid) -> None:
    """Each sentence at its field, or above the form."""
    for field, sentence in error.fields.items():
        form.add_error(field if field in form.fields else None, sentence)


def show_conflict(form: Any, error: Conflict, found: Letter) -> int:
    """That a colleague was first; the status of the answer."""
    keep_typed(form, found)
    form.add_error(None, str(error))
    return 409


def keep_typed(form: Any, found: Letter) -> None:
    """What was typed stays on the page; the next save is against what stands now."""
    form.data = form.data.copy()
    form.data["version"] = found.version
