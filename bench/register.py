"""The register's page of 25: `python -m bench.register [--cases 10000]` for an ordinary officer over 10,000 cases.

`--own 3000` with `--cases 1000000`: for an officer who may know 3,000 of them, and beside that for the head of the authority that has
the others. One client, one request after another, the whole page over HTTP, count and all. A tenth of the cases is restricted to
others. Beside each figure stands its limit: the page of a form without any row, by the same client on the same machine in the same run.
"""

import argparse
import http.client
import statistics
import time

from bench.instance import Running, prepared, up
from comitas.config.tests.instances import ROOT
from tests.faults import drill

BAR_MS, BAR_OF_MANY_MS = 25, 40
PATH = "/register/"
LIMIT = "/register/views/keep/"
TIMES = 200


def main() -> str:
    """Measure, and give the lines of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--own", type=int, default=0)
    asked = parser.parse_args()
    with prepared() as instance, up(instance) as running:
        script, *given = (
            ("many.py", str(asked.cases), str(asked.own)) if asked.own else ("filling.py", str(asked.cases))
        )
        filled = instance.run(ROOT / "bench" / script, *given)
        if filled.returncode:
            raise drill.Failed(filled.stderr[-2000:])
        if asked.own:
            of_officer = f"who may know {asked.own} of {asked.cases}"
            lines = _lines(
                running, "solo", of_officer, ("?view=open", "?state=XB", "?mark=imported", ""), BAR_OF_MANY_MS
            )
            lines += _lines(
                running, "karin", "the head, who may know nearly all", ("?view=open", "?state=XB", ""), BAR_OF_MANY_MS
            )
        else:
            queries = ("", "?view=open", "?view=mine", "?q=harbour")
            lines = _lines(running, "ines", f"25 of {asked.cases}", queries, BAR_MS)
    return "\n".join(lines)


def _lines(running: Running, name: str, who: str, queries: tuple[str, ...], bar: int) -> list[str]:
    cookie = cookie_of(running, name)
    limit = statistics.median(asked_for(running.drill.port, LIMIT, cookie))
    lines = []
    for query in queries:
        spent = sorted(asked_for(running.drill.port, PATH + query, cookie))
        p50, p90 = statistics.median(spent), spent[int(len(spent) * 0.9)]
        lines.append(
            f"{PATH}{query}, {who} | p50 {p50:.1f} ms, p90 {p90:.1f} ms | bar p50 {bar} ms | a page without a row {limit:.1f} ms | ratio {p50 / limit:.2f}"
        )
    return lines


def cookie_of(running: Running, name: str) -> str:
    """What the browser of somebody signed in sends along."""
    cookies = next(h for h in running.officer(name).browser.handlers if hasattr(h, "cookiejar")).cookiejar
    return "; ".join(f"{one.name}={one.value}" for one in cookies)


def asked_for(port: int, path: str, cookie: str, times: int = TIMES) -> list[float]:
    """Milliseconds that the page takes, each time, after some to warm up."""
    line, spent = http.client.HTTPConnection("localhost", port, timeout=60), []
    for number in range(times + 10):
        began = time.perf_counter()
        line.request("GET", path, headers={"Cookie": cookie})
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            raise drill.Failed(f"{path}: {answer.status}")
        if number >= 10:
            spent.append((time.perf_counter() - began) * 1000)
    return spent


if __name__ == "__main__":
    print(main())
