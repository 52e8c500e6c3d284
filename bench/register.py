"""The register's page of 25 for an ordinary officer over 10,000 cases: `python -m bench.register [--cases 10000]`.

One client, one request after another, the whole page over HTTP. A tenth of the cases is restricted to others.
"""

import argparse
import http.client
import statistics
import time

from bench.instance import prepared, up
from comitas.config.tests.instances import ROOT
from tests.faults import drill

BAR_MS = 25
PATH = "/register/"
TIMES = 200


def main() -> str:
    """Measure, and give the lines of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    count = parser.parse_args().cases
    with prepared() as instance, up(instance) as running:
        filled = instance.run(ROOT / "bench" / "filling.py", str(count))
        if filled.returncode:
            raise drill.Failed(filled.stderr[-2000:])
        officer = running.officer("ines")
        cookies = next(h for h in officer.browser.handlers if hasattr(h, "cookiejar")).cookiejar
        cookie = "; ".join(f"{one.name}={one.value}" for one in cookies)
        lines = []
        for query in ("", "?view=open", "?view=mine", "?q=harbour"):
            spent = sorted(_asked(running.drill.port, PATH + query, cookie))
            p50, p90 = statistics.median(spent), spent[int(len(spent) * 0.9)]
            lines.append(
                f"{PATH}{query}, 25 of {count} cases | p50 {p50:.1f} ms, p90 {p90:.1f} ms | bar p50 {BAR_MS} ms | ratio {p50 / BAR_MS:.2f}"
            )
    return "\n".join(lines)


def _asked(port: int, path: str, cookie: str) -> list[float]:
    line, spent = http.client.HTTPConnection("localhost", port, timeout=60), []
    for number in range(TIMES + 10):
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
