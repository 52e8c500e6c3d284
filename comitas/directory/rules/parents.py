"""Which authority stands above which: no one above itself."""

from collections.abc import Mapping

from comitas.core.text import N_
from comitas.directory.rules.sentences import Sentence, say

HIGHEST = 8
"""Steps from an authority to the top; a ministry's hierarchy has four or five."""


def parent_problems(entered: Mapping[str, str], now: Mapping[str, str]) -> dict[str, Sentence]:
    """What is wrong with the parents *entered* (key to parent's key, empty for none), given those the directory has
    *now*.
    """
    all_parents = {**now, **entered}
    found: dict[str, Sentence] = {}
    for key in entered:
        sentence = _climb(key, all_parents)
        if sentence is not None:
            found[key] = sentence
    return found


def _climb(key: str, parents: Mapping[str, str]) -> Sentence | None:
    passed = [key]
    while above := parents.get(passed[-1], ""):
        if above not in parents:
            return say("unknown-parent", N_("No authority has the key %(key)s."), key=above[:80])
        if above in passed:
            return say("parent-circle", N_("An authority cannot stand above itself."))
        passed.append(above)
        if len(passed) > HIGHEST:
            return say(
                "parent-too-high", N_("There are more than %(most)s authorities above this one."), most=str(HIGHEST - 1)
            )
    return None
