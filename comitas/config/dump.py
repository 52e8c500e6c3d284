"""The database into a sealed file and back, by PostgreSQL's own programs: nothing of it touches the disk in clear."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from comitas.config import postgres, processes
from comitas.config.bundle import Broken
from comitas.config.environment import Environment
from comitas.core import segments

NAME = b"database"
"""What the sealed segments of a dump are bound to."""
HEAD = "SELECT position, running FROM ledger_order ORDER BY position DESC LIMIT 1"


class Moment(NamedTuple):
    """One state of the database, and where the ledger stood in it."""

    snapshot: str
    position: int
    running: bytes


def programs(env: Environment) -> Path:
    """Folder of pg_dump and pg_restore, readable by our account."""
    return postgres.programs_for(env.pg_bindir or postgres.wheel_programs(), env.postgres, processes.own_account())


def write(env: Environment, path: Path, key: bytes) -> Moment:
    """Dump the database into *path* while it is in use, sealed under *key* as it passes; returns the state that the dump holds.

    Neither the snapshot nor the dump has a transaction id, so the ledger's sequencer does not wait for them.
    """
    with held(env.database_owner_url) as moment:
        # Extensions and rights are not dumped: they are made by whoever may, before and after restoring.
        command: list[str | Path] = [programs(env) / "pg_dump", "--format=custom", f"--snapshot={moment.snapshot}", "--exclude-extension=*",
                   "--no-owner", "--no-privileges", "--no-password"]  # fmt: skip
        with running(command, env.database_owner_url) as process, path.open("xb") as target:
            segments.pour(segments.sealed(pipe(process.stdout), key, NAME), target)
    return moment


def read(env: Environment, path: Path, key: bytes | None) -> None:
    """Restore the dump in *path* into the empty database of *env*, whole or not at all. Without *key* it lies there in clear."""
    with psycopg.connect(env.database_owner_url) as connection:
        if connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone():
            raise Broken("The database is not empty: a backup is restored into an empty one only.")
    command: list[str | Path] = [programs(env) / "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
               "--no-password"]  # fmt: skip
    with running(command, env.database_owner_url) as process, path.open("rb") as source:
        parts = segments.opened(source, key, NAME) if key else iter(lambda: source.read(segments.SEGMENT_BYTES), b"")
        with contextlib.suppress(BrokenPipeError):  # it says itself why it ended early
            segments.pour(parts, pipe(process.stdin))
            pipe(process.stdin).close()


@contextlib.contextmanager
def held(url: str) -> Iterator[Moment]:
    """One state of the database, for as long as the dump needs it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET idle_in_transaction_session_timeout = 0")
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (exported,) = connection.execute("SELECT pg_export_snapshot()").fetchall()
        last = connection.execute(HEAD).fetchone() or (0, bytes(32))
        yield Moment(str(exported[0]), int(last[0]), bytes(last[1]))


def pipe(end: IO[bytes] | None) -> IO[bytes]:
    """One end of a pipe that `running` has made."""
    if end is None:
        raise ValueError("this process has no such pipe")
    return end


@contextlib.contextmanager
def running(command: list[str | Path], url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of PostgreSQL at work on the database at *url*. `Broken`, with its own words, where it fails.

    The password goes by the environment: a command line can be read by everybody on the machine.
    """
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environ = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
    environ |= {"PGPASSWORD": str(password)} if password else {}
    address = f"--dbname={make_conninfo('', **parts)}"
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            [*map(str, command), address], env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=words
        )
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            for end in (process.stdin, process.stdout):
                with contextlib.suppress(BrokenPipeError):
                    pipe(end).close()
            code = process.wait()
        if code:
            words.seek(0)
            said = words.read()[-1500:].decode(errors="replace").strip()
            raise Broken(f"PostgreSQL's {Path(command[0]).name} failed: {said}")
