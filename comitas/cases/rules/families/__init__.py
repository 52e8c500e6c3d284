"""The families of parts, each with a table of its own, and which of them a part belongs to.

A state or step code that stands in more than one family means the same in all of them, and has the same words: so a list,
a filter or a line of the ledger needs the code alone. What may follow is read from the part's own family.
"""

from comitas.cases.rules.families import outgoing, sought
from comitas.cases.rules.families.assistance import ASSISTANCE
from comitas.cases.rules.families.extradition import EXTRADITION
from comitas.cases.rules.families.outgoing import OUTGOING
from comitas.cases.rules.families.prosecution import PROSECUTION
from comitas.cases.rules.families.sought import SOUGHT
from comitas.cases.rules.states import CORRECT, Family, State, Step, at_stage

FAMILIES: dict[str, Family] = {
    family.code: family for family in (ASSISTANCE, EXTRADITION, PROSECUTION, OUTGOING, SOUGHT)
}

STATES: dict[str, State] = {code: state for family in FAMILIES.values() for code, state in family.states.items()}
"""The states of all families."""
STEPS: dict[str, Step] = {code: step for family in FAMILIES.values() for code, step in family.steps.items()}
"""One step for each code, for what is the same in every family: its words, its fields and columns are read elsewhere."""
OPEN = at_stage("open", STATES.values())
ENDED = at_stage("ended", STATES.values())
ABROAD = tuple(dict.fromkeys((*outgoing.ABROAD, *sought.ABROAD)))
"""States in which the other State has a request of ours, whatever it asks."""
HEARD = tuple(dict.fromkeys((*outgoing.HEARD, *sought.HEARD)))
"""Steps by which something was heard of it."""
OPEN_OF_OURS = tuple(dict.fromkeys((*OUTGOING.open, *SOUGHT.open)))


def family_of(side: str, kind: str, measure: str) -> Family | None:
    """The family of a part that asks for *measure* in a case of this side and kind. None: that is not asked in such a case."""
    return next((family for family in families_for(side, kind) if measure in family.measures), None)


def families_for(side: str, kind: str) -> tuple[Family, ...]:
    """The families that parts of such a case may have, those made for its kind first."""
    found = (
        family for family in FAMILIES.values() if family.side == side and (not family.kinds or kind in family.kinds)
    )
    return tuple(sorted(found, key=lambda family: not family.kinds))


def measures_for(side: str, kind: str) -> tuple[str, ...]:
    """What can be asked in such a case, in the order to show it."""
    return tuple(measure for family in families_for(side, kind) for measure in family.measures)


def sources(code: str) -> tuple[str, ...]:
    """The states from which the step called *code* can be taken, in any family that has it."""
    found = (state for family in FAMILIES.values() if code in family.steps for state in family.steps[code].sources)
    return tuple(dict.fromkeys(found))


def happened(code: str) -> str:
    """What a step is called once it was taken; it means the same in every family that has it."""
    return (CORRECT if code == CORRECT.code else STEPS[code]).happened
