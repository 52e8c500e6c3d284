"""The time limits, by subject: each row says unit, start, direction, roll, pause, whether it binds, and where that is written."""

from comitas.worklist.rules.law import casework
from comitas.worklist.rules.limit import Limit, together

LIMITS: dict[str, Limit] = together(casework.LIMITS)
"""By code. A new subject adds its table here, and its facts in `queries/sources/`."""
