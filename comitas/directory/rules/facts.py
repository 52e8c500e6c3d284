"""What a State declares, or what its law says, that the legal-basis resolver needs to know.

Each is true, false or unknown. Unknown is the absence of a fact: it is never taken for a no.
"""

from dataclasses import dataclass

from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class FactKind:
    """`statement` is what is said when the fact is true; `missing` names the fact when it is unknown."""

    statement: str
    missing: str
    article: str


FACTS: dict[str, FactKind] = {
    "extradition-treaty-required": FactKind(
        N_("Makes extradition conditional on a treaty"),
        N_("Whether %(state)s makes extradition conditional on a treaty is not recorded."),
        "UNCAC 44(5)",
    ),
    "extradition-basis-uncac": FactKind(
        N_("Takes UNCAC as the legal basis for extradition"),
        N_("Whether %(state)s takes UNCAC as the legal basis for extradition (article 44(6)) is not recorded."),
        "UNCAC 44(6)",
    ),
    "extradition-basis-untoc": FactKind(
        N_("Takes UNTOC as the legal basis for extradition"),
        N_("Whether %(state)s takes UNTOC as the legal basis for extradition (article 16(5)) is not recorded."),
        "UNTOC 16(5)",
    ),
    "mla-treaty-required": FactKind(
        N_("Makes mutual legal assistance conditional on a treaty"),
        N_("Whether %(state)s makes mutual legal assistance conditional on a treaty is not recorded."),
        "",
    ),
    "confiscation-treaty-required": FactKind(
        N_("Makes confiscation and freezing for another State conditional on a treaty"),
        N_("Whether %(state)s makes confiscation for another State conditional on a treaty is not recorded."),
        "UNCAC 55(6)",
    ),
    "mla-reciprocity": FactKind(
        N_("Gives mutual legal assistance on an assurance of reciprocity"),
        N_("Whether %(state)s gives mutual legal assistance on an assurance of reciprocity is not recorded."),
        "",
    ),
    "extradition-reciprocity": FactKind(
        N_("Extradites on an assurance of reciprocity"),
        N_("Whether %(state)s extradites on an assurance of reciprocity is not recorded."),
        "",
    ),
    "confiscation-reciprocity": FactKind(
        N_("Confiscates and freezes for another State on an assurance of reciprocity"),
        N_("Whether %(state)s confiscates for another State on an assurance of reciprocity is not recorded."),
        "",
    ),
    "diplomatic-channel": FactKind(
        N_("Requires requests through the diplomatic channel"),
        N_("Whether %(state)s requires the diplomatic channel (UNCAC article 46(13)) is not recorded."),
        "UNCAC 46(13)",
    ),
}
