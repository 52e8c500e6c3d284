"""What an arrival of a kind can ask, and which legal bases each thing rests on."""

from collections.abc import Iterable

from comitas.cases.rules.codes import BASES
from comitas.cases.rules.families import family_of
from comitas.core.text import N_

BASIS_ALONE = N_(
    "A legal basis stands with what is asked for. Tick or add a measure, or take the legal basis off: it is chosen again when "
    "a part is added to the case."
)


def wrong(side: str, kind: str, measures: Iterable[str], bases: Iterable[str]) -> dict[str, str]:
    """What does not go together in a case of this side and kind, as sentences by field; empty when all does."""
    families = {measure: family_of(side, kind, measure) for measure in measures}
    if any(family is None for family in families.values()):
        return {
            "more_measures": N_(
                "Extradition is asked in a request for extradition or for provisional arrest. Check the kind."
            )
        }
    codes = {family.code for family in families.values() if family}
    chosen = [BASES[code] for code in bases if code in BASES]
    if chosen and not codes:
        return {"bases": BASIS_ALONE}
    if any(not codes & set(basis.families) for basis in chosen):
        return {
            "bases": N_("A legal basis does not fit what is asked: one is for extradition, the other for assistance.")
        }
    return {}


def bases_of(side: str, kind: str, measure: str, bases: Iterable[str]) -> list[str]:
    """Those of *bases* on which *measure* can rest."""
    family = family_of(side, kind, measure)
    return [code for code in bases if code not in BASES or (family and family.code in BASES[code].families)]
