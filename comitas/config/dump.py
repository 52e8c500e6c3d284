"""The database into a file and back, by PostgreSQL's own programs."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from comitas.config import postgres, processes
from comitas.config.bundle import Broken
from comitas.config.environment import Environment

HEAD = "SELECT position, running FROM ledger_order ORDER BY position DESC LIMIT 1"


class Moment(NamedTuple):
    """One state of the database, and where the ledger stood in it."""

    snapshot: str
    position: int
    running: bytes


def programs(env: Environment) -> Path:
    """Folder of pg_dump and pg_restore, readable by our account."""
    return postgres.programs_for(env.pg_bindir or postgres.wheel_programs(), env.postgres, processes.own_account())


def write(env: Environment, path: Path) -> Moment:
    """Dump the database into *path* while it is in use; returns the state that the dump holds.

    Neither the snapshot nor the dump has a transaction id, so the ledger's sequencer does not wait for them.
    """
    with held(env.database_owner_url) as moment:
        # Extensions and rights are not dumped: they are made by whoever may, before and after restoring.
        run(
            [programs(env) / "pg_dump", "--format=custom", f"--snapshot={moment.snapshot}", "--exclude-extension=*",
             "--no-owner", "--no-privileges", "--no-password", f"--file={path}"],
            env.database_owner_url,
        )  # fmt: skip
    return moment


def read(env: Environment, path: Path) -> None:
    """Restore the dump in *path* into the empty database of *env*, whole or not at all."""
    with psycopg.connect(env.database_owner_url) as connection:
        if connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone():
            raise Broken("The database is not empty: a backup is restored into an empty one only.")
    run(
        [programs(env) / "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
         "--no-password", path],
        env.database_owner_url,
    )  # fmt: skip


@contextlib.contextmanager
def held(url: str) -> Iterator[Moment]:
    """One state of the database, for as long as the dump needs it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET idle_in_transaction_session_timeout = 0")
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (exported,) = connection.execute("SELECT pg_export_snapshot()").fetchall()
        last = connection.execute(HEAD).fetchone() or (0, bytes(32))
        yield Moment(str(exported[0]), int(last[0]), bytes(last[1]))


def run(command: list[str | Path], url: str) -> None:
    """Run a program of PostgreSQL on the database at *url*. `Broken`, with its own words, where it fails.

    The password goes by the environment: a command line can be read by everybody on the machine.
    """
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environ = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
    environ |= {"PGPASSWORD": str(password)} if password else {}
    address = f"--dbname={make_conninfo('', **parts)}"
    done = subprocess.run([*map(str, command), address], env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Broken(f"PostgreSQL's {Path(command[0]).name} failed: {done.stderr.strip()[-1500:]}")
