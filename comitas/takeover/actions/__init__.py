"""Taking over a register: the file comes in (`files`), is described (`describing`), checked, and taken over (`taking`)."""

from comitas.takeover.actions.checking import check, check_rows
from comitas.takeover.actions.describing import set_columns, set_shape, set_words
from comitas.takeover.actions.destroying import HOLDINGS, destroy
from comitas.takeover.actions.files import begin, enter_rows, refuse_file
from comitas.takeover.actions.taking import pause, take, take_rows

__all__ = [
    "HOLDINGS",
    "destroy",
    "begin",
    "check",
    "check_rows",
    "enter_rows",
    "pause",
    "refuse_file",
    "set_columns",
    "set_shape",
    "set_words",
    "take",
    "take_rows",
]
