"""How figures are said: periods, cells, the sentence above, the sheet for a spreadsheet."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comitas.core.text import N_
from comitas.desk import presenters
from comitas.desk.presenters.execution import amount
from comitas.execution.rules import counting
from comitas.intake.rules.kinds import NAMES
from comitas.statistics.queries import CarriedOut, Figures, Point, SideFigures
from comitas.statistics.rules import chart, tables
from comitas.statistics.rules.balance import ENTRIES, LEAVINGS
from comitas.statistics.rules.periods import Period
from comitas.statistics.rules.words import period_words

HIDDEN, NOTHING = "c", "–"
"""`c`, for confidential, is what statistical offices print for a figure that is left out."""
SIDES = {
    "incoming": (N_("Incoming"), N_("Requests of other States to us")),
    "outgoing": (N_("Outgoing"), N_("Our requests to other States")),
}
SPANS = {
    "acknowledgement": N_("From receipt to acknowledgement"),
    "transmission": N_("From receipt to first transmission to an executing authority"),
    "answer": N_("From receipt to first answer, full or in part"),
}


def period(value: Period) -> str:
    """2026, Q1 2026, March 2026, in the page's language."""
    return period_words(value, get_language() or "en")


def side(found: SideFigures, context: Figures) -> dict[str, Any]:
    """The tables of one side."""
    name, long = SIDES[found.side]
    return {
        "code": found.side,
        "name": _(name),
        "long": _(long),
        "sentence": sentence(found),
        "columns": [kind_words(row.kind) for row in found.rows],
        "lines": [_line(column, found) for column in tables.COLUMNS if _tells(column, found)],
        "reconciled": _reconciled(found, context.public),
        "agrees": found.reconciled.agrees,
        "durations": [_duration(what, cells) for what, cells in found.durations.items()],
        "asked": [{"name": _(tables.ASKED[name]), "number": shown(number)} for name, number in found.asked.items()],
        "earlier": [
            {"name": _(tables.EARLIER[name]), "number": shown(number)}
            for name, number in found.earlier.items()
            if number != 0
        ],
        "others": [{"kind": kind_words(kind), "number": shown(number)} for kind, number in found.others.items()],
    }


def sentence(found: SideFigures) -> str:
    """ "16 requests came in, 19 left, 34 are open at the end.", where all three may be shown."""
    cells = found.rows[0].cells
    came, left = _sum(cells, ENTRIES), _sum(cells, LEAVINGS)
    closing = cells[tables.CLOSING]
    if came is None or left is None or closing is None:
        return ""
    phrases = (
        ngettext("%(n)s request came in", "%(n)s requests came in", came) % {"n": localize(came)},
        ngettext("%(n)s left", "%(n)s left", left) % {"n": localize(left)},
        ngettext("%(n)s is open at the end", "%(n)s are open at the end", closing) % {"n": localize(closing)},
    )
    return ", ".join(phrases) + "."


def _sum(cells: tables.Counts, names: Iterable[str]) -> int | None:
    found = [cells[name] for name in names]
    return None if None in found else sum(number or 0 for number in found)


def shown(value: float | None, missing: str = HIDDEN) -> str:
    """A figure as the page's language writes it; half days with one decimal."""
    if value is None:
        return missing
    return str(localize(int(value) if float(value).is_integer() else round(float(value), 1)))


def _line(column: str, found: SideFigures) -> dict[str, Any]:
    cells = [(kind_words(row.kind), shown(row.cells[column])) for row in found.rows]
    return {"name": _(tables.NAMES[column]), "total": column in (tables.OPENING, tables.CLOSING), "cells": cells}


def _tells(column: str, found: SideFigures) -> bool:
    """A line for what was imported stands only where something was."""
    return column not in ("imported", "undated") or any(row.cells[column] != 0 for row in found.rows)


def kind_words(code: str) -> str:
    """The name of a kind, or the heading of the column for all."""
    if code == tables.TOTAL:
        return _("All requests")
    return _(NAMES[code]) if code in NAMES else code


