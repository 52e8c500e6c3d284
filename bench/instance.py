"""A whole instance for measuring: embedded database with fsync, granian, upload process, worker; thrown away afterwards."""

import contextlib
import os
import socket
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings_for_tests")
django.setup()

from comitas.config.tests.instances import Instance, own, place  # noqa: E402 - Django is made ready first
from comitas.samples import cast  # noqa: E402 - Django is made ready first
from tests.faults import drill  # noqa: E402 - Django is made ready first
from tests.faults.officer import Officer  # noqa: E402 - Django is made ready first

WEB_WORKERS = 2
"""As many as an instance has unless told otherwise."""


@dataclass(frozen=True)
class Running:
    """`first_page`: seconds from the command to the first page."""

    drill: drill.Drill
    first_page: float

    def officer(self, name: str, data: bytes = b"") -> Officer:
        """Somebody signed in."""
        made = Officer(self.drill.address, name, cast.PASSWORD, data)
        drill._sign_in(made)
        return made


@contextlib.contextmanager
def prepared() -> Iterator[Instance]:
    """The home of an instance, with nothing in it yet."""
    with place() as folder:
        yield Instance(own(folder / "home"))


@contextlib.contextmanager
def up(instance: Instance) -> Iterator[Running]:
    """`comitas up` until the block ends."""
    began = time.monotonic()
    with drill._up(instance, WEB_WORKERS) as running:
        ready(running.port)
        yield Running(running, time.monotonic() - began)


def ready(port: int, longest: float = 60) -> None:
    """Until the sign-in page is answered."""
    end = time.monotonic() + longest
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(b"GET /sign-in/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            if line.recv(15).startswith(b"HTTP/1.1 200"):
                return
        time.sleep(0.05)
    raise drill.Failed("No page is answered.")


def fsync_milliseconds(folder: Path | None = None, times: int = 40) -> float:
    """Median of one write of 8 kB and fsync, in milliseconds, where instances lie."""
    spent = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _time in range(times):
            file.write(b"0" * 8192)
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)
