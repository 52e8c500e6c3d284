"""The peer of `bench.arrivals`: a bare Django view that takes the same bytes and inserts as many rows, and nothing else.

`python -m bench.bare PORT ROWS FOLDER` serves it as our pages are served. No sign-in, no CSRF, no rules, no ledger, no encryption:
the file is written and synced, the rows are inserted in one transaction, and the answer is a redirect.
"""

import os
import sys
import uuid
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from comitas.config import databases, environment

TABLE = "CREATE TABLE IF NOT EXISTS bench_bare (id bigserial PRIMARY KEY, arrival uuid, name text, told text, at timestamptz DEFAULT now())"


def accept(request: HttpRequest) -> HttpResponse:
    """One file and ROWS rows, durable."""
    if request.method != "POST":
        return HttpResponse("ready")
    made, file = uuid.uuid4(), request.FILES["files"]
    handle = os.open(settings.FOLDER / str(made), os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    os.write(handle, file.read())
    os.fsync(handle)
    os.close(handle)
    folder = os.open(settings.FOLDER, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    with transaction.atomic(), connection.cursor() as cursor:
        for _row in range(settings.ROWS):
            cursor.execute(
                "INSERT INTO bench_bare (arrival, name, told) VALUES (%s, %s, %s)", [made, file.name, "x" * 200]
            )
    return HttpResponseRedirect(f"/{made}/")


urlpatterns = [path("", accept)]


def application(rows: int, folder: str) -> Any:
    env = environment.read(make_keys=False)
    settings.configure(
        ALLOWED_HOSTS=["localhost"], ROOT_URLCONF="bench.bare", SECRET_KEY=env.secret_key, ROWS=rows, FOLDER=Path(folder), USE_TZ=True,
        DATABASES={"default": databases.from_url(env.database_owner_url)}, FILE_UPLOAD_MAX_MEMORY_SIZE=2**24,
    )  # fmt: skip
    with psycopg.connect(env.database_owner_url) as database:
        database.execute(TABLE)
    return get_asgi_application()


def main(port: int, rows: int, folder: str) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.log import LogLevels

    server = Granian(
        "bench.bare:application", address="127.0.0.1", port=port, interface=Interfaces.ASGINL, workers=1, loop=Loops.uvloop,
        http=HTTPModes.http1, websockets=False, log_level=LogLevels.warning,
    )  # fmt: skip
    server.serve(target_loader=partial(_load, rows, folder), wrap_loader=False)


def _load(rows: int, folder: str) -> Any:
    return application(rows, folder)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
