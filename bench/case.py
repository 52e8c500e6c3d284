"""The page of a case with 500 documents and 200 lines in the ledger: `python -m bench.case`. Beside it the same page of a case with nothing in it."""

import json
import statistics

from bench.instance import prepared, up
from bench.register import asked_for, cookie_of
from comitas.config.tests.instances import ROOT
from tests.faults import drill

BAR_MS = 60
DOCUMENTS, LINES = 500, 200


def main() -> str:
    """Measure, and give the lines of the table."""
    with prepared() as instance, up(instance) as running:
        filled = instance.run(ROOT / "bench" / "case_filling.py", str(DOCUMENTS), str(LINES))
        if filled.returncode:
            raise drill.Failed(filled.stderr[-2000:])
        told = json.loads(filled.stdout)
        cookie = cookie_of(running, "ines")
        full, bare = (
            sorted(asked_for(running.drill.port, f"/cases/{told[name]}/", cookie)) for name in ("full", "bare")
        )
    p50, p90, limit = statistics.median(full), full[int(len(full) * 0.9)], statistics.median(bare)
    return (
        f"the page of a case with {DOCUMENTS} documents, {LINES} lines | p50 {p50:.1f} ms, p90 {p90:.1f} ms | bar p50 {BAR_MS} ms"
        f" | with nothing in it {limit:.1f} ms | ratio {p50 / limit:.2f} | {told['queries'][0]} queries, {told['queries'][1]} with nothing in it"
    )


if __name__ == "__main__":
    print(main())
