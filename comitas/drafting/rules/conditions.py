"""What a letter must say about use and confidentiality, whatever the officer writes above.

Sources: United Nations Convention against Corruption (UNCAC), 46(19) and 46(20). Where another treaty is the basis its own
rule applies, and no article of the Convention is cited.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from comitas.cases.rules.codes import BASES
from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.drafting.rules.kinds import ASKED, KINDS, REQUESTER

USE_19 = N_(
    "Under article 46(19) of the United Nations Convention against Corruption, the information and evidence furnished with this "
    "letter may not be transmitted or used for investigations, prosecutions or judicial proceedings other than those stated in the "
    "request without our prior consent. This does not prevent disclosure of what is exculpatory to an accused person; in that case "
    "we ask to be notified beforehand and, if we so request, consulted."
)
USE = N_(
    "The information and evidence furnished with this letter may not be transmitted or used for investigations, prosecutions or "
    "judicial proceedings other than those stated in the request without our prior consent."
)
USE_AT_HOME = N_(
    "What the requesting State writes here serves the execution of its request. It may not be used for other proceedings unless "
    "we tell you that the requesting State agrees."
)
CONFIDENTIAL_20_AT_HOME = N_(
    "The requesting State requires confidentiality under article 46(20) of the United Nations Convention against Corruption. The "
    "fact and the substance of the request may be disclosed only as far as its execution needs. If you cannot comply, tell us "
    "before you take any step, so that we can inform the requesting State."
)
CONFIDENTIAL_AT_HOME = N_(
    "The requesting State requires confidentiality. The fact and the substance of the request may be disclosed only as far as its "
    "execution needs. If you cannot comply, tell us before you take any step, so that we can inform the requesting State."
)
USE_BY_REQUESTER_19 = N_(
    "Under article 46(19) of the United Nations Convention against Corruption, what the other State gives may be used only in the "
    "proceedings that our request names. Ask us before you use it in others or pass it on: we ask for its consent. What is "
    "exculpatory may be disclosed to an accused person; tell us beforehand."
)
USE_BY_REQUESTER = N_(
    "What the other State gives may be used only in the proceedings that our request names. Ask us before you use it in others or "
    "pass it on: we ask for its consent."
)
DISCREET_AT_HOME = N_("Disclose no more of the request than its execution needs.")
KEPT_20 = N_(
    "As you required under article 46(20) of the Convention, the fact and the substance of the request were kept confidential, "
    "except as far as its execution needed."
)
KEPT = N_(
    "As you required, the fact and the substance of the request were kept confidential, except as far as its execution needed."
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the conditions depend on: the codes of the legal bases, and whether the other State asked for confidentiality."""

    bases: frozenset[str]
    confidential: bool

    @property
    def uncac(self) -> bool:
        """Whether the Convention against Corruption is among the bases."""
        return any(BASES[code].uncac for code in self.bases)


def grounds(codes: Iterable[str], confidential: bool) -> Grounds:
    """From the codes of the legal bases of the parts that a letter is about."""
    return Grounds(frozenset(codes), confidential)


def conditions(kind: str, of: Grounds) -> tuple[Sentence, ...]:
    """The paragraphs at the foot of the letter, in order; none for a letter that gives nothing away."""
    row = KINDS[kind]
    if row.to == REQUESTER:
        return (Sentence(USE_BY_REQUESTER_19 if of.uncac else USE_BY_REQUESTER),) if row.gives else ()
    if row.to == ASKED:
        return ()
    if row.at_home:
        return (Sentence(USE_AT_HOME), Sentence(_at_home(of))) if row.step == "transmit" else (Sentence(_at_home(of)),)
    if not row.gives:
        return ()
    use = Sentence(USE_19 if of.uncac else USE)
    return (use, Sentence(KEPT_20 if of.uncac else KEPT)) if of.confidential else (use,)


def _at_home(of: Grounds) -> str:
    if not of.confidential:
        return DISCREET_AT_HOME
    return CONFIDENTIAL_20_AT_HOME if of.uncac else CONFIDENTIAL_AT_HOME
