"""How long a verified entry may be trusted.

The directory's record has a day on which somebody last verified it. Officers are warned after 180 days; after 365 the
entry is no longer proposed as an addressee until somebody verifies it again.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from comitas.core.text import N_
from comitas.directory.rules.sentences import Sentence, say

WARN_AFTER_DAYS = 180
"""An entry older than this is shown with a warning."""

OUT_AFTER_DAYS = 365
"""An entry older than this is left out when an addressee is proposed."""

Age = Literal["fresh", "ageing", "out", "never"]


@dataclass(frozen=True, slots=True)
class Freshness:
    """`days` is None where the entry was never verified; `routable` says whether it may be proposed as an addressee."""

    age: Age
    days: int | None
    routable: bool
    sentence: Sentence


def freshness(verified_on: date | None, today: date) -> Freshness:
    """How an entry verified on *verified_on* stands *today*. A day in the future counts as today."""
    if verified_on is None:
        text = N_("Nobody has verified this entry. Verify it before you send anything to it.")
        return Freshness("never", None, False, say("never-verified", text))
    days, day = max((today - verified_on).days, 0), verified_on.isoformat()
    if days > OUT_AFTER_DAYS:
        text = N_(
            "Last verified on %(day)s: too long ago. It is not proposed as an addressee until it is verified again."
        )
        return Freshness("out", days, False, say("verification-out", text, day=day))
    if days > WARN_AFTER_DAYS:
        text = N_("Last verified on %(day)s, some time ago. Check it before you rely on it.")
        return Freshness("ageing", days, True, say("verification-ageing", text, day=day))
    return Freshness("fresh", days, True, say("verification-fresh", N_("Last verified on %(day)s."), day=day))
