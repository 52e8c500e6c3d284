"""How the indicators of the catalogue are said."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from comitas.cases.rules.codes import GROUNDS, MEASURES
from comitas.core.text import N_
from comitas.desk.presenters.execution import amount
from comitas.desk.presenters.figures import HIDDEN, NOTHING, SIDES, shown
from comitas.statistics.queries import NARROWED, Catalogue, Given
from comitas.statistics.rules import catalogue, tables
from comitas.statistics.rules.catalogue import BREAKDOWN, COUNT, DAYS, MONEY, SHARE, Indicator

BREAKDOWNS: dict[str, str] = {
    **{code: words for code, (_most, words) in catalogue.AGES.items()},
    **dict([catalogue.AGE_UNKNOWN]),
    **catalogue.PROSECUTION,
    **catalogue.BY_OFFICER,
}
NOT_NARROWED = N_("It is kept for an authority as a whole: remove the filters to see it.")
Lines = list[dict[str, str]]


def families(found: Catalogue) -> list[dict[str, Any]]:
    """The tables of the page, one for each family."""
    return [
        {
            "code": code,
            "name": _(words),
            "rows": [_row(one) for one in found.given if one.indicator.family == code],
        }
        for code, words in catalogue.FAMILIES.items()
    ]


def _row(given: Given) -> dict[str, Any]:
    one = given.indicator
    both = tuple(one.sides) == catalogue.TOGETHER
    return {
        "code": one.code,
        "name": _(one.name),
        "unit": _(catalogue.UNITS[one.unit]),
        "formula": _(one.formula) if one.formula else "",
        "source": one.source,
        "missing": missing(given),
        "together": _lines(one, given.sides[""]) if both and not given.missing else None,
        "sides": [] if both else [_side(given, side) for side in SIDES],
    }


def missing(given: Given) -> str:
    """Why there is no figure."""
    if given.missing == NARROWED:
        return _(NOT_NARROWED)
    return _(given.missing) if given.missing else ""


def _side(given: Given, side: str) -> dict[str, Any]:
    told = given.sides.get(side)
    return {"heading": _(SIDES[side][0]), "lines": [] if told is None else _lines(given.indicator, told)}


def _lines(one: Indicator, cells: Mapping[str, Any]) -> Lines:
    if one.shape == COUNT:
        return [{"label": "", "value": shown(cells["number"], NOTHING if one.code == "Q3" else HIDDEN)}]
    if one.shape == SHARE:
        return [{"label": "", "value": _share(cells)}]
    if one.shape == DAYS:
        return [{"label": words, "value": value} for words, value in _days(cells)]
    if one.shape == MONEY:
        return [{"label": "", "value": _money(value, code)} for code, value in cells.items()] or [_nothing()]
    return [{"label": label(code), "value": shown(number)} for code, number in cells.items()] or [_nothing()]


def _nothing() -> dict[str, str]:
    return {"label": "", "value": NOTHING}


def _share(cells: Mapping[str, Any]) -> str:
    if cells["of"] is None:
        return HIDDEN
    if cells["percent"] is None:
        return NOTHING
    words = _("%(percent)s per cent, %(number)s of %(of)s")
    return words % {name: shown(cells[name]) for name in ("percent", "number", "of")}


def _days(cells: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, words in tables.DURATION_NAMES.items():
        about_all = name in ("all", "km", "km90")
        if name == "unknown" and not cells[name] or about_all and cells["all"] == 0:
            continue
        if name in ("median", "p90", "longest") and cells["n"] == 0:
            continue
        counts = name in ("n", "open", "unknown", "all")
        nothing = not counts and cells["all" if about_all else "n"] != None and not _left_out(cells, name)  # noqa: E711
        yield _(words), shown(cells[name], NOTHING if nothing else HIDDEN)


def _left_out(cells: Mapping[str, Any], name: str) -> bool:
    """Whether a duration that is not there was left out because few tell of it. The longest is left out wherever a median stands."""
    return name == "longest" and cells["median"] is not None


def _money(value: Decimal | None, currency: str) -> str:
    return HIDDEN if value is None else amount(value, currency)


def label(code: str) -> str:
    """What a line of a breakdown is about."""
    if code in BREAKDOWNS:
        return _(BREAKDOWNS[code])
    if code in MEASURES:
        return _(MEASURES[code].short)
    return _(GROUNDS[code].name) if code in GROUNDS else code


HEADS = {
    "period": N_("Period"),
    "side": N_("Side"),
    "code": N_("Code"),
    "name": N_("Indicator"),
    "line": N_("Line"),
    "figure": N_("Figure"),
    "unit": N_("Unit"),
    "formula": N_("How it is made"),
    "source": N_("Who asks for it"),
}


def sheet(found: Catalogue) -> tuple[list[str], list[dict[str, str]]]:
    """Headings, and every figure of the catalogue as one row; what has none, with the reason."""
    heads = [_(words) for words in HEADS.values()]
    rows = [(found.period.code, *row) for given in found.given for row in _sheet_rows(given)]
    return heads, [dict(zip(heads, row, strict=True)) for row in rows]


def _sheet_rows(given: Given) -> Iterable[tuple[str, ...]]:
    one = given.indicator
    told = (_(catalogue.UNITS[one.unit]), _(one.formula) if one.formula else "", one.source)
    if given.missing:
        yield "", one.code, _(one.name), missing(given), "", *told
    for side, cells in given.sides.items():
        words = _(SIDES[side][0]) if side else _("Both")
        for name, number in cells.items():
            yield words, one.code, _(one.name), _line_name(one, name), _bare(number, cells), *told


def _line_name(one: Indicator, name: str) -> str:
    if one.shape == DAYS:
        return _(tables.DURATION_NAMES[name])
    if one.shape == BREAKDOWN:
        return label(name)
    if one.shape == SHARE:
        return _(SHARES[name])
    return name if one.shape == MONEY else ""


SHARES = {"number": N_("Number"), "of": N_("Of"), "percent": N_("per cent")}


def _bare(number: Any, cells: Mapping[str, Any]) -> str:
    if number is None:
        return (
            ""
            if cells.get("n", 1) == 0 or cells.get("of", 1) == 0 or "km" in cells and cells["n"] is not None
            else HIDDEN
        )
    if isinstance(number, Decimal):
        return str(number)
    return str(int(number) if float(number).is_integer() else number)
