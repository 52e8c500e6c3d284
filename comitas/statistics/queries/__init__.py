"""Reading figures. They count every case, restricted ones too; how exactly one may see them is in `access`."""

from comitas.statistics.queries.catalogue import NARROWED, Catalogue, Given, catalogue_of
from comitas.statistics.queries.period import (
    READER,
    TREND,
    CarriedOut,
    Figures,
    Point,
    SideFigures,
    carried_out,
    figures,
    trend,
)
from comitas.statistics.queries.stock import SIDES, PeriodLine, stock_flow, stocks

__all__ = [
    "NARROWED",
    "READER",
    "SIDES",
    "TREND",
    "CarriedOut",
    "Catalogue",
    "Figures",
    "Given",
    "PeriodLine",
    "Point",
    "SideFigures",
    "carried_out",
    "catalogue_of",
    "figures",
    "stock_flow",
    "stocks",
    "trend",
]
