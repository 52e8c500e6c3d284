"""How a line of the register is said."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.cases import queries
from comitas.cases.models import Case
from comitas.cases.rules.states import STATES
from comitas.cases.rules.status import EXITS, PartStanding, status
from comitas.desk.presenters.cases import capital, due, kind_name, short_day, tags, words


def register_row(row: queries.Row, states: Mapping[str, str], today: date) -> dict[str, Any]:
    """One line; for what may not be read the number and nothing else."""
    if row.case is None:
        return {"number": row.number}
    case = row.case
    others = len(row.persons) - 1
    more = (
        ngettext("%(name)s and %(n)d other", "%(name)s and %(n)d others", others)
        % {"name": row.persons[0], "n": others}
        if others > 0
        else ""
    )
    return {
        "number": row.number,
        "url": reverse("desk:case", args=[case.pk]),
        "state": states.get(case.state_from_id or "", ""),
        "kind": kind_name(case.kind),
        "title": case.title,
        "persons": more or "".join(row.persons),
        "tags": tags(case),
        "stands": where(case, row.standings),
        "received": short_day(case.received_on),
        "due": due(case.due, today),
        "officer": case.officer.full_name if case.officer else _("Unassigned"),
    }


def where(case: Case, standings: Iterable[PartStanding]) -> dict[str, str]:
    """Where a case stands, as one tag."""
    if case.closed_on:
        return {"words": _("Closed: %(exit)s") % {"exit": _(EXITS[case.outcome])}, "colour": "grey"}
    parts = list(standings)
    said = status(parts)
    phrases = (
        said.phrases[1:] if len(said.phrases) > 1 and not any(p.state == "answered" for p in parts) else said.phrases
    )
    colours = {STATES[part.state].colour for part in parts}
    colour = "moss" if said.ready_to_close else "ochre" if "before-court" in {p.state for p in parts} else "sea"
    told = capital(", ".join(words(phrase) for phrase in phrases))
    return {
        "words": told + (", " + _("to be closed") if said.ready_to_close else ""),
        "colour": colour if colours else "sea",
    }