def _reconciled(found: SideFigures, public: bool) -> str:
    checked = found.reconciled
    if checked.sentence is not None:
        return (
            _("This does not add up with the open requests counted one by one.")
            if public
            else presenters.told(checked.sentence)
        )
    if public:
        return _("It adds up: the open requests were counted one by one.")
    words = ngettext("It adds up: %(n)s open request was counted by itself.",
                     "It adds up: %(n)s open requests were counted one by one.", checked.counted)  # fmt: skip
    return words % {"n": localize(checked.counted)}


def _duration(what: str, cells: dict[str, float | None]) -> dict[str, Any]:
    values = [
        shown(cells[name], HIDDEN if tables.left_out(name, cells) else NOTHING) for name in tables.DURATION_COLUMNS
    ]
    return {"name": _(SPANS[what]), "cells": list(zip(duration_columns(), values, strict=True))}


def duration_columns() -> list[str]:
    """The headings of the table of durations."""
    return [_(name) for name in tables.DURATION_NAMES.values()]


def bars(points: Iterable[Point]) -> list[chart.Bar]:
    """What the chart shows."""
    return [chart.Bar(period(point.period), point.came, point.left, point.closing) for point in points]


def legend() -> chart.Words:
    return chart.Words(_("Came in"), _("Left"), _("Open at the end"))


def carried(found: CarriedOut) -> list[dict[str, str]]:
    """What carrying requests out took, each figure in a line; sums are in their own currencies."""
    lines = [(_(words), shown(found.counts[name])) for name, words in counting.COUNTS.items()]
    lines.append(
        (_(counting.DAYS), shown(found.days, NOTHING if not found.counts["translations-received"] else HIDDEN))
    )
    lines += [
        (_(counting.SUMS[line]), HIDDEN if value is None else amount(value, currency))
        for line, currency, value in found.amounts
    ]
    return [{"name": name, "figure": figure} for name, figure in lines]


SHEET = {
    "period": N_("Period"),
    "side": N_("Side"),
    "line": N_("Line"),
    "kind": N_("Kind"),
    "figure": N_("Figure"),
}


def sheet(found: Figures, carried_out: CarriedOut) -> tuple[list[str], list[dict[str, str]]]:
    """Headings, and every figure of the page as one row: words in the page's language, bare numbers, "c" where left out."""
    heads = [_(name) for name in SHEET.values()]
    cells = [(found.period.code, _(SIDES[one.side][0]), *row) for one in found.sides for row in _rows(one)]
    cells += [(found.period.code, _("Both"), *row) for row in _carried_rows(carried_out)]
    return heads, [dict(zip(heads, row, strict=True)) for row in cells]


def _rows(one: SideFigures) -> Iterable[tuple[str, str, str]]:
    for row in one.rows:
        for column in tables.COLUMNS:
            yield _(tables.NAMES[column]), kind_words(row.kind), _bare(row.cells[column])
    for name, count in one.asked.items():
        yield _("Asked for by the new and converted requests"), _(tables.ASKED[name]), _bare(count)
    for name, count in one.earlier.items():
        yield _("Of the imported requests"), _(tables.EARLIER[name]), _bare(count)
    for what, cells in one.durations.items() if one.side == "incoming" else ():
        for name, number in cells.items():
            yield _(SPANS[what]), _(tables.DURATION_NAMES[name]), _bare(number, not tables.left_out(name, cells))
    for kind, number in one.others.items():
        yield _("Counted apart, not requests"), kind_words(kind), _bare(number)


def _carried_rows(found: CarriedOut) -> Iterable[tuple[str, str, str]]:
    for name, words in counting.COUNTS.items():
        yield _("Execution"), _(words), _bare(found.counts[name])
    yield _("Execution"), _(counting.DAYS), _bare(found.days, not found.counts["translations-received"])
    for line, currency, value in found.amounts:
        yield _(counting.SUMS[line]), currency, HIDDEN if value is None else str(value)


def _bare(number: float | None, nothing: bool = False) -> str:
    if number is None:
        return "" if nothing else HIDDEN
    return str(int(number) if float(number).is_integer() else number)


def figure_heads(words: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Headings of columns of figures, by name, for `{% table %}`."""
    return {name: {"label": _(text), "kind": "figure"} for name, text in words.items()}
