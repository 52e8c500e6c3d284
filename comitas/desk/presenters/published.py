"""How published tables are said, and what changed since."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from comitas.accounts import queries as people
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.desk import presenters as desk
from comitas.desk.presenters.figures import HIDDEN, SHEET, SIDES, kind_words, shown
from comitas.statistics.queries import Published
from comitas.statistics.rules import tables

HEADS = {
    "number": N_("Table"),
    "then": N_("As published"),
    "now": N_("Counted now"),
    "change": N_("Difference"),
}


def authorities(actor: Actor) -> dict[UUID, str]:
    """The reader's own authorities by key."""
    return {one.pk: one.name for one in people.own_authorities(actor)}


def sides(found: Published) -> list[dict[str, Any]]:
    """The tables of both sides, and a sentence where one does not open with what the one before closed with."""
    return [
        {
            "name": _(SIDES[side][0]),
            "code": side,
            "columns": [kind_words(kind) for kind in kinds],
            "lines": [_line(column, kinds) for column in tables.COLUMNS if _tells(column, kinds)],
            "gap": desk.told(found.gaps[side]) if side in found.gaps else "",
        }
        for side, kinds in found.row.shown.items()
    ]


def _line(column: str, kinds: dict[str, dict[str, int | None]]) -> dict[str, Any]:
    return {
        "name": _(tables.NAMES[column]),
        "total": column in (tables.OPENING, tables.CLOSING),
        "cells": [(kind_words(kind), shown(cells[column])) for kind, cells in kinds.items()],
    }


def _tells(column: str, kinds: dict[str, dict[str, int | None]]) -> bool:
    return column not in ("imported", "undated") or any(cells[column] != 0 for cells in kinds.values())


def later(found: Published) -> list[dict[str, str]]:
    """The cells that are counted otherwise now."""
    return [
        {
            "side": _(SIDES[one.side][0]),
            "kind": kind_words(one.kind),
            "line": _(tables.NAMES[one.column]),
            "then": shown(one.then),
            "now": shown(one.now),
            "change": f"{one.now - one.then:+d}",
        }
        for one in found.later or ()
    ]


def sheet(found: Published) -> tuple[list[str], list[dict[str, str]]]:
    """Every figure of the table as one row."""
    heads = [_(name) for name in SHEET.values()]
    rows = [
        (found.row.period, _(SIDES[side][0]), _(tables.NAMES[column]), kind_words(kind), _bare(cells[column]))
        for side, kinds in found.row.shown.items()
        for kind, cells in kinds.items()
        for column in tables.COLUMNS
    ]
    return heads, [dict(zip(heads, row, strict=True)) for row in rows]


def _bare(number: int | None) -> str:
    return HIDDEN if number is None else str(number)
