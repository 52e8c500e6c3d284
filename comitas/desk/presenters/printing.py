"""A printed file: what its cover and timeline say, and how far it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.cases import queries
from comitas.desk import presenters
from comitas.desk.presenters import cases as said
from comitas.drafting.models import Printout
from comitas.drafting.queries import Printable
from comitas.drafting.rules import printing


def front(
    whole: queries.Whole,
    state: str,
    names: Mapping[Any, str],
    events: list[dict[str, Any]],
    by: str,
    at: datetime,
    cut: int = 0,
) -> dict[str, Any]:
    """Cover and timeline, in words: as the case stands now. *cut*: how many events are shown where there are more."""
    today = queries.today_of(whole.case, at)
    head = said.header(whole)
    parts = sorted(said.part_rows(whole, names, today), key=lambda row: row["number"])
    return {
        "number": whole.case.number,
        "title": whole.case.title,
        "authority": whole.case.authority.name,
        "intro": head["intro"],
        "marks": [tag["words"] for tag in head["tags"]],
        "standing": said.stand(whole, today)["sentence"],
        "facts": [[row["label"], row["value"]] for row in said.facts(whole, state, today)],
        "parts": [
            {"number": row["number"], "title": row["title"], "small": row["small"], "state": row["state"]["words"]} for row in parts
        ],
        "persons": [
            {name: row[name] for name in ("name", "category", "small", "custody")} for row in said.person_rows(whole.persons)
        ],
        "events": [
            {"when": one["when"], "what": str(one["what"]), "who": one["who"], "small": str(one.get("more") or "")}
            for one in reversed(events)
        ],
        "cut": _(printing.CUT) % {"count": cut} if cut else "",
        "printed": _("Printed by %(name)s, %(moment)s.") % {"name": by, "moment": presenters.moment(at)},
    }  # fmt: skip


def unlisted(listed: int) -> str:
    """What is said of a case in which more lies than is listed."""
    return _(printing.CUT_ITEMS) % {"count": listed}


def items(found: list[Printable]) -> list[dict[str, Any]]:
    """What may be chosen and what is left out, in the order of the file."""
    return [
        {
            "id": str(one.id),
            "number": number,
            "name": one.name,
            "own": one.own,
            "pages": _pages(one),
            "left": _(printing.HANDLING) % {"number": number, "codes": one.held_back} if one.held_back else "",
        }
        for number, one in enumerate(found, 1)
    ]


def _pages(one: Printable) -> str:
    if one.pages:
        return ngettext("%(count)s page", "%(count)s pages", one.pages) % {"count": one.pages}
    return _("as a PDF") if one.vector else _("no page image: listed with its fingerprint")


def row(found: Printout, at: datetime) -> dict[str, Any]:
    """One printed file in the list."""
    over = found.expires_at <= at
    state = printing.GONE if over else found.state
    words, colour = printing.STATES[state]
    told = {"done": found.done, "total": found.total}
    return {
        "printout": found,
        "state": {"words": _(words), "colour": colour},
        "ready": state == printing.READY,
        "going_on": state in (printing.WAITING, printing.RUNNING),
        "progress": _("%(done)s of %(total)s items. You need not wait.") % told if found.total else _("It begins in a moment. You need not wait."),
        "pages": ngettext("%(count)s page", "%(count)s pages", found.pages) % {"count": found.pages} if found.pages else "",
        "form": _("PDF/A-2b") if found.archival else _("PDF, not found to be PDF/A"),
        "why": _(printing.WHY[found.why]) if found.why else "",
        "asked": presenters.moment(found.asked_at),
        "by": found.asked_by.full_name,
        "until": presenters.moment(found.expires_at),
    }  # fmt: skip
