"""Where in the documents the values of a case were read. A place is shown while its value still stands in the case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from comitas.checks.rules.findings import Seen
from comitas.checks.rules.language import View
from comitas.documents.rules.finding import folded

SHORTEST_WITHIN = 3
"""Characters from which a value is looked for inside a longer text: a code such as "f" must be the whole of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """`path` as the rules name it; `value` as it would stand in the case, dates by ISO 8601, "" where the words say yes.

    `document` is the number of the document's placement; `page` counts from 1; `quote` are the words as they stand there.
    """

    path: str
    value: str
    document: str
    page: int
    quote: str


def seen(facts: Mapping[str, object], places: Iterable[Place]) -> dict[str, tuple[Seen, ...]]:
    """The places by their paths, without those whose value an officer has since replaced, each once."""
    view, found = View(facts), dict[str, dict[Seen, None]]()
    for place in places:
        if stands(view.at(place.path), place.value):
            found.setdefault(place.path, {})[Seen(place.document, place.page, place.quote)] = None
    return {path: tuple(each) for path, each in found.items()}


def stands(fact: object, value: str) -> bool:
    """Whether *value* is said by *fact*, or by a part of it where it is a list or a table."""
    if not value:
        return fact is True
    if isinstance(fact, Mapping):
        return any(stands(inner, value) for inner in fact.values())
    if isinstance(fact, list | tuple):
        return any(stands(inner, value) for inner in fact)
    return isinstance(fact, str | date) and _says(_plain(str(fact)), _plain(value))


def _says(text: str, value: str) -> bool:
    return bool(value) and (text == value or (len(value) >= SHORTEST_WITHIN and f" {value} " in f" {text} "))


def _plain(text: str) -> str:
    """Without case and marks: "Verrin, Tomas" and "VERRIN Tomas" are the same words."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded(text)).split())
