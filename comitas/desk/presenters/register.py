"""How a line of the register is said."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.rules.status import EXITS, PartStanding, status
from comitas.core.text import N_
from comitas.desk.presenters.cases import SIDES, capital, due, kind_name, short_day, tags, words

HEADS = (
    N_("Number"), N_("Earlier number"), N_("State"), N_("Side"), N_("Kind"), N_("Title"), N_("Persons"), N_("Where it stands"), N_("Received"),
    N_("Due"), N_("Closed"), N_("Officer"), N_("Marked"),
)  # fmt: skip
SIDE_WORDS = {"incoming": N_("Requests of others"), "outgoing": N_("Requests of ours")}


def heads() -> tuple[str, ...]:
    """The columns of the register as a file."""
    return tuple(_(words) for words in HEADS)


def exported(row: queries.Row, states: Mapping[str, str]) -> dict[str, str]:
    """One line of the file; dates as computers read them. For what may not be read the number, and that it is restricted."""
    case = row.seen
    if case is None:
        return dict(zip(heads(), (row.number, *[""] * (len(HEADS) - 2), _("Restricted")), strict=True))
    flags = [tag["words"] for tag in tags(case.in_custody, case.urgent, case.confidential, case.restricted)]
    days = [day.isoformat() if day else "" for day in (case.received_on, case.due, case.closed_on)]
    told = (
        row.number, case.earlier or "", states.get(case.state_from or "", ""), _(SIDE_WORDS[case.side]), kind_name(case.kind), case.title,
        ", ".join(case.persons), where(case)["words"], *days, case.officer or "", ", ".join(map(str, flags)),
    )  # fmt: skip
    return dict(zip(heads(), told, strict=True))


def register_row(row: queries.Row, states: Mapping[str, str], today: date) -> dict[str, Any]:
    """One line; for what may not be read the number and nothing else."""
    case = row.seen
    if case is None:
        return {"number": row.number}
    others = len(case.persons) - 1
    more = (
        ngettext("%(name)s and %(n)d other", "%(name)s and %(n)d others", others)
        % {"name": case.persons[0], "n": others}
        if others > 0
        else ""
    )
    return {
        "key": str(case.id),
        "number": row.number,
        "url": _address(get_script_prefix()).format(case.id),
        "state": states.get(case.state_from or "", ""),
        "kind": kind_name(case.kind)
        if case.side == "incoming"
        else _(SIDES[case.side]) % {"kind": kind_name(case.kind)},
        "title": case.title,
        "persons": more or "".join(case.persons),
        "tags": tags(case.in_custody, case.urgent, case.confidential, case.restricted)
        + (
            [{"words": _("Before %(year)s, imported") % {"year": row.number[:4]}, "colour": "grey"}]
            if case.imported
            else []
        ),
        "old": case.earlier or "",
        "stands": where(case),
        "received": short_day(case.received_on) or _("not known"),
        "due": due(case.due, today),
        "officer": case.officer or _("Unassigned"),
    }


@cache
def _address(_prefix: str) -> str:
    """The address of a case, with a place for its id: worked out once, not for every line."""
    nobody = UUID(int=0)
    return reverse("desk:case", args=[nobody]).replace(str(nobody), "{}")


def where(case: queries.Seen) -> dict[str, str]:
    """Where a case stands, as one tag."""
    if case.closed_on:
        return {"words": _("Closed: %(exit)s") % {"exit": _(EXITS[case.outcome])}, "colour": "grey"}
    return _standing(
        tuple((part.state, part.authority_kind, part.family) for part in case.standings), get_language() or "en"
    )


@lru_cache(maxsize=4000)
def _standing(parts: tuple[tuple[str, str, str], ...], language: str) -> dict[str, str]:
    """The tag for parts in these states, with these kinds of authority, in the language that is active. Most cases share a few."""
    states = {state for state, _kind, _family in parts}
    standings = [
        PartStanding(number, state, kind, family=family) for number, (state, kind, family) in enumerate(parts, 1)
    ]
    said = status(standings, brief=True)
    colour = "moss" if said.ready_to_close else "ochre" if "before-court" in states else "sea"
    told = capital(", ".join(words(phrase) for phrase in said.phrases))
    return {"words": told + (", " + _("to be closed") if said.ready_to_close else ""), "colour": colour}
