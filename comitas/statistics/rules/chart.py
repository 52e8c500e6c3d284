"""The picture of stock and flow over some periods, as a Vega-Lite specification: data, no drawing.

Two bars a period, what came in and what left, and a line for what is open at its end. They differ in darkness and place,
not in colour alone, and everything they show stands in the table beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTH, HEIGHT = 460, 250
INK, QUIET, RULE = "#1b2733", "#4a5764", "#d3dae0"
CAME, LEFT, OPEN = "#12505f", "#a9c3ca", "#7a4a00"
FONT = "Noto Sans, system-ui, sans-serif"


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: its name in the reader's language, and the three figures."""

    label: str
    came: int
    left: int
    closing: int


@dataclass(frozen=True, slots=True)
class Words:
    """The legend in the reader's language."""

    came: str
    left: str
    closing: str


def specification(bars: Iterable[Bar], words: Words) -> dict[str, Any]:
    """The picture of *bars*, in the order given."""
    given = list(bars)
    order = [bar.label for bar in given]
    flows = [
        {"period": bar.label, "what": what, "number": number}
        for bar in given
        for what, number in ((words.came, bar.came), (words.left, bar.left))
    ]
    stock = [{"period": bar.label, "what": words.closing, "number": bar.closing} for bar in given]
    names = [words.came, words.left, words.closing]
    colour = {
        "field": "what",
        "type": "nominal",
        "title": None,
        "scale": {"domain": names, "range": [CAME, LEFT, OPEN]},
    }
    across = {"field": "period", "type": "ordinal", "title": None, "sort": order}
    up = {"field": "number", "type": "quantitative", "title": None, "axis": {"tickMinStep": 1}}
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "height": HEIGHT,
        "background": "white",
        "config": _config(),
        "layer": [
            {
                "data": {"values": flows},
                "mark": "bar",
                "encoding": {
                    "x": across,
                    "y": up,
                    "color": colour,
                    "xOffset": {"field": "what", "type": "nominal", "sort": names[:2]},
                },
            },
            {
                "data": {"values": stock},
                "mark": {"type": "line", "point": {"size": 50}, "strokeWidth": 2},
                "encoding": {"x": across, "y": up, "color": colour},
            },
        ],
    }


def _config() -> dict[str, Any]:
    text = {"labelFont": FONT, "labelFontSize": 12, "labelColor": INK}
    return {
        "view": {"stroke": None},
        "axis": {**text, "gridColor": RULE, "domainColor": QUIET, "tickColor": QUIET, "labelOverlap": False},
        "axisX": {"labelAngle": 0, "grid": False},
        "legend": {**text, "orient": "top", "symbolType": "square"},
    }
