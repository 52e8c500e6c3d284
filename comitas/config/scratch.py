"""A throw-away database for tests: embedded, tuned for speed, gone afterwards; or the server that the environment names."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from comitas.config import database, environment, postgres, processes, service

PREFIX = "comitas-scratch-"


def run(command: list[str]) -> int:
    """Run *command* with DATABASE_URL, DATABASE_OWNER_URL and an empty COMITAS_HOME, and return its exit code."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        folder.chmod(0o711)  # the database's account passes through, and sees nothing else
        with _lock(folder), _urls(folder) as urls:
            environ = {
                k: v for k, v in os.environ.items() if not k.startswith("COMITAS_") or k == "COMITAS_BENCH_LETTERS"
            }
            environ |= {
                "DATABASE_URL": urls.app,
                "DATABASE_OWNER_URL": urls.owner,
                "COMITAS_HOME": str(folder / "home"),
            }
            (folder / "home").mkdir(mode=0o700)
            parent = os.getpid()
            child = subprocess.Popen(command, env=environ, preexec_fn=lambda: processes.die_with_parent(parent))
            return _wait(child)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def made(env: environment.Environment) -> bool:
    """Whether *env* is of a command that `run` has started: its folder belongs to whoever typed that."""
    return env.base.parent.name.startswith(PREFIX)


def _wait(child: subprocess.Popen[bytes]) -> int:
    """Ctrl-C reaches the child from the terminal; we wait for it to end in its own way."""
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


@contextlib.contextmanager
def _urls(folder: Path) -> Iterator[postgres.Urls]:
    given = os.environ.get("DATABASE_URL"), os.environ.get("DATABASE_OWNER_URL")
    if given[0] and given[1]:
        database.probe(given[0], given[1])
        yield postgres.Urls(given[0], given[1])
        return
    bindir = environment.read(make_keys=False).pg_bindir
    place = folder / "postgres"
    cluster = postgres.Cluster(
        place, place / "run", bindir or postgres.wheel_programs(), service.runner(), throw_away=True
    )
    with postgres.cluster_running(cluster) as urls:
        yield urls


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _sweep() -> None:
    """Remove what runs that were killed left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.geteuid():
                with _lock(folder):
                    shutil.rmtree(folder, ignore_errors=True)
