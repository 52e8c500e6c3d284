"""The first page after `comitas up` on a home that ran before, and memory at rest: `python -m bench.start`.

Memory is the proportional set size (PSS) of the supervisor and every process below it, the database's too, a while after the last
page, with conversion idle.
"""

import contextlib
import time

import psutil

from bench.instance import Running, prepared, up

BAR_MB = 500
REST = 8  # seconds without a request


def main() -> str:
    """Measure, and give the line of the table."""
    with prepared() as instance:
        with up(instance) as running:
            first = running.first_page
        with up(instance) as running:
            again = running.first_page
            running.officer("rosa")._ask("/")
            time.sleep(REST)
            memory, processes = at_rest(running)
    return (
        f"first page after `comitas up`, second start | {again:.1f} s | first start on an empty home: {first:.1f} s | \n"
        f"memory at rest, {processes} processes, PSS | {memory:.0f} MB | bar {BAR_MB} MB | ratio {memory / BAR_MB:.2f}"
    )


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
