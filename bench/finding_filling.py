"""Many documents at once, composed of the sentences of given texts, as rows that the reader of the search makes: `bench.search` fills with it."""

import random
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.db import connections, transaction  # noqa: E402 - Django is made ready first

from comitas.accounts.models import Compartment, Reader, User  # noqa: E402 - as above
from comitas.cases.models import Case, Person, Reference  # noqa: E402 - as above
from comitas.cases.rules import search  # noqa: E402 - as above
from comitas.core import bulk  # noqa: E402 - as above
from comitas.directory.models import Authority  # noqa: E402 - as above
from comitas.documents.models import Document, Object, Page, Placement  # noqa: E402 - as above
from comitas.finding import readers  # noqa: E402 - as above
from comitas.samples.neighbours import CENTRAL  # noqa: E402 - as above

OF_A_CASE = 5
PAGES = 2
SENTENCES = 14
GIVEN = "Oren Dana Mikhail Fatouma Wei Andres Leila Piotr Ines Samir Youssef Elena Tomas Ngozi Hiro Marta".split()
FAMILY = "Kestley Pryce Haddad Ivanov Zhang Delgado Kowalski Okoro Tanaka Silva Haskel Marlow Petrov Nguyen Moreau Stade".split()


def sentences(folder: Path) -> dict[str, list[str]]:
    """By language, the first two letters of a file's name."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pieces = [" ".join(piece.split()) for piece in re.split(r"(?<=[.!?;:])\s+|(?<=[。；！？])|\n\s*\n", text)]
        found.setdefault(path.name[:2], []).extend(piece for piece in pieces if len(piece) > 12)
    return found


def pages(number: int, told: dict[str, list[str]], chance: random.Random) -> Iterator[tuple[int, str, str]]:
    """The pages of one document: number, language and text."""
    language = sorted(told)[number % len(told)]
    person = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
    for page in range(1, PAGES + 1):
        text = "\n".join(chance.choice(told[language]) for _sentence in range(SENTENCES))
        yield page, language, f"Ref. {number % 9000}/{number}/PG\n{person}, 4417-{number:06}\n{text}"


@transaction.atomic
def fill(count: int, folder: Path) -> None:
    told, chance, now = sentences(folder), random.Random(4), datetime.now(UTC)
    central = Authority.objects.get(name=CENTRAL)
    karin, jonas = (User.objects.get(username=name) for name in ("karin", "jonas"))
    places = [Compartment(authority=central, restricted=n % 10 == 0) for n in range(count // OF_A_CASE)]
    bulk.insert(places)
    hidden = [place for place in places if place.restricted]
    Reader.objects.bulk_create(
        [Reader(compartment=place, user=who, since=now) for place in hidden for who in (karin, jonas)]
    )
    cases = [_case(n, place, central, now) for n, place in enumerate(places)]
    persons = [_person(case, chance) for case in cases]
    references = [
        Reference(case=case, text=f"PG/IC/{n:04}-26", folded=f"pgic{n:04}26", owner="Prosecutor")
        for n, case in enumerate(cases)
    ]
    for rows in (cases, persons, references):
        bulk.insert(rows)
    entries = [readers._of_case(case) for case in cases] + readers._persons(persons) + readers._references(references)
    bulk.insert(entries)
    for start in range(0, count, 1000):
        _documents(range(start, min(start + 1000, count)), places, told, chance, now)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1")


def _case(n: int, place: Compartment, authority: Authority, now: datetime) -> Case:
    return Case(
        compartment=place, authority=authority, year=2026, serial=100_000 + n, kind="request", counts=True, title=f"Accounts of company {n}",
        state_from_id="XB", received_on=now.date(), opened_at=now - timedelta(hours=n), folded=search.folded_all(f"Accounts of company {n}"),
    )  # fmt: skip


def _person(case: Case, chance: random.Random) -> Person:
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
    return Person(case=case, name=name, folded=search.folded_all(name))


def _documents(
    numbers: range, places: list[Compartment], told: dict[str, list[str]], chance: random.Random, now: datetime
) -> None:
    objects, documents, placed, rows = [], [], [], []
    for n in numbers:
        place = places[n // OF_A_CASE]
        held = Object(compartment=place, size=1, sha256=b"0" * 32, wrapped=b"0" * 40, created_at=now)
        made = Document(
            object=held, name=f"Letter {n}.pdf", kind="pdf", size=1, sha256=b"0" * 32, state="read", created_at=now - timedelta(minutes=n)
        )  # fmt: skip
        objects.append(held)
        documents.append(made)
        placed.append(Placement(document=made, compartment=place, placed_at=now))
        rows += [
            Page(
                document=made,
                number=page,
                width=1000,
                height=1400,
                language=language,
                script="",
                quality="good",
                text=text,
                reading={},
            )
            for page, language, text in pages(n, told, chance)
        ]
    for kind in (objects, documents, placed, rows):
        bulk.insert(kind)
    bulk.insert([entry for one in placed for entry in readers._pages(one)])


if __name__ == "__main__":
    fill(int(sys.argv[1]), Path(sys.argv[2]))
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the database would by itself some minutes later
