"""Who may stand in for whom, and for how long. A deputy gets the roles of who is absent, never their sight of what is restricted."""

from collections.abc import Collection
from datetime import date

from comitas.accounts.rules.roles import CONTENT, HEAD, OFFICER, REGISTRAR
from comitas.core.text import N_

FITTING: dict[str, tuple[str, ...]] = {
    REGISTRAR: (REGISTRAR, OFFICER, HEAD),
    OFFICER: (OFFICER, HEAD),
    HEAD: (HEAD, OFFICER),
}
"""For each role that can be stood in for, the roles of which a deputy holds one in the same authority. Other roles are given by the
administrator, for as long as they are needed."""
LONGEST = 366
"""Days: whoever is away for longer hands over their cases."""


def lendable(roles: Collection[str]) -> frozenset[str]:
    """Of the roles that somebody holds, those that a deputy gets."""
    return frozenset(roles).intersection(CONTENT)


def fits(absent: Collection[str], deputy: Collection[str]) -> bool:
    """Whether who holds the roles *deputy* may stand in for who holds *absent*, both their own, in one authority."""
    lent = lendable(absent)
    return bool(lent) and all(set(FITTING[role]).intersection(deputy) for role in lent)


def wrong_period(first: date, last: date, today: date) -> dict[str, str]:
    """What is wrong with a period, by field. Rights are never given for a day that has passed."""
    if first < today:
        return {"first": N_("Begin today or later.")}
    if last < first:
        return {"last": N_("The last day lies before the first.")}
    if (last - first).days >= LONGEST:
        return {"last": N_("A year at most. Whoever is away for longer hands over their cases.")}
    return {}


def overlap(first: date, last: date, other_first: date, other_last: date) -> bool:
    """Whether two periods have a day in common; both name their first and last day."""
    return first <= other_last and other_first <= last
