"""Break-glass: what a reason must be, and for how long the facts of an emergency are shown."""

from datetime import timedelta

from comitas.core.text import N_

SHORTEST_REASON = 15
"""Characters: "urgent" is none."""
LONGEST_REASON = 1000
SHOWN_FOR = timedelta(days=7)
"""On the home pages of head and auditor; their list has all."""


def wrong_reason(reason: str) -> str:
    """What is wrong with a reason; "" where nothing is."""
    if len(" ".join(reason.split())) < SHORTEST_REASON:
        return N_("Write what the emergency is, in a sentence: the head and the auditor read it.")
    if len(reason) > LONGEST_REASON:
        return N_("Write it in fewer words: a thousand characters at most.")
    return ""
