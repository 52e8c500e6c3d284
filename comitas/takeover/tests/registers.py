"""Registers for tests: written as their keepers write them."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from comitas.core.actor import Actor
from comitas.samples.cast import Cast
from comitas.takeover import actions, jobs, queries
from comitas.takeover.models import Row, Takeover

HEADINGS = "N° dossier;Pays;Date de réception;Objet;Personnes;Mesures;Date de clôture;Résultat;Transmis le;Responsable;Restreint;Observations"
ROWS = (
    "AJ/417/14;Borland;05/03/2014;Comptes d’une société;Jon Doe | Ann Roe;f;12/09/2015;Accordé;;Ines Marlow;;vu",
    "AJ/418/14;Borland;2014;Audition;;a;?;Refusé;;;;",
    "AJ/21/25;Castellan;17/11/2025;Gel d’avoirs;Max Poe;c;;;20/11/2025;ines;;",
    "AJ/22/25;XB;;Signification;;b;;;;;;",
)


def file(*rows: str, headings: str = HEADINGS, encoding: str = "utf-8") -> bytes:
    return "\r\n".join([headings, *(rows or ROWS)]).encode(encoding)


def begin_unread(
    cast: Cast, at: datetime, data: bytes, by: Actor | None = None, name: str = "registre.csv", **more: Any
) -> Takeover:
    return actions.begin(
        by=by or cast.rosa,
        at=at,
        authority=cast.central,
        once=uuid4(),
        register="Registre 2008",
        name=name,
        data=data,
        **more,
    )


def begin(cast: Cast, at: datetime, data: bytes, by: Actor | None = None, **more: Any) -> Takeover:
    """Begun and read."""
    made = begin_unread(cast, at, data, by, **more)
    jobs.read(str(made.pk))
    return queries.takeover(by or cast.rosa, made.pk)


def checked(cast: Cast, at: datetime, data: bytes, by: Actor | None = None, **more: Any) -> Takeover:
    made = begin(cast, at, data, by, **more)
    actions.check(by=by or cast.rosa, at=at, takeover=made.pk)
    jobs.check(str(made.pk))
    return queries.takeover(by or cast.rosa, made.pk)


def taken(cast: Cast, at: datetime, data: bytes, by: Actor | None = None, **more: Any) -> Takeover:
    made = checked(cast, at, data, by, **more)
    actions.take(by=by or cast.rosa, at=at, takeover=made.pk)
    jobs.take(str(made.pk))
    return queries.takeover(by or cast.rosa, made.pk)


taken_or_checked = taken


def found(of: Takeover) -> dict[int, tuple[str, list[str]]]:
    """By line: the verdict and the codes of what was found."""
    rows = Row.objects.filter(takeover=of).order_by("line")
    return {row.line: (row.verdict, [problem[0] for problem in row.problems]) for row in rows}
