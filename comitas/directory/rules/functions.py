"""What an authority is designated for, and the networks and channels it is reached by."""

from comitas.core.text import N_

FUNCTIONS: dict[str, str] = {
    "mla-central": N_("Central authority for mutual legal assistance"),
    "extradition-central": N_("Central authority for extradition"),
    "asset-recovery": N_("Focal point for asset recovery"),
    "prevention": N_("Authority for the prevention of corruption"),
    "civil-administrative": N_("Focal point for civil and administrative proceedings"),
    "sentenced-persons": N_("Authority for the transfer of sentenced persons"),
    "smuggling-at-sea": N_("Authority for smuggling of migrants by sea"),
    "firearms": N_("Authority for illicit trafficking in firearms"),
    "cultural-property": N_("Authority for trafficking in cultural property"),
    "terrorism": N_("Authority for terrorism"),
    "transmitting": N_("Transmitting authority (embassy, mission)"),
    "interpol-bureau": N_("National Central Bureau of INTERPOL"),
    "court": N_("Court"),
    "prosecution": N_("Prosecution service"),
    "police": N_("Police"),
    "financial-intelligence": N_("Financial intelligence unit"),
    "other-executing": N_("Other executing authority"),
}
"""The first five are those of the UNCAC directory of competent authorities; the next five those of the directory under
UNTOC; the rest are the offices that requests pass through or end at."""

CENTRAL = frozenset({"mla-central", "extradition-central"})
"""Functions that article 46(13) of UNCAC calls central authority (for extradition by analogy and by practice)."""

EXECUTING = frozenset({"court", "prosecution", "police", "financial-intelligence", "other-executing"})
"""Functions of authorities that execute a part of a request."""

FUNCTION_BY_FAMILY: dict[str, tuple[str, ...]] = {
    "mla": ("mla-central",),
    "extradition": ("extradition-central",),
    "confiscation": ("mla-central", "asset-recovery"),
    "other": ("mla-central", "civil-administrative", "sentenced-persons"),
}
"""Which functions may receive a measure of a family, best first."""

NETWORKS: dict[str, str] = {
    "globe": N_("GlobE Network"),
    "egmont": N_("Egmont Group"),
    "carin": N_("CARIN"),
    "arin": N_("Other asset recovery inter-agency network"),
    "ejn": N_("European Judicial Network"),
    "eurojust": N_("Eurojust"),
    "iberred": N_("IberRed"),
    "other": N_("Other network"),
}
