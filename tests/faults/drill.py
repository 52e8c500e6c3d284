"""The drill: a whole instance, officers at work, and processes killed at random moments; afterwards everything is counted."""

import contextlib
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg

from comitas.config import environment
from comitas.config.tests.instances import Instance, own, place
from comitas.samples import cast
from tests.faults.officer import Officer, Unanswered

OFFICERS = ("rosa", "solo")  # registrars of two authorities
FILE = b"%PDF-1.4\n" + b"0" * 20_000  # bytes of a letter; the drill is about rows and keys, not about reading
VICTIMS = {"pages": "serve pages", "worker": "serve worker", "upload": "serve uploads", "postgres": "bin/postgres"}
PAUSE = 3.0  # seconds between two kills, at most; at least a quarter of it
LONGEST = 1800.0  # seconds that a drill goes on for the letters that are still wanted
SLOWEST_START = 120.0
SLOWEST_SETTLING = 120.0


class Failed(Exception):
    """The drill itself could not be held."""


@dataclass
class Outcome:
    """What was counted. `faults` has a sentence for each promise that was broken."""

    seed: int
    kills: Counter[str]
    sent: int
    again: int
    acknowledged: int
    arrivals: int
    documents: int
    unfinished: int
    seconds_to_settle: float
    faults: list[str]

    def table(self) -> str:
        kills = ", ".join(f"{name} {count}" for name, count in sorted(self.kills.items())) or "none"
        rows = {
            "seed": self.seed,
            "killed": kills,
            "letters sent": self.sent,
            "sent again": self.again,
            "acknowledged": self.acknowledged,
            "arrivals in the register": self.arrivals,
            "documents kept": self.documents,
            "jobs unfinished": self.unfinished,
            "seconds until all had finished": f"{self.seconds_to_settle:.1f}",
        }
        return "\n".join(
            [f"{name:<32}{value}" for name, value in rows.items()] + (self.faults or ["No promise was broken."])
        )


def run(seconds: float, seed: int, letters: int = 0, pause: float = PAUSE) -> Outcome:
    """Hold the drill for *seconds*, and on until *letters* were acknowledged. `Failed` where the instance does not come up."""
    chance = random.Random(seed)
    with place() as folder, _up(Instance(own(folder / "home"))) as drill:
        officers = [Officer(drill.address, name, cast.PASSWORD, FILE) for name in OFFICERS]
        for officer in officers:
            _sign_in(officer)
        kills = _attack(drill, officers, seconds, chance, letters, pause)
        settled = _settle(drill)
        return _count(drill, officers, kills, settled, seed)


@dataclass
class Drill:
    """The instance under attack."""

    instance: Instance
    supervisor: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def children(self, victim: str) -> list[psutil.Process]:
        found = []
        for child in psutil.Process(self.supervisor.pid).children():
            with contextlib.suppress(psutil.Error):
                if VICTIMS[victim] in " ".join(child.cmdline()):
                    found.append(child)
        return found

    def kill(self, victim: str) -> bool:
        """kill -9; whether there was something to kill."""
        there = self.children(victim)
        for child in there:
            with contextlib.suppress(psutil.Error):
                child.kill()
        return bool(there)

    def query(self, text: str) -> list[tuple[Any, ...]]:
        env = environment.read({"COMITAS_HOME": str(self.instance.home)}, make_keys=False)
        with psycopg.connect(env.database_owner_url, connect_timeout=10) as connection:
            return connection.execute(text.encode()).fetchall()


