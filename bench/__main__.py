"""`python -m bench [NAME ...]`: every measure beside its limit or peer. Nothing here asserts; read the table."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

TRUTH = Path(__file__).parent / "truth"
LETTERS = os.environ.get("COMITAS_BENCH_LETTERS") or "tests/letters"
MEASURES = {
    "start": ["-m", "bench.start"],
    "arrivals": ["-m", "bench.arrivals"],
    "register": ["-m", "bench.register"],
    "officers": ["-m", "bench.officers"],
    "register-of-a-million": ["-m", "bench.register", "--cases", "1000000", "--own", "3000"],
    "search": ["-m", "bench.search"],
    "case": ["-m", "bench.case"],
    "deadlines": ["-m", "bench.deadlines"],
    "takeover": ["-m", "bench.takeover"],
    "figures": ["-m", "bench.figures"],
    "letters": ["-m", "bench.letters"],
    "durability": ["-m", "tests.faults", "--seconds", "60"],
    "ocr": ["-m", "bench.ocr", "--letters", LETTERS],
    "extraction": ["-m", "bench.extraction", LETTERS, str(TRUTH)],
}


def main(names: list[str]) -> int:
    """One measure after another, each in a process of its own, so that none warms another."""
    if unknown := set(names) - set(MEASURES):
        print(f"There is no measure {', '.join(sorted(unknown))}. There are: {', '.join(MEASURES)}.", file=sys.stderr)
        return 2
    failed = [name for name in names or MEASURES if not measured(name)]
    if failed:
        print(f"Not measured: {', '.join(failed)}.")
    return 1 if failed else 0


def measured(name: str) -> bool:
    arguments = MEASURES[name]
    print(f"\n== {name}: python {' '.join(arguments)}", flush=True)
    if arguments[0] == "-m" and importlib.util.find_spec(arguments[1]) is None:
        print("Not here.")
        return False
    return subprocess.run([sys.executable, *arguments]).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
