"""Arrivals for tests, made through the actions, with files that count as read."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from comitas.core.actor import Actor, system
from comitas.documents import actions as documents
from comitas.documents import queries as kept
from comitas.documents.models import Document, Page
from comitas.documents.rules import reading, states
from comitas.intake import actions
from comitas.intake.actions import Particulars
from comitas.intake.models import Arrival
from comitas.samples.cast import Cast

LETTER_WIDTH = 0.008
LETTER = """REPUBLIC OF BORLAND
Office of the Prosecutor General
Our ref. PG/IC/0417/26
Port Selwyn, 24 February 2026

To the Central Authority of Arland
Request for mutual legal assistance
in the criminal proceedings against Tomas VERRIN

Under Article 46 of the United Nations Convention against Corruption we ask you to obtain
the records of account 55 0192 7740 at the Bank of Norrhaven."""


def particulars(**more: Any) -> Particulars:
    return Particulars(
        **({"received_on": date(2026, 3, 3), "kind": "request", "sender": "Prosecutor General of Borland"} | more)
    )


def upload(by: Actor, at: datetime, data: bytes = b"%PDF-1.7 a letter", name: str = "letter.pdf") -> UUID:
    return documents.receive_file(by=by, at=at, name=name, data=data).pk


def arrive(cast: Cast, at: datetime, *files: bytes, by: Actor | None = None, **more: Any) -> Arrival:
    """An arrival at the central authority, through Rosa's hands, with a file for each of *files*."""
    receiving = ("authority", "once", "restricted", "readers", "entry")
    given = {"authority": cast.central, "once": uuid4()} | {name: more.pop(name) for name in receiving if name in more}
    who = by or cast.rosa
    uploads = tuple(upload(who, at, data, f"letter-{number}.pdf") for number, data in enumerate(files, 1))
    return actions.receive(by=who, at=at, particulars=particulars(**more), uploads=uploads, **given)


def restricted(cast: Cast, at: datetime, *files: bytes, **more: Any) -> Arrival:
    """An arrival that only Ines and Karin may see."""
    return arrive(cast, at, *files, by=cast.karin, restricted=True, readers=(cast.ines.id,), **more)


def fresh(arrival: Arrival) -> Arrival:
    return Arrival.objects.get(pk=arrival.pk)


def as_page(text: str, *doubts: tuple[str, str]) -> reading.Page:
    """The page that *text* would be; each of *doubts* is a number of it and what the second engine read there."""
    made: list[reading.Line] = []
    for number, words in enumerate(text.split("\n")):
        top, left, row = 0.05 + number * 0.03, 0.1, []
        for piece in words.split():
            right = left + len(piece) * LETTER_WIDTH
            row.append(reading.Word(piece, (left, top, min(right, 1), top + 0.02)))
            left = right + LETTER_WIDTH
        box = (0.1, top, min(left, 1), top + 0.02)
        made += [reading.Line(" ".join(words.split()), box, tuple(row), 0.99)] if row else []
    found = tuple(_doubt(tuple(made), *each) for each in doubts)
    return reading.Page(1, 840, 1188, 0, "ocr", "en", "Latn", "good", tuple(made), found)


def _doubt(lines: tuple[reading.Line, ...], read: str, other: str) -> reading.Doubt:
    for index, line in enumerate(lines):
        if (start := line.text.find(read)) >= 0:
            return reading.Doubt(index, start, start + len(read), read, other)
    raise LookupError(read)


def was_read(arrival: Arrival, *texts: str | reading.Page) -> None:
    """As if the worker had read the files of *arrival*, one text or page a file, and intake its proposals."""
    by = system("test")
    for placed, text in zip(kept.placements(by, arrival.compartment_id), texts, strict=False):
        page = as_page(text) if isinstance(text, str) else text
        Page.objects.update_or_create(
            document_id=placed.document_id, number=1, defaults={
                "width": page.width, "height": page.height, "language": page.language, "script": page.script,
                "quality": page.quality, "text": page.text, "reading": page.to_json()},
        )  # fmt: skip
        Document.objects.filter(pk=placed.document_id).update(
            state=states.READ, refusal="", pages_done=1, pages_total=1
        )
    actions.propose(by=by, at=arrival.arrived_at, arrival=arrival.pk)
