"""How much of letters is proposed, and how much of what is proposed is right: precision and recall for each field.

    python bench/extraction.py LETTERS TRUTH [--wrong]

LETTERS holds NAME.txt (pages divided by form feeds), TRUTH holds NAME.json: {field: [expected values]}. A value counts as found
when one of the two contains the other after folding; urgency, confidentiality and custody count by being there.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from comitas.intake.rules.propose import propose
from comitas.intake.tests.measuring import OURS, compare
from comitas.intake.tests.typing_out import reading_of


def main(letters: Path, truth: Path, show_wrong: bool) -> None:
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    spurious: Counter[str] = Counter()
    started = time.perf_counter()
    names = sorted(path.stem for path in truth.glob("*.json") if (letters / f"{path.stem}.txt").exists())
    for name in names:
        made = propose(reading_of((letters / f"{name}.txt").read_text("utf-8")), ours=OURS)
        for field, (hit, miss, extra) in compare(json.loads((truth / f"{name}.json").read_text("utf-8")), made).items():
            right[field] += len(hit)
            missed[field] += len(miss)
            spurious[field] += len(extra)
            if show_wrong and (miss or extra):
                print(f"{name:24} {field:22} missed {miss}  extra {extra}")
    spent = (time.perf_counter() - started) / max(1, len(names))
    _table(right, missed, spurious)
    print(f"{len(names)} letters, {spent * 1000:.0f} ms a letter")


def _table(right: Counter[str], missed: Counter[str], spurious: Counter[str]) -> None:
    print(f"{'field':24}{'right':>6}{'missed':>8}{'extra':>7}{'precision':>11}{'recall':>8}")
    for field in sorted(set(right) | set(missed) | set(spurious)):
        _row(field, right[field], missed[field], spurious[field])
    _row("all", right.total(), missed.total(), spurious.total())


def _row(field: str, right: int, missed: int, spurious: int) -> None:
    precision = f"{100 * right / (right + spurious):.0f} %" if right + spurious else "-"
    recall = f"{100 * right / (right + missed):.0f} %" if right + missed else "-"
    print(f"{field:24}{right:6}{missed:8}{spurious:7}{precision:>11}{recall:>8}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--wrong" in sys.argv)
