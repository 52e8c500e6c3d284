"""Inside an instance: a register of many rows is taken over by the worker, and copied barely. Prints figures for `bench.takeover`."""

import csv
import io
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import django

django.setup()

from django.db import connections  # noqa: E402 - Django is made ready first

from comitas.accounts.models import User  # noqa: E402 - as above
from comitas.core.actor import Actor  # noqa: E402 - as above
from comitas.directory.models import Authority  # noqa: E402 - as above
from comitas.ledger import queries as ledger  # noqa: E402 - as above
from comitas.ledger.models import Line, ReaderPosition  # noqa: E402 - as above
from comitas.samples.neighbours import CENTRAL  # noqa: E402 - as above
from comitas.takeover import actions, queries  # noqa: E402 - as above
from comitas.takeover.models import Takeover  # noqa: E402 - as above
from comitas.takeover.rules import stages  # noqa: E402 - as above

HEADINGS = ("N° dossier", "Pays", "Autorité requérante", "Référence étrangère", "Date de réception", "Date de la lettre", "Objet", "Personnes", "Infractions", "Mesures", "Transmis le", "Date de clôture", "Résultat", "Responsable", "Observations")  # fmt: skip
STATES = ("Borland", "Castellan", "Dorvania", "Estmark")
RESULTS = ("Accordé", "Partiellement exécuté", "Refusé", "Retiré", "Sans suite")
LONGEST = 1800  # seconds


def register(count: int) -> bytes:
    """*count* rows: two in three closed, one in eight without a day of receipt, some with several persons and measures."""
    dice, buffer = random.Random(7), io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(HEADINGS)
    for n in range(count):
        received = date(2006, 1, 2) + timedelta(days=dice.randrange(7000))
        closed = received + timedelta(days=dice.randrange(20, 600)) if n % 3 else None
        writer.writerow([
            f"AJ/{n:05}/{received.year % 100:02}", dice.choice(STATES), f"Tribunal de grande instance n° {dice.randrange(60)}", f"PG {dice.randrange(10**6)}/{received.year}",
            received.strftime("%d/%m/%Y") if n % 8 else received.year, (received - timedelta(days=20)).strftime("%d/%m/%Y"),
            f"Affaire {n} : relevés de comptes et audition d’un témoin", " | ".join(f"Personne {dice.randrange(10**5)}" for _ in range(dice.randrange(1, 4))),
            "Corruption passive", "; ".join(dice.sample("abcf", dice.randrange(1, 3))), (received + timedelta(days=15)).strftime("%d/%m/%Y"),
            closed.strftime("%d/%m/%Y") if closed else "", dice.choice(RESULTS) if closed else "", dice.choice(("Ines Marlow", "jonas", "")), "Vu et classé au registre.",
        ])  # fmt: skip
    return buffer.getvalue().encode()


def until(done: Callable[[], bool]) -> float:
    """Seconds until *done*."""
    began = time.perf_counter()
    while not done():
        if time.perf_counter() - began > LONGEST:
            raise TimeoutError("The worker does not come to an end.")
        time.sleep(0.05)
    return time.perf_counter() - began


def main(count: int) -> None:
    data, head = register(count), User.objects.get(username="karin")
    karin, central = Actor("user", head.pk, head.full_name), Authority.objects.get(name=CENTRAL)
    made = actions.begin(
        by=karin,
        at=datetime.now(UTC),
        authority=central.pk,
        once=uuid4(),
        register="Registre",
        name="registre.csv",
        data=data,
    )

    def at(stage: str) -> Callable[[], bool]:
        return lambda: Takeover.objects.get(pk=made.pk).stage == stage

    read = until(at(stages.MAPPING))
    actions.check(by=karin, at=datetime.now(UTC), takeover=made.pk)
    checked = until(at(stages.CHECKED))
    actions.take(by=karin, at=datetime.now(UTC), takeover=made.pk)
    taken = until(at(stages.DONE))
    counted = until(
        lambda: (
            not Line.objects.filter(order=None).exists()
            and ReaderPosition.objects.get(name="statistics").position == ledger.head()[0]
        )
    )
    found = queries.counts(Takeover.objects.get(pk=made.pk))
    print(found[stages.TAKEN], read, checked, taken, counted, copied(data), len(data))


def copied(data: bytes) -> float:
    """Seconds to COPY the same file into a table of texts, and commit."""
    columns = ", ".join(f"c{n} text" for n in range(len(HEADINGS)))
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_copied ({columns})")
        began = time.perf_counter()
        with cursor.cursor.copy("COPY bench_copied FROM STDIN WITH (FORMAT csv, DELIMITER ';', HEADER)") as copy:
            copy.write(data)
        return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]))
