"""What the resolver answers: proposals in their order, what was left out and why, and what nobody has recorded."""

from dataclasses import dataclass
from typing import Literal

from comitas.core.text import N_
from comitas.directory.rules.sentences import Sentence

Basis = Literal["union", "regional", "bilateral", "uncac", "multilateral", "scheme", "reciprocity"]

Paragraphs = Literal["apply", "if-agreed", "agreed", "unknown", "not-concerned"]

PARAGRAPHS_9_29: dict[Paragraphs, str] = {
    "apply": N_("Paragraphs 9 to 29 of UNCAC article 46 apply."),
    "if-agreed": N_("Paragraphs 9 to 29 of UNCAC article 46 apply only if both States agree to it (article 46(7))."),
    "agreed": N_("Paragraphs 9 to 29 of UNCAC article 46 apply, because both States agreed to it (article 46(7))."),
    "unknown": N_("Whether paragraphs 9 to 29 of UNCAC article 46 apply cannot be said from what is recorded."),
    "not-concerned": N_("Paragraphs 9 to 29 of UNCAC article 46 are not concerned."),
}
"""What a basis means for paragraphs 9 to 29, which article 46(7) switches on and off: gates hang on this."""

BASES: dict[Basis, str] = {
    "union": N_("Act of the European Union"),
    "regional": N_("Regional treaty"),
    "bilateral": N_("Bilateral treaty"),
    "uncac": N_("United Nations Convention against Corruption"),
    "multilateral": N_("Other multilateral treaty"),
    "scheme": N_("Scheme that binds nobody"),
    "reciprocity": N_("Reciprocity, through the diplomatic channel"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One legal basis.

    `sure` is true where nothing that it depends on is unknown; `instrument` is empty for reciprocity.
    """

    basis: Basis
    instrument: str
    articles: str
    paragraphs_9_29: Paragraphs
    reasons: tuple[Sentence, ...]
    undertakings: tuple[Sentence, ...] = ()
    unknown: tuple[Sentence, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A basis that one would think of and that does not carry the request."""

    basis: Basis
    instrument: str
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Resolution:
    """Proposals, the best first; what is excluded; and what stays unknown whatever basis is taken."""

    proposals: tuple[Proposal, ...]
    excluded: tuple[Exclusion, ...] = ()
    unknown: tuple[Sentence, ...] = ()

    @property
    def best(self) -> Proposal | None:
        """The first proposal that is sure, if there is one."""
        return next((proposal for proposal in self.proposals if proposal.sure), None)
