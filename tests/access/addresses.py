"""Every address of the program, and one thing of each kind of case to call it with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from comitas.core.actor import Actor
from comitas.documents import actions as documents
from comitas.documents import queries as kept
from comitas.documents.models import Document, Page
from comitas.documents.rules import reading, states
from comitas.intake import actions as intake
from comitas.samples import matrix
from comitas.samples.cast import ISLAND, Cast

ABSENT = "absent"


@dataclass(frozen=True)
class Address:
    """One route: its name for `reverse`, the permission its view declares, and the names in its pattern."""

    name: str
    route: str
    permission: str | None
    kwargs: tuple[str, ...]

    def path(self, values: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={name: values[name] for name in self.kwargs})


@dataclass
class Things:
    """By kind of case, the id for each name in an address that is about content; and words that stand nowhere else."""

    ids: dict[str, dict[str, Any]]
    words: dict[str, str] = field(default_factory=dict)


def addresses() -> list[Address]:
    """Every route of the resolver."""
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda address: address.route)


def _walk(patterns: list[Any], namespace: str, prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, route)
        elif isinstance(pattern, URLPattern):
            permission = getattr(pattern.callback, "permission", "undeclared")
            yield Address(f"{namespace}{pattern.name}", route, permission, tuple(re.findall(r"<(?:\w+:)?(\w+)>", route)))


# What is not about one case: the same for everybody who may call the address at all.
PLAIN: dict[str, Any] = {"number": 1, "code": "fr"}


def make(cast: Cast, at: datetime, canary: str = "") -> Things:
    """An arrival with a document of each kind of case. What *canary* begins is put into every text of the restricted one."""
    registrars = {matrix.OPEN: cast.rosa, matrix.RESTRICTED: cast.karin, matrix.RECUSED: cast.rosa, matrix.ELSEWHERE: cast.solo}
    things = Things({}, {})
    for kind, by in registrars.items():
        words = _Words(canary if kind == matrix.RESTRICTED else "", things.words)
        things.ids[kind] = {**_one(cast, at, kind, by, words), "person": cast.rosa.id}
    things.ids[ABSENT] = {name: uuid4() if isinstance(value, UUID) else value for name, value in things.ids[matrix.OPEN].items()}
    things.ids[ABSENT]["person"] = 987654
    return things


class _Words:
    """Gives each field a word of its own; remembers the ones that must not travel."""

    def __init__(self, canary: str, told: dict[str, str]) -> None:
        self.canary, self.told = canary, told

    def __call__(self, name: str) -> str:
        if not self.canary:
            return f"Ordinary {name}"
        self.told[name] = f"{self.canary}{name}"
        return self.told[name]


def _one(cast: Cast, at: datetime, kind: str, by: Actor, words: _Words) -> dict[str, Any]:
    restricted = kind == matrix.RESTRICTED
    upload = documents.receive_file(by=by, at=at, name=f"{words('filename')}.pdf", data=b"%PDF-1.7 " + words("bytes").encode())
    made = intake.receive(
        by=by,
        at=at,
        authority=cast.authorities[ISLAND] if kind == matrix.ELSEWHERE else cast.central,
        once=uuid4(),
        particulars=intake.Particulars(at.date(), "request", words("sender"), note_verbale=words("note"), channel="courier"),
        uploads=(upload.pk,),
        restricted=restricted,
        readers=(cast.ines.id or 0,) if restricted else (),
    )
    placed = kept.placements(by, made.compartment_id).get()
    _read(placed.document_id, words("read"))
    if kind == matrix.RECUSED:
        matrix.recuse(cast, at, made.compartment_id)
    return {"arrival": made.pk, "placement": placed.pk, "once": made.once}


def _read(document: UUID, text: str) -> None:
    """As if the worker had read it."""
    box = (0.1, 0.1, 0.9, 0.2)
    line = reading.Line(text, box, tuple(reading.Word(word, box) for word in text.split()), 0.99)
    page = reading.Page(1, 10, 10, 0, "text-layer", "en", "Latn", "good", (line,), ())
    Page.objects.create(
        document_id=document, number=1, width=10, height=10, language="en", script="Latn", quality="good", text=text,
        reading=page.to_json(),
    )  # fmt: skip
    Document.objects.filter(pk=document).update(state=states.READ, pages_done=1, pages_total=1)
