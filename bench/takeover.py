"""A register of 10,000 rows taken over by the worker of a running instance: `python -m bench.takeover [--rows 10000]`.

The whole way: the file read, every row checked, every row entered as a case with its compartment, key, parts, persons, references
and ledger lines. Beside it, in the same run and the same cluster: a bare COPY of the same file into one table of texts.
"""

import argparse

from bench.instance import fsync_milliseconds, prepared, up
from comitas.config.tests.instances import ROOT
from tests.faults import drill


def main() -> str:
    """Measure, and give the line of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    rows = parser.parse_args().rows
    with prepared() as instance, up(instance):
        done = instance.run(ROOT / "bench" / "moving.py", str(rows))
        if done.returncode:
            raise drill.Failed(done.stderr[-2000:])
        fsync = fsync_milliseconds(instance.home)
    taken, read, checked, entered, counted, copied, size = map(float, done.stdout.split())
    whole = read + checked + entered
    return (
        f"{taken:.0f} of {rows} register rows ({size / 1e6:.1f} MB) taken over | read {read:.1f} s, checked {checked:.1f} s, entered "
        f"{entered:.1f} s ({taken / entered:.0f} rows/s), figures after {counted:.1f} s more | whole {taken / whole:.0f} rows/s | bare COPY "
        f"of the file: {copied:.2f} s, {rows / copied:.0f} rows/s, ratio {whole / copied:.0f} | fsync {fsync:.2f} ms"
    )


if __name__ == "__main__":
    print(main())
