"""The peer of `bench.arrivals`: a bare Django view that takes the same bytes and makes the same inserts, and nothing else.

`python -m bench.bare PORT FOLDER WORKERS` serves it as our pages are served, by as many workers. No sign-in, no middleware, no rules, no
numbers, no chain, no encryption: the file is written and synced, a row goes into each table into which an arrival puts one, in
one transaction, and the answer is a redirect. `/` inserts as Django does, `/cursor/` by as many statements written out.
"""

import os
import sys
import uuid
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import django
import psycopg
from django.conf import settings

from comitas.config import environment

TABLE = "CREATE TABLE IF NOT EXISTS bench_bare (id bigserial PRIMARY KEY, arrival uuid, name text, told text, at timestamptz DEFAULT now())"
INSERT = "INSERT INTO bench_bare (arrival, name, told) VALUES (%s, %s, %s)"
TOLD = b"x" * 500  # bytes of a line as the ledger stores it


def application(folder: str) -> Any:
    """The ASGI application, in a worker process."""
    django.setup()
    settings.FOLDER = Path(folder)
    settings.MIDDLEWARE, settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = [], _addresses(), ["localhost"]
    from django.core.handlers.asgi import ASGIHandler

    return ASGIHandler()


def _addresses() -> tuple[Any, ...]:
    """The views, which need the models of our apps."""
    from django.db import connection, transaction
    from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
    from django.urls import path

    from comitas.accounts.models import Compartment
    from comitas.core import jobs
    from comitas.directory.models import Authority
    from comitas.documents.models import Document, Object, Placement
    from comitas.intake.models import Arrival, RegisterEntry
    from comitas.ledger.models import Key, Line

    ours = Authority.objects.filter(ours=True).values_list("pk", flat=True)[0]

    def written(request: HttpRequest) -> tuple[uuid.UUID, Any]:
        made, file = uuid.uuid4(), request.FILES["files"]
        handle = os.open(settings.FOLDER / str(made), os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        os.write(handle, file.read())
        os.fsync(handle)
        os.close(handle)
        folder = os.open(settings.FOLDER, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        return made, file

    def accept(request: HttpRequest) -> HttpResponse:
        """One file and the rows of an arrival, durable."""
        if request.method != "POST":
            return HttpResponse("ready")
        made, file = written(request)
        at, number = datetime.now(UTC), made.int % 2**31
        with transaction.atomic():
            place = Compartment.objects.create(authority_id=ours)
            Key.objects.create(compartment=place.pk, wrapped=b"0" * 40, created_at=at)
            held = Object.objects.create(
                compartment=place, size=file.size, sha256=b"0" * 32, wrapped=b"0" * 40, created_at=at
            )
            document = Document.objects.create(
                object=held, name=file.name, kind="pdf", size=file.size, sha256=b"0" * 32, created_at=at
            )
            Placement.objects.create(document=document, compartment=place, placed_at=at)
            jobs.defer("documents.read", document=str(document.pk))
            arrival = Arrival.objects.create(
                once=made, compartment=place, authority_id=ours, year=1, serial=number, arrived_at=at, received_on=at.date(),
                kind="request", sender="bench",
            )  # fmt: skip
            RegisterEntry.objects.create(arrival=arrival, authority_id=ours, year=1, serial=number, given_at=at)
            for line in range(1, 5):
                Line.objects.create(
                    id=-(made.int % 2**60) - line, epoch=0, xact=0, chain=place.pk, number=line, kind="bench", compartment=place.pk,
                    actor="user:1", recorded_at=at, effective_at=at, canonical=TOLD, digest=b"0" * 32,
                )  # fmt: skip
        return HttpResponseRedirect(f"/{made}/")

    def by_cursor(request: HttpRequest) -> HttpResponse:
        """One file and as many rows of one small table."""
        made, file = written(request)
        with transaction.atomic(), connection.cursor() as cursor:
            for _row in range(int(request.GET["rows"])):
                cursor.execute(INSERT, [made, file.name, "x" * 200])
        return HttpResponseRedirect(f"/{made}/")

    return path("", accept), path("cursor/", by_cursor)


def main(port: int, folder: str, workers: int) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.log import LogLevels

    env = environment.read(make_keys=False)
    with psycopg.connect(env.database_owner_url) as database:
        database.execute(TABLE)
        database.execute("GRANT ALL ON bench_bare, bench_bare_id_seq TO PUBLIC")
    server = Granian(
        "bench.bare:application", address="127.0.0.1", port=port, interface=Interfaces.ASGINL, workers=workers,
        loop=Loops.uvloop, http=HTTPModes.http1, websockets=False, log_level=LogLevels.warning,
    )  # fmt: skip
    server.serve(target_loader=partial(application, folder), wrap_loader=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
