"""`comitas check-originals`: open every original, and compare it with the fingerprint taken when it came."""

import sys
from collections import Counter
from dataclasses import dataclass, field

from comitas.config.commands import words

MOST_NAMED = 20


@dataclass
class Found:
    """How many originals are in which condition, and the ids of the first damaged ones."""

    counts: Counter[str] = field(default_factory=Counter)
    damaged: list[str] = field(default_factory=list)


def look() -> Found:
    """Read every original. Needs Django set up."""
    from comitas.documents import queries as documents

    found = Found()
    for original, condition in documents.condition_of_originals():
        found.counts[condition] += 1
        if condition == "damaged" and len(found.damaged) < MOST_NAMED:
            found.damaged.append(f"Original {original} does not open: it is lost, cut or altered.")
    return found


def main(arguments: list[str]) -> int:
    """Exit code 1 where an original is damaged, naming it."""
    words.parser("check-originals", "Open every original and compare it with its fingerprint.").parse_args(arguments)
    words.set_up()
    found = look()
    print(f"Originals that open and are what came: {found.counts['whole']}.")
    if found.counts["destroyed"]:
        print(f"Originals destroyed with their key: {found.counts['destroyed']}.")
    if found.damaged:
        return words.refuse(f"Damaged: {found.counts['damaged']}.", *found.damaged)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
