"""The sheets of a workbook as a table: what the box told of it, line by line of JSON."""

import json
from collections.abc import Iterator
from typing import Any

from comitas.takeover.rules import texts
from comitas.takeover.rules.texts import Limits, NotATable

REFUSALS = {"no-box": "no-box", "too-large": "too-large", "encrypted": "protected"}


def table(data: bytes, sheet: str, limits: Limits) -> tuple[dict[str, Any], Iterator[tuple[int, list[str]]]]:
    """The names of the sheets, which of them is read (*sheet*, or the first that has rows), and its rows. Raises `NotATable`."""
    lines = [json.loads(line) for line in data.splitlines()]
    if not lines or "refused" in lines[-1]:
        raise NotATable(REFUSALS.get(lines[-1]["refused"], "damaged") if lines else "lost")
    held: dict[str, list[tuple[int, list[str]]]] = {}
    name = ""
    for line in lines[:-1]:
        if isinstance(line, dict):
            name = line["sheet"]
            held.setdefault(name, [])
        else:
            held[name].append((line[0], line[1]))
    chosen = sheet if sheet in held else next((one for one, rows in held.items() if rows), "")
    return {"sheets": list(held), "sheet": chosen}, _rows(held.get(chosen, []), limits)


def _rows(found: list[tuple[int, list[str]]], limits: Limits) -> Iterator[tuple[int, list[str]]]:
    if len(found) > limits.rows + 1:
        raise NotATable("too-many-rows")
    for line, cells in found:
        yield line, texts.bounded(cells, limits)
