"""The first page after `comitas up` on a home that ran before, and memory at rest: `python -m bench.start`.

Memory is the proportional set size (PSS) of the supervisor and every process below it, the database's too, a while after the last
page, when the converter has gone that the demonstration's letters woke.
"""

import contextlib
import time

import psutil

from bench.instance import Running, prepared, up
from comitas.documents.gateways import IDLE_SECONDS

BAR_MB = 500
UNREAD = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'reading' AND status IN ('todo', 'doing')"
REST = 8  # seconds without a request
LONGEST_IDLE = IDLE_SECONDS + 60  # and until the letters of the demonstration are read


def main() -> str:
    """Measure, and give the line of the table."""
    with prepared() as instance:
        with up(instance) as running:
            first = running.first_page
        with up(instance) as running:
            again = running.first_page
            running.officer("rosa")._ask("/")
            until_idle(running)
            time.sleep(REST)
            memory, processes = at_rest(running)
    return (
        f"first page after `comitas up`, second start | {again:.1f} s | first start on an empty home: {first:.1f} s | \n"
        f"memory at rest, {processes} processes, PSS | {memory:.0f} MB | bar {BAR_MB} MB | ratio {memory / BAR_MB:.2f}"
    )


def until_idle(running: Running) -> None:
    """Wait until no document is being converted and the converter has gone."""
    end = time.monotonic() + LONGEST_IDLE
    while unread(running) or converters(running):
        if time.monotonic() > end:
            raise TimeoutError("The converter is still there: memory at rest cannot be told.")
        time.sleep(1)


def unread(running: Running) -> int:
    """How many documents wait to be read."""
    return int(running.drill.query(UNREAD)[0][0])


def converters(running: Running) -> list[psutil.Process]:
    """Its processes; not those of a box that has just ended."""
    found = []
    for process in psutil.Process(running.drill.supervisor.pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            found += [process] if "comitas.documents.conversion" in process.cmdline() else []
    return found


def at_rest(running: Running) -> tuple[float, int]:
    """Megabytes (10**6) of PSS, and the number of processes."""
    root = psutil.Process(running.drill.supervisor.pid)
    sizes = []
    for process in (root, *root.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            sizes.append(process.memory_full_info().pss)
    return sum(sizes) / 1e6, len(sizes)


if __name__ == "__main__":
    print(main())