@contextlib.contextmanager
def _up(instance: Instance, web_workers: int = 1) -> Iterator[Drill]:
    port = _free_port()
    own(instance.data)
    options = instance.options()
    options["env"] |= {"COMITAS_PORT": str(port), "COMITAS_WEB_WORKERS": str(web_workers)}  # type: ignore[operator]  # a table of options
    log = instance.home / "up.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "comitas", "up"]
        child = subprocess.Popen(command, stdout=output, stderr=output, **options)  # type: ignore[call-overload]
    drill = Drill(instance, child, port)
    try:
        _wait_for_pages(drill, log)
        yield drill
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(40)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _free_port() -> int:
    """A port that is free, as is the next one."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            with contextlib.suppress(OSError):
                two.bind(("127.0.0.1", port + 1))
                return port


def _wait_for_pages(drill: Drill, log: Path) -> None:
    end = time.monotonic() + SLOWEST_START
    while time.monotonic() < end:
        if drill.supervisor.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", drill.port), timeout=1):
            return
        time.sleep(0.2)
    raise Failed(f"The instance does not come up:\n{log.read_text(errors='replace')[-3000:]}")


def _sign_in(officer: Officer) -> None:
    for wait in (0.2, 1, 3, 0):
        try:
            return officer.sign_in()
        except (Unanswered, OSError) as error:
            said = str(error)
            time.sleep(wait)
    raise Failed(f"{officer.username} cannot sign in: {said}")


def _attack(
    drill: Drill, officers: list[Officer], seconds: float, chance: random.Random, letters: int, pause: float
) -> Counter[str]:
    """Kill for *seconds*, and until there are *letters*, while the officers work; then let them finish what they began."""
    stop, kills = threading.Event(), Counter[str]()
    end = time.monotonic() + seconds
    last = (end + LONGEST if letters else end) + SLOWEST_SETTLING
    threads = [threading.Thread(target=officer.work, args=(stop, last)) for officer in officers]
    for thread in threads:
        thread.start()
    while (left := end - time.monotonic()) > 0 or _wanting(officers, letters, left):
        wait = chance.uniform(pause / 4, pause)
        time.sleep(min(left, wait) if left > 0 else wait)
        victim = chance.choice(sorted(VICTIMS))
        if time.monotonic() < end or _wanting(officers, letters, left):
            kills[victim] += drill.kill(victim)
    stop.set()
    for thread in threads:
        thread.join()
    return kills


def _wanting(officers: list[Officer], letters: int, left: float) -> bool:
    return left > -LONGEST and sum(len(officer.acknowledged) for officer in officers) < letters


UNFINISHED = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"


def _settle(drill: Drill) -> float:
    """Wait until every job has ended, as long as one ends now and then; returns how long that took."""
    began = moved = time.monotonic()
    fewest = sys.maxsize
    while time.monotonic() - moved < SLOWEST_SETTLING:
        with contextlib.suppress(psycopg.Error):
            left = int(drill.query(UNFINISHED)[0][0])
            if not left and drill.children("worker"):
                break
            if left < fewest:
                fewest, moved = left, time.monotonic()
        time.sleep(0.5)
    return time.monotonic() - began


# Only the officers' own letters: the demonstration has some too, several from one sender.
REGISTER = "SELECT once::text, sender FROM intake_arrival WHERE sender LIKE 'drill %'"
DOCUMENTS = """SELECT a.once::text, count(p.id) FROM intake_arrival a
    LEFT JOIN documents_placement p ON p.compartment_id = a.compartment_id WHERE a.sender LIKE 'drill %' GROUP BY a.once"""
FAILED = "SELECT task_name, count(*) FROM procrastinate_jobs WHERE status IN ('failed', 'aborted') GROUP BY 1"


def _count(drill: Drill, officers: list[Officer], kills: Counter[str], settled: float, seed: int) -> Outcome:
    acknowledged = {once: sender for officer in officers for once, sender in officer.acknowledged.items()}
    register = drill.query(REGISTER)
    files = dict(drill.query(DOCUMENTS))
    unfinished = int(drill.query(UNFINISHED)[0][0])
    senders = Counter(sender for _once, sender in register)
    faults = [
        f"Lost: {sender} was acknowledged and is not there."
        for once, sender in acknowledged.items()
        if once not in files
    ]
    faults += [f"Doubled: {sender} stands {n} times in the register." for sender, n in senders.items() if n > 1]
    faults += [
        f"{acknowledged[once]} has {n} files instead of one."
        for once, n in files.items()
        if once in acknowledged and n != 1
    ]
    faults += [f"{n} jobs {task} failed." for task, n in drill.query(FAILED)]
    faults += [f"{unfinished} jobs have not ended: none did for {SLOWEST_SETTLING:.0f} s."] if unfinished else []
    faults += _commands(drill)
    return Outcome(
        seed,
        kills,
        sum(officer.sent for officer in officers),
        sum(officer.again for officer in officers),
        len(acknowledged),
        len(register),
        sum(files.values()),
        unfinished,
        settled,
        faults,
    )


def _commands(drill: Drill) -> list[str]:
    """What the operator's own commands say about the ledger and the originals."""
    faults = []
    for arguments in (("ledger", "verify"), ("check-originals",)):
        done = drill.instance.run("-m", "comitas", *arguments)
        if done.returncode:
            faults.append(f"comitas {' '.join(arguments)}: {done.stderr.strip()[-600:]}")
    return faults
