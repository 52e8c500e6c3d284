"""The time limits, by subject: each row says unit, start, direction, roll, pause, whether it binds, and where that is written."""

from comitas.core.text import N_
from comitas.worklist.rules.law import assistance, casework, execution, extradition, outgoing, union
from comitas.worklist.rules.limit import Limit, together

SUBJECTS: dict[str, dict[str, Limit]] = {
    N_("Everyday work"): casework.LIMITS,
    N_("Assistance"): assistance.LIMITS,
    N_("Extradition"): extradition.LIMITS,
    N_("European arrest warrant"): union.EAW,
    N_("European Investigation Order"): union.EIO,
    N_("Freezing and confiscation in the European Union"): union.FREEZING_AND_CONFISCATION,
    N_("Carrying out"): execution.LIMITS,
    N_("Our requests"): outgoing.LIMITS,
    N_("Electronic evidence in the European Union"): union.E_EVIDENCE,
}
"""In the order of the pages that list them. A new subject adds its table here, and its facts in `queries/sources/`."""
LIMITS: dict[str, Limit] = together(*SUBJECTS.values())
"""By code."""
