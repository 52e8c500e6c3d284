"""Reading figures. They count every case, restricted ones too; how exactly one may see them is in `access`."""

from comitas.statistics.queries.audit import Audit, Numbers, audit_list, audit_of, lines_at, rights_on
from comitas.statistics.queries.brief import Brief, Open, Owed, brief, states_with_cases
from comitas.statistics.queries.catalogue import NARROWED, Catalogue, Choices, Given, catalogue_of, choices
from comitas.statistics.queries.period import (
    READER,
    TREND,
    CarriedOut,
    Figures,
    Point,
    SideFigures,
    Year,
    Years,
    carried_out,
    figures,
    trend,
    years,
)
from comitas.statistics.queries.publications import Published, counted_now, is_behind, publication, publications
from comitas.statistics.queries.stock import SIDES, PeriodLine, stock_flow, stocks

__all__ = [
    "NARROWED",
    "READER",
    "SIDES",
    "TREND",
    "Audit",
    "Brief",
    "CarriedOut",
    "Catalogue",
    "Choices",
    "Figures",
    "Given",
    "Numbers",
    "Open",
    "Owed",
    "PeriodLine",
    "Point",
    "Published",
    "SideFigures",
    "Year",
    "Years",
    "audit_list",
    "audit_of",
    "brief",
    "carried_out",
    "catalogue_of",
    "choices",
    "counted_now",
    "figures",
    "is_behind",
    "lines_at",
    "publication",
    "publications",
    "rights_on",
    "states_with_cases",
    "stock_flow",
    "stocks",
    "trend",
    "years",
]
