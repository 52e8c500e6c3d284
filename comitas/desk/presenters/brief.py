"""The country brief and the five years, in words that can be said aloud: numbers and days, no name of a person."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.core.text import N_
from comitas.desk.presenters import day
from comitas.desk.presenters.cases import kind_name, tags
from comitas.desk.presenters.execution import amount
from comitas.desk.presenters.figures import HIDDEN, NOTHING, SIDES, period, shown
from comitas.statistics.queries import Brief, Open, Owed, Years
from comitas.statistics.rules import tables

__all__ = ["HEADS", "aloud", "day", "facts", "sides", "years_of"]
HEADS = {"open": N_("Open requests")}


def aloud(found: Brief, state: str) -> list[str]:
    """Sentences that may be read out: they tell how many and since when, and of nobody."""
    said = [
        _direction(found.we_owe, state, _OWE_NONE, _owe_words),
        _direction(found.they_owe, state, _OWED_NONE, _owed_words),
    ]
    if found.held:
        words = ngettext(
            "%(n)s person is in custody in these matters.", "%(n)s persons are in custody in these matters.", found.held
        )
        said.append(words % {"n": shown(found.held)})
    if found.freezes:
        words = ngettext("%(n)s freeze is in force.", "%(n)s freezes are in force.", found.freezes)
        said.append(words % {"n": shown(found.freezes)})
        sums = [amount(value, currency) for currency, value, _n in found.frozen]
        if sums:
            said.append(_("Frozen are %(sums)s.") % {"sums": ", ".join(sums)})
    return said


_OWE_NONE = N_("We owe %(state)s no answer.")
_OWED_NONE = N_("%(state)s owes us no answer.")


def _owe_words(number: int) -> str:
    return ngettext(
        "We owe %(state)s an answer to %(n)s request.", "We owe %(state)s answers to %(n)s requests.", number
    )


def _owed_words(number: int) -> str:
    return ngettext(
        "%(state)s owes us an answer to %(n)s request.", "%(state)s owes us answers to %(n)s requests.", number
    )


def _direction(owed: Owed, state: str, none: str, words: Any) -> str:
    if not owed.count:
        return _(none) % {"state": state}
    told = str(words(owed.count) % {"state": state, "n": shown(owed.count)})
    return f"{told} {_('The oldest is of %(day)s.') % {'day': day(owed.oldest)}}" if owed.oldest else told


def sides(found: Brief, state: str) -> list[dict[str, Any]]:
    """Both directions, the oldest first."""
    return [
        {"code": "incoming", "name": _("What we owe %(state)s") % {"state": state}, **_rows(found.we_owe)},
        {"code": "outgoing", "name": _("What %(state)s owes us") % {"state": state}, **_rows(found.they_owe)},
    ]


def _rows(owed: Owed) -> dict[str, Any]:
    more = owed.count - len(owed.rows)
    words = ngettext("%(n)s more, less old, is in the register.", "%(n)s more, less old, are in the register.", more)
    return {"rows": [_row(one) for one in owed.rows], "more": words % {"n": shown(more)} if more > 0 else ""}


def _row(one: Open) -> dict[str, Any]:
    case = one.case
    officer = case.officer.full_name if case.officer else _("Unassigned")
    return {
        "number": case.number,
        "url": reverse("desk:case", args=[case.pk]),
        "title": case.title,
        "kind": kind_name(case.kind),
        "since": day(one.since) or _("not known"),
        "holders": ", ".join(one.holders) or _("with us"),
        "officer": officer,
        "parts": _("%(open)s of %(all)s parts open") % {"open": shown(one.open_parts), "all": shown(one.parts)},
        "tags": tags(case.in_custody, case.urgent, case.confidential, case.compartment.restricted),
    }


def facts(found: Brief) -> list[dict[str, str]]:
    """Persons in custody and what is frozen."""
    held = shown(found.held) + (f" ({_('since %(day)s') % {'day': day(found.held_since)}})" if found.held_since else "")
    frozen = ", ".join(amount(value, currency) for currency, value, _n in found.frozen)
    return [
        {"name": _("Persons in custody"), "value": held},
        {"name": _("Freezes in force"), "value": shown(found.freezes)},
        {"name": _("Value frozen, where it is known"), "value": frozen or NOTHING},
    ]


def years_of(side: str, found: Years) -> dict[str, Any]:
    """One side: a line for each movement, a column for each year."""
    given = [one for one in found.sides if one.side == side]
    heads = [period(one.period) for one in given]
    lines = [
        {
            "name": _(tables.NAMES[column]),
            "total": column in (tables.OPENING, tables.CLOSING),
            "cells": list(zip(heads, [shown(one.cells[column]) for one in given], strict=True)),
        }
        for column in tables.COLUMNS
        if column not in ("imported", "undated") or any(one.cells[column] != 0 for one in given)
    ]
    for name, words in (("median", N_("Days to the exit, median")), ("km", N_("The same with the open ones"))):
        cells = [shown(one.exits[name], NOTHING if one.exits["n"] is not None else HIDDEN) for one in given]
        lines.append({"name": _(words), "total": False, "cells": list(zip(heads, cells, strict=True))})
    return {
        "code": side,
        "name": _(SIDES[side][0]),
        "columns": heads,
        "lines": lines,
        "wrong": [_("%(year)s does not add up.") % {"year": period(one.period)} for one in given if not one.agrees],
    }
