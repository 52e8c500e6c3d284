"""The treaties and Union acts that may carry a request, and which of their articles do.

No State is named here: who is party, from when, is a row of the directory with its source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from comitas.core.text import N_

KINDS: dict[str, str] = {
    "union": N_("Act of the European Union"),
    "regional": N_("Regional treaty"),
    "bilateral": N_("Bilateral treaty"),
    "multilateral": N_("Multilateral treaty"),
    "scheme": N_("Scheme that binds nobody"),
    "channel": N_("Agreement on a channel"),
}

FAMILIES: dict[str, str] = {
    "mla": N_("Mutual legal assistance"),
    "extradition": N_("Extradition and surrender"),
    "confiscation": N_("Freezing and confiscation"),
    "other": N_("Other cooperation"),
}
"""Families of measures. `other` holds the transfer of sentenced persons and of proceedings, and joint or police
work.
"""

READ = N_("Read in the text of the instrument.")
RECALLED = N_("General knowledge: compare the article numbers with the text before you rely on them.")


@dataclass(frozen=True, slots=True)
class InstrumentFacts:
    """What the resolver must know of one instrument.

    `articles` maps a family to the articles that are its basis; a family that is not there is not covered, and
    one whose articles are empty is covered by articles that nobody has recorded.
    `supplements` is the code of the treaty that a protocol adds to: it is never a basis by itself. `scope` limits the
    offences, in a sentence. `uncac_9_29` is true when the parties agreed to apply UNCAC 46(9) to (29) instead, as
    article 46(7) allows.
    """

    code: str
    kind: str
    short_name: str
    name: str
    reference: str = ""
    signed_on: date | None = None
    articles: Mapping[str, str] = field(default_factory=dict)
    supersedes_bilateral: bool = False
    supplements: str = ""
    scope: str = ""
    uncac_9_29: bool | None = None
    source: str = RECALLED


UNCAC = "uncac"
UNTOC = "untoc"


def known_families(articles: Mapping[str, str]) -> bool:
    """Whether every family in *articles* is one of ours."""
    return set(articles) <= set(FAMILIES)
