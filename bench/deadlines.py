"""Deadlines of 10,000 open cases after a day was set as a holiday: `python -m bench.deadlines [--cases 10000]`.

No deadline is stored: what is measured is the setting of the day, then every deadline of every case through the read door, in the
words of its counting. Beside it: what it would cost merely to write a date into each case.
"""

import argparse

from bench.instance import prepared, up
from comitas.config.tests.instances import ROOT
from tests.faults import drill

BAR_SECONDS = 30


def main() -> str:
    """Measure, and give the line of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    count = parser.parse_args().cases
    with prepared() as instance, up(instance):
        for script, given in (("filling.py", str(count)), ("counting.py", "")):
            done = instance.run(ROOT / "bench" / script, given)
            if done.returncode:
                raise drill.Failed(done.stderr[-2000:])
    cases, deadlines, set_day, computed, written, changed, read, stale = done.stdout.split()
    return (
        f"{deadlines} deadlines of {cases} open cases after a holiday was set | day set {float(set_day):.2f} s, all computed "
        f"{float(computed):.2f} s, {changed} of them moved; {read} pages read meanwhile, {stale} neither all old nor all new | bar {BAR_SECONDS} s | one date written into each case: {float(written):.2f} s"
    )


if __name__ == "__main__":
    print(main())
