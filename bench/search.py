"""The search over 10,000 documents in six languages: `python -m bench.search --texts FOLDER [--documents 10000]`.

Documents are composed of the sentences of the texts in FOLDER (`en*.txt`, `fr*.txt` ...: letters, public texts); a tenth of the cases they
lie in is restricted to others. Measured are the search itself (found, ranked, access-filtered, counted, and ten answers highlighted) in a
process of the instance, and the whole page over HTTP. The peer in the same run: SQLite's FTS5 over the same pages, ranked by bm25 with ten
snippets, without stems, folding of any script but Latin, access or counts.
"""

import argparse
import json
import os
import statistics
from pathlib import Path
from urllib.parse import quote

from bench.instance import prepared, up
from bench.register import asked_for, cookie_of
from comitas.config.tests.instances import ROOT
from tests.faults import drill

BAR_MS = 20
TEXTS = os.environ.get("COMITAS_BENCH_TEXTS") or str(ROOT / "tests" / "letters")


def main() -> str:
    """Measure, and give the lines of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=Path(TEXTS))
    parser.add_argument("--documents", type=int, default=10_000)
    asked = parser.parse_args()
    with prepared() as instance, up(instance) as running:
        told = [
            _run(instance, script, str(asked.documents), str(asked.texts.resolve()))
            for script in ("finding_filling.py", "finding_asking.py")
        ]
        measured = json.loads(told[-1])
        cookie, pages = cookie_of(running, "ines"), []
        for query in measured["queries"]:
            pages.append(statistics.median(asked_for(running.drill.port, f"/search/?q={quote(query)}", cookie, 10)))
    lines = [
        f"search {name}, {asked.documents} documents | p50 {row['p50']:.1f} ms, p90 {row['p90']:.1f} ms | bar p50 {BAR_MS} ms | FTS5 p50 {row['peer']:.1f} ms | ratio {row['p50'] / row['peer']:.1f}"
        for name, row in measured["kinds"].items()
    ]
    return "\n".join(
        [
            *lines,
            f"the whole search page over HTTP | p50 {statistics.median(pages):.1f} ms, slowest question {max(pages):.1f} ms",
        ]
    )


def _run(instance: object, script: str, *given: str) -> str:
    done = instance.run(ROOT / "bench" / script, *given)  # type: ignore[attr-defined]  # an Instance
    if done.returncode:
        raise drill.Failed(done.stderr[-2000:])
    return str(done.stdout)


if __name__ == "__main__":
    print(main())
