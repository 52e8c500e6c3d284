"""The stock-flow table of ten years over a million cases: `python -m bench.figures [--cases 1000000]`.

The rows stand in the projection as the reader writes them. Beside it, in the same run: the same sums in DuckDB over the same rows.
"""

import argparse

from bench.instance import prepared
from comitas.config.tests.instances import FILL, ROOT
from tests.faults import drill

BAR = 2.0


def main() -> str:
    """Measure, and give the lines of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    count = parser.parse_args().cases
    with prepared() as instance, instance.running():
        for program in (("-c", FILL, "0"), (ROOT / "bench" / "summing.py", str(count))):
            done = instance.run(*program)
            if done.returncode:
                raise drill.Failed(done.stderr[-2000:])
    cases, stays, filled, table, counted, narrowed, duck, agrees = done.stdout.split()
    said = "the same figures" if agrees == "True" else "THE FIGURES DIFFER"
    return (
        f"stock-flow table of ten years, both sides, {cases} cases with {stays} stays (COPY {float(filled):.0f} s) | {float(table):.3f} s, of it "
        f"{float(counted):.3f} s to count the stock one by one | bar {BAR} s, ratio {float(table) / BAR:.2f} | of one State: {float(narrowed):.3f} s "
        f"| DuckDB over the same rows: {float(duck):.3f} s, ratio {float(table) / float(duck):.1f}; {said}"
    )


if __name__ == "__main__":
    print(main())
