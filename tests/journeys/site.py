"""The pages and the upload process, as they are served, on a database of their own."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import psycopg
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

ROOT = Path(__file__).parent.parent.parent
SLOWEST_START = 60.0
KEYS = {f"COMITAS_{kind}_KEY_FILE": str(settings.ENV.keys / f"{kind.lower()}_key") for kind in ("MASTER", "SIGNING")}
PART = 1024 * 1024  # bytes: small parts, so that a file of some megabytes has several


@dataclass(frozen=True)
class Site:
    """`address` of the pages; `log` is what the processes said."""

    address: str
    log: Path
    environ: dict[str, str]

    def said(self) -> str:
        return self.log.read_text(errors="replace")


@contextlib.contextmanager
def serving(template: str, folder: Path) -> Iterator[Site]:
    """A copy of *template*, served on a port that was free."""
    name, port = f"test_journeys_{os.getpid()}_{folder.name}", free_port()
    with database(template, name), (folder / "site.log").open("ab") as log:
        site = Site(f"http://localhost:{port}", folder / "site.log", environ(name, port, folder))
        with contextlib.ExitStack() as running:
            for what in ("pages", "uploads"):
                running.enter_context(process(what, site.environ, log))
            wait_for(f"{site.address}/sign-in/", site)
            yield site


@contextlib.contextmanager
def reading(site: Site) -> Iterator[None]:
    """The worker beside *site*: it reads what came in. Journeys that do not look at it do without."""
    with site.log.open("ab") as log, process("worker", site.environ, log):
        yield


def environ(name: str, port: int, folder: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "DATABASE_URL": make_conninfo_url("DATABASE_URL", name),
        "DATABASE_OWNER_URL": make_conninfo_url("DATABASE_OWNER_URL", name),
        "COMITAS_PORT": str(port),
        "COMITAS_HOME": str(folder / "home"),  # its checkpoints are about its own ledger
        **KEYS,
        "COMITAS_WEB_WORKERS": "1",
        "COMITAS_PART_BYTES": str(PART),
        "PYTHONPATH": str(ROOT),
    }


def make_conninfo_url(variable: str, name: str) -> str:
    """The address in *variable*, of another database on the same server."""
    head, _slash, tail = os.environ[variable].rpartition("/")
    _name, _mark, options = tail.partition("?")
    return f"{head}/{name}?{options}"


@contextlib.contextmanager
def database(template: str, name: str) -> Iterator[None]:
    owner = os.environ["DATABASE_OWNER_URL"]

    def do(statement: str, *names: str) -> None:
        with psycopg.connect(make_conninfo(owner), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*(sql.Identifier(one) for one in names)))

    do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    do("CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield
    finally:
        do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextlib.contextmanager
def process(what: str, environment: dict[str, str], log: object) -> Iterator[None]:
    child = subprocess.Popen(
        [sys.executable, "-m", "comitas", "serve", what], env=environment, stdout=log, stderr=log, cwd=ROOT
    )  # type: ignore[call-overload]
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def wait_for(address: str, site: Site) -> None:
    end = time.monotonic() + SLOWEST_START
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            urlopen(address, timeout=5).close()  # noqa: S310 - our own server on the loopback
            return
        time.sleep(0.1)
    raise AssertionError(f"The pages do not come up:\n{site.said()[-3000:]}")


def free_port() -> int:
    """A port that is free, as is the next one."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            with contextlib.suppress(OSError):
                two.bind(("127.0.0.1", port + 1))
                return port
