"""`comitas up`: database, pages, uploads and worker as children of one process, restarted when they die, stopped together."""

import contextlib
import fcntl
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from comitas.config import database, postgres, processes, schedule
from comitas.config.environment import Environment

LONGEST_DELAY = 30.0  # seconds between two starts of a child that keeps dying
STEADY = 60.0  # seconds after which a child's past deaths are forgotten
POLITE = 8.0  # seconds a child has to end by itself
SLOWEST_WEB = 90.0
LARGEST_LOG = 20 * 1024**2
TICK = 30.0


class Refused(Exception):
    """Comitas cannot start; the message says why and what to do."""


class Interrupted(Exception):
    """Somebody asked to stop while things were still being prepared."""


@dataclass
class Service:
    """One child that is to run all the time. `start` returns it once it runs, or raises."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    on_stop: int = signal.SIGTERM
    child: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    due: float = field(default=0.0)

    def begin(self) -> None:
        """Start the child; a failure to start counts as a death."""
        self.started = time.monotonic()
        try:
            self.child = self.start()
        except (OSError, postgres.Refused) as error:
            say(f"{self.name} does not start: {error}")
            self.died()

    def died(self) -> None:
        """Plan the next start: at once the first time, then later and later."""
        now = time.monotonic()
        self.deaths = 1 if now - self.started > STEADY else self.deaths + 1
        self.child = None
        self.due = now + delay_after(self.deaths)

    def look(self) -> None:
        """Notice a death, and start again when it is time."""
        if self.child is not None and (code := self.child.poll()) is not None:
            self.died()
            say(f"{self.name} ended ({ending(code)}); it is started again in {delay_after(self.deaths):.0f} s.")
        if self.child is None and time.monotonic() >= self.due:
            self.begin()


def delay_after(deaths: int) -> float:
    """Seconds to wait after so many deaths in a row: 0, 1, 2, 4 … 30."""
    return 0.0 if deaths <= 1 else float(min(LONGEST_DELAY, 2 ** (min(deaths, 10) - 2)))


def ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def say(words: str) -> None:
    print(words, flush=True)


@contextlib.contextmanager
def sole(env: Environment) -> Iterator[None]:
    """Hold this instance for ourselves. Refused where another process holds it."""
    handle = os.open(env.home / "running.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise Refused(
            f"Comitas already runs as instance {env.instance}: {env.url}\n"
            "For a second one beside it: COMITAS_INSTANCE=other COMITAS_PORT=8010 make run"
        ) from None
    try:
        yield
    finally:
        os.close(handle)


def held(env: Environment) -> bool:
    """Whether some process runs this instance now."""
    try:
        with sole(env):
            return False
    except Refused:
        return True


def check_ports(env: Environment) -> None:
    """Refused, naming the port, where another program listens on one that we need."""
    for name, port in (("COMITAS_PORT", env.port), ("COMITAS_UPLOAD_PORT", env.upload_port)):
        family = socket.AF_INET6 if ":" in env.bind else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((env.bind, port))
            except OSError as error:
                raise Refused(f"Port {port} cannot be used ({error.strerror}): set {name} to another one.") from None


class Supervisor:
    """Runs one instance from start to stop. It has no thread: the kernel ties each child to the thread that forked it."""

    def __init__(self, env: Environment):
        self.env = env
        self.stopping = False
        self.preparing = True
        self.services: list[Service] = []
        self.logs = env.home / "logs"
        self.wake, self._waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def run(self) -> None:
        """Bring everything up, keep it up, and take it down when asked. Refused where it cannot start."""
        self._listen()
        private = processes.own_account()
        for folder in (self.env.base, self.env.home, self.logs):
            if folder != self.env.base or not folder.exists():
                postgres.private_folder(folder, private)
        with sole(self.env):
            check_ports(self.env)
            try:
                self._prepare()
                self._serve()
            except Interrupted:
                pass
            finally:
                self._stop()

    # Signals

    def _listen(self) -> None:
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        if not self.stopping:
            self.stopping = True
            if self.preparing:
                raise Interrupted

    # Up

    def _prepare(self) -> None:
        """Database, tables, demonstration: what must stand before anything serves."""
        self._start_database()
        more = [] if self.env.production else ["--demonstration"]
        said = self._once("migrate", "The tables or the demonstration", *more)
        self.preparing = False
        self.welcome = said

    def _start_database(self) -> None:
        if not self.env.embedded:
            database.probe(self.env.database_url, self.env.database_owner_url)
            return
        cluster = postgres.cluster_of(self.env)
        if not cluster.data.exists():
            say("Database: made anew …")
        cluster.prepare()
        service = Service("The database", cluster.start, signal.SIGINT)
        self.services.append(service)
        service.started, service.child = time.monotonic(), cluster.start()
        database.found(cluster.url("postgres", "postgres"), cluster.url("postgres"))

    def _once(self, command: str, words: str, *arguments: str) -> str:
        """Run one command of ours to its end, and return what it said. Refused where it fails."""
        log = self.logs / f"{command}.log"
        with log.open("wb") as output:
            child = processes.spawn(self._ours(command, *arguments), environ=os.environ, output=output)
            code = child.wait()
        said = log.read_text(errors="replace")
        if code:
            raise Refused(f"{words} failed ({ending(code)}), see {log}:\n{said[-3000:]}")
        return said

    @staticmethod
    def _ours(*arguments: str) -> list[str]:
        return [sys.executable, "-m", "comitas", *arguments]

    def _serve(self) -> None:
        self._add("The pages", "web", "serve", "pages")
        self._add("The upload process", "upload", "serve", "uploads")
        self._add("The worker", "worker", "serve", "worker")
        backups = schedule.Backups(self.env, self._backup)
        self._wait_for_pages()
        if not self.stopping:
            say(
                f"{self.welcome.rstrip()}\n\nComitas: {self.env.url}\nStop it with Ctrl-C. Its words are in {self.logs}.".lstrip()
            )
        while not self.stopping:
            self._sleep(TICK)
            for service in self.services:
                service.look()
            backups.look()
            self._shorten_logs()

    def _add(self, name: str, log: str, *arguments: str) -> None:
        path = self.logs / f"{log}.log"
        environ = {k: v for k, v in os.environ.items() if k != "DATABASE_OWNER_URL"}

        def start() -> subprocess.Popen[bytes]:
            with path.open("ab") as output:
                return processes.spawn(self._ours(*arguments), environ=environ, output=output)

        service = Service(name, start)
        self.services.append(service)
        service.begin()

    def _backup(self) -> subprocess.Popen[bytes]:
        with (self.logs / "backup.log").open("ab") as output:
            return processes.spawn(self._ours("backup"), environ=os.environ, output=output)

    def _wait_for_pages(self) -> None:
        began = time.monotonic()
        while not self.stopping and time.monotonic() - began < SLOWEST_WEB:
            for service in self.services:
                service.look()
            if any(s.deaths > 3 for s in self.services):
                dead = next(s for s in self.services if s.deaths > 3)
                raise Refused(f"{dead.name} dies again and again: see {self.logs}.")
            if answers(self.env.bind, self.env.port) and answers(self.env.bind, self.env.upload_port):
                return
            self._sleep(0.05)

    def _sleep(self, longest: float) -> None:
        """Until a signal, a planned start, or *longest* seconds."""
        planned = [s.due - time.monotonic() for s in self.services if s.child is None]
        select.select([self.wake], [], [], max(0.0, min([longest, *planned])))
        with contextlib.suppress(BlockingIOError):
            os.read(self.wake, 4096)

    def _shorten_logs(self) -> None:
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > LARGEST_LOG:
                kept = log.read_bytes()[-LARGEST_LOG // 4 :]
                log.with_suffix(".log.1").write_bytes(kept)
                os.truncate(log, 0)  # its writers append

    # Down

    def _stop(self) -> None:
        """Ask all but the database to end, insist after a while, and end the database last."""
        self.stopping, self.preparing = True, False
        first = [s.child for s in self.services if s.child and s.on_stop == signal.SIGTERM]
        for child in first:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + POLITE
        for child in first:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        for service in self.services:
            if service.child and service.on_stop == signal.SIGINT:
                postgres.stop(service.child)


def answers(host: str, port: int) -> bool:
    """Whether something listens on *port*."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def up(env: Environment, _folder: Path | None = None) -> None:
    """Run the instance in the foreground until it is told to stop."""
    Supervisor(env).run()
